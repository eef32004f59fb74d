using RealLearning.Grains.Journal;
using static RealLearning.Silo.Storage.JournalChecksum;

namespace RealLearning.Silo.Storage;

/// <summary>Reads the journal's rows over one connection and believes none of them before its checksum is right.</summary>
internal sealed partial class JournalTables(SqliteDatabase database)
{
    private readonly SqliteStatement _head = database.Prepare(
        "SELECT term, last_sequence, last_row, snapshot_sequence, commands, checksum FROM heads WHERE document = ?");

    private readonly SqliteStatement _known = database.Prepare("SELECT 1 FROM documents WHERE name = ?");

    private readonly SqliteStatement _snapshot = database.Prepare(
        "SELECT sequence, checksum, state, private FROM snapshots WHERE document = ?");

    private readonly SqliteStatement _command = database.Prepare(
        "SELECT sequence, checksum FROM commands WHERE document = ? AND command = ?");

    private readonly SqliteStatement _commands = database.Prepare("SELECT count(*) FROM commands WHERE document = ?");

    private readonly SqliteStatement _names = database.Prepare(
        "SELECT name FROM documents UNION SELECT document FROM heads");

    /// <summary>A document's head, or null for one that was never opened.</summary>
    public JournalHead? Head(JournalName name)
    {
        if (!_head.Start().BindText(name.Utf8).Step())
        {
            // Every document stands in two tables: a head that a damaged page has swallowed is not taken for a new document.
            return IsKnown(name) ? throw new JournalDamagedException(name.Document, "its head is missing") : null;
        }

        var head = new JournalHead(_head.Long(0), _head.Long(1), _head.Long(2), _head.Long(3), _head.Long(4));
        var checksum = _head.Hash(5);
        _head.Reset();
        return checksum == head.Checksum(name.Utf8) ? head : throw new JournalDamagedException(name.Document, "its head fails its checksum");
    }

    /// <summary>The snapshot and the log of a document that has a head.</summary>
    public JournalContents Opening(JournalName name, JournalHead head)
    {
        var remembered = _commands.Start().BindText(name.Utf8).Step() ? _commands.Long(0) : 0;
        _commands.Reset();
        if (remembered != head.Commands)
        {
            throw new JournalDamagedException(name.Document, $"it remembers {remembered} commands of {head.Commands}");
        }

        var snapshot = Snapshot(name, head);
        var log = Log(name, head, head.SnapshotSequence + 1, head.LastSequence, long.MaxValue, indexOnly: false);
        return new JournalContents(snapshot, log.Records);
    }

    /// <summary>The sequence of a command's record, or null.</summary>
    public long? Command(JournalName name, string command)
    {
        if (!_command.Start().BindText(name.Utf8).BindText(command).Step())
        {
            return null;
        }

        var (sequence, checksum) = (_command.Long(0), _command.Hash(1));
        _command.Reset();
        return checksum == CommandChecksum(name, command, sequence)
            ? sequence
            : throw new JournalDamagedException(name.Document, "a command fails its checksum");
    }

    /// <summary>The names of all documents, also of those whose head is missing.</summary>
    public List<string> Names()
    {
        var names = new List<string>();
        _names.Start();
        while (_names.Step())
        {
            names.Add(_names.Text(0));
        }

        return names;
    }

    /// <summary>What SQLite finds wrong with its trees and its free pages.</summary>
    public List<string> StructureFaults() => JournalSchema.Faults(database, "journal.db");

    public static ulong CommandChecksum(JournalName name, string command, long sequence) =>
        Of(Row.Command, name.Utf8, [sequence], System.Text.Encoding.UTF8.GetBytes(command));

    private bool IsKnown(JournalName name)
    {
        var known = _known.Start().BindText(name.Utf8).Step();
        _known.Reset();
        return known;
    }

    private JournalSnapshot? Snapshot(JournalName name, JournalHead head)
    {
        if (!_snapshot.Start().BindText(name.Utf8).Step())
        {
            return head.SnapshotSequence == 0 ? null : throw new JournalDamagedException(name.Document, "its snapshot is missing");
        }

        var snapshot = new JournalSnapshot(_snapshot.Long(0), _snapshot.Blob(2).ToArray(), _snapshot.Blob(3).ToArray());
        var checksum = _snapshot.Hash(1);
        _snapshot.Reset();
        if (checksum != Of(Row.Snapshot, name.Utf8, [snapshot.Sequence], snapshot.State.Span, snapshot.Private.Span))
        {
            throw new JournalDamagedException(name.Document, "its snapshot fails its checksum");
        }

        return snapshot.Sequence == head.SnapshotSequence
            ? snapshot
            : throw new JournalDamagedException(name.Document, $"its snapshot is of {snapshot.Sequence}, not of {head.SnapshotSequence}");
    }
}
