using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using static RealLearning.Silo.Storage.JournalChecksum;

namespace RealLearning.Silo.Storage;

/// <summary>
/// What the writer does inside one transaction. Heads are read once and written once for each document, however many records come.
/// Each piece of work checks first and writes after, so that one that is refused has changed nothing.
/// </summary>
internal sealed class JournalTransaction(SqliteDatabase database)
{
    private readonly Dictionary<DocumentName, Change> _changes = [];

    private readonly SqliteStatement _insertRecord = database.Prepare(
        "INSERT INTO records (sequence, before, checksum, document, idx, payload) VALUES (?, ?, ?, ?, ?, ?)");

    private readonly SqliteStatement _insertCommand = database.Prepare(
        "INSERT INTO commands (document, command, sequence, checksum) VALUES (?, ?, ?, ?)");

    private readonly SqliteStatement _insertDocument = database.Prepare("INSERT INTO documents (name) VALUES (?)");

    private readonly SqliteStatement _insertHead = database.Prepare(
        """
        INSERT INTO heads (term, last_sequence, last_row, snapshot_sequence, commands, checksum, document) VALUES (?, ?, ?, ?, ?, ?, ?)
        """);

    // The fence: a head that another term or another record has moved is not overwritten.
    private readonly SqliteStatement _updateHead = database.Prepare(
        """
        UPDATE heads SET term = ?, last_sequence = ?, last_row = ?, snapshot_sequence = ?, commands = ?, checksum = ?
        WHERE document = ? AND term = ? AND last_sequence = ?
        """);

    private readonly SqliteStatement _insertSegment = database.Prepare(
        """
        INSERT INTO segments (document, first_sequence, last_sequence, index_checksum, payload_checksum, idx, payload)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly SqliteStatement _putSnapshot = database.Prepare(
        "INSERT OR REPLACE INTO snapshots (document, sequence, checksum, state, private) VALUES (?, ?, ?, ?, ?)");

    private readonly SqliteStatement _deleteRecord = database.Prepare("DELETE FROM records WHERE id = ?");

    private readonly SqliteStatement[] _deleteAll =
    [
        database.Prepare("DELETE FROM segments WHERE document = ?"),
        database.Prepare("DELETE FROM snapshots WHERE document = ?"),
        database.Prepare("DELETE FROM commands WHERE document = ?"),
    ];

    /// <summary>The rows as this transaction sees them.</summary>
    public JournalTables Tables { get; } = new(database);

    public void Begin()
    {
        _changes.Clear();
        database.Execute("BEGIN IMMEDIATE");
    }

    /// <summary>Everything before this is on disk when it returns.</summary>
    public void Commit()
    {
        foreach (var (document, change) in _changes)
        {
            if (change.Now is { } now && now != change.Before)
            {
                Save(new JournalName(document), change.Before, now);
            }
        }

        database.Execute("COMMIT");
    }

    public void RollBack() => database.RollBack();

    public JournalHead? Head(JournalName name)
    {
        if (!_changes.TryGetValue(name.Document, out var change))
        {
            var head = Tables.Head(name);
            _changes.Add(name.Document, change = new Change(head) { Now = head });
        }

        return change.Now;
    }

    /// <summary>The head of a document whose owner asks. Throws <see cref="JournalFencedException"/>.</summary>
    public JournalHead Owned(JournalName name, long term) =>
        Head(name) is { } head && head.Term == term ? head : throw new JournalFencedException(name.Document, term);

    public void Set(JournalName name, JournalHead head) => _changes[name.Document].Now = head;

    public long InsertRecord(JournalName name, long sequence, long before, ReadOnlySpan<byte> index, ReadOnlySpan<byte> payload)
    {
        var checksum = JournalTables.RecordChecksum(name, sequence, before, index, payload);
        _insertRecord.Start().Bind(sequence).Bind(before).Bind(checksum).BindText(name.Utf8).BindBlob(index).BindBlob(payload).Run();
        return database.LastRow;
    }

    public void InsertCommand(JournalName name, string command, long sequence) =>
        _insertCommand.Start().BindText(name.Utf8).BindText(command).Bind(sequence).Bind(JournalTables.CommandChecksum(name, command, sequence)).Run();

    public void InsertSegment(JournalName name, HistorySegment segment)
    {
        var index = segment.Index.Span;
        var payload = segment.Payload.Span;
        _insertSegment.Start().BindText(name.Utf8).Bind(segment.FirstSequence).Bind(segment.LastSequence)
            .Bind(Of(Row.SegmentIndex, name.Utf8, [segment.FirstSequence, segment.LastSequence], index))
            .Bind(Of(Row.SegmentPayload, name.Utf8, [segment.FirstSequence, segment.LastSequence], payload))
            .BindBlob(index).BindBlob(payload).Run();
    }

    public void PutSnapshot(JournalName name, JournalSnapshot snapshot)
    {
        var checksum = Of(Row.Snapshot, name.Utf8, [snapshot.Sequence], snapshot.State.Span, snapshot.Private.Span);
        _putSnapshot.Start().BindText(name.Utf8).Bind(snapshot.Sequence).Bind(checksum)
            .BindBlob(snapshot.State.Span).BindBlob(snapshot.Private.Span).Run();
    }

    public void DeleteRecords(IEnumerable<long> rows)
    {
        foreach (var row in rows)
        {
            _deleteRecord.Start().Bind(row).Run();
        }
    }

    public void DeleteHistory(JournalName name)
    {
        foreach (var statement in _deleteAll)
        {
            statement.Start().BindText(name.Utf8).Run();
        }
    }

    private void Save(JournalName name, JournalHead? before, JournalHead now)
    {
        if (before is null)
        {
            _insertDocument.Start().BindText(name.Utf8).Run();
        }

        var statement = (before is null ? _insertHead : _updateHead).Start()
            .Bind(now.Term).Bind(now.LastSequence).Bind(now.LastRow).Bind(now.SnapshotSequence).Bind(now.Commands)
            .Bind(now.Checksum(name.Utf8)).BindText(name.Utf8);
        if (before is { } old)
        {
            statement.Bind(old.Term).Bind(old.LastSequence);
        }

        statement.Run();
        if (database.Changes != 1)
        {
            throw new InvalidOperationException($"The head of {name.Document} moved under the only writer.");
        }
    }

    private sealed class Change(JournalHead? before)
    {
        public JournalHead? Before { get; } = before;

        public JournalHead? Now { get; set; }
    }
}
