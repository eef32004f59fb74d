using RealLearning.Grains.Journal;

namespace RealLearning.Silo.Storage;

/// <summary>
/// One thing for the writer to do. It may be applied twice, when its group was rolled back and its members are tried one by one; only a
/// commit makes it true.
/// </summary>
internal abstract class JournalWork(JournalName name)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JournalName Name { get; } = name;

    public Task Done => _done.Task;

    /// <summary>About how much it writes.</summary>
    public virtual long Bytes => 256;

    /// <summary>Throws a <see cref="JournalException"/> before it has written anything, or leaves everything written.</summary>
    public abstract void Apply(JournalTransaction transaction);

    public void Complete() => _done.TrySetResult();

    public void Fail(JournalException exception) => _done.TrySetException(exception);
}

/// <summary>A record at the end of a document's log.</summary>
internal sealed class AppendWork(JournalName name, long term, JournalRecord record) : JournalWork(name)
{
    // Packed by the caller, so that the one writer has the less to do.
    private readonly HistorySegment _packed = HistorySegment.Encode([record], compress: false);

    public override long Bytes => 256L + _packed.Index.Length + _packed.Payload.Length;

    public override void Apply(JournalTransaction transaction)
    {
        var head = transaction.Owned(Name, term);
        if (record.Sequence != head.LastSequence + 1)
        {
            throw new JournalRefusedException(Name.Document, $"record {record.Sequence} does not follow {head.LastSequence}");
        }

        if (record.CommandId is { } command && transaction.Tables.Command(Name, command) is { } earlier)
        {
            throw new JournalRefusedException(Name.Document, $"command {command} is already record {earlier}");
        }

        var row = transaction.InsertRecord(Name, record.Sequence, head.LastRow, _packed.Index.Span, _packed.Payload.Span);
        if (record.CommandId is { } remembered)
        {
            transaction.InsertCommand(Name, remembered, record.Sequence);
        }

        transaction.Set(Name, head with
        {
            LastSequence = record.Sequence,
            LastRow = row,
            Commands = head.Commands + (record.CommandId is null ? 0 : 1),
        });
    }
}

/// <summary>
/// A new owner. The document was read before, outside the writer; if it has moved since, nothing happens and it is read again. The last
/// attempt reads here, where nothing can move.
/// </summary>
internal sealed class RaiseTermWork(JournalName name, JournalHead? read, bool readHere) : JournalWork(name)
{
    /// <summary>The opening's term, or null where the document has moved.</summary>
    public long? Term { get; private set; }

    /// <summary>What was read here.</summary>
    public JournalContents? Read { get; private set; }

    public override void Apply(JournalTransaction transaction)
    {
        var head = transaction.Head(Name);
        Term = null;
        if (!readHere && head != read)
        {
            return;
        }

        if (readHere && head is { } found)
        {
            Read = transaction.Tables.Opening(Name, found);
        }

        Term = (head?.Term ?? 0) + 1;
        transaction.Set(Name, (head ?? default) with { Term = Term.Value });
    }
}

/// <summary>The swap at the end of a compaction: what is heavy was done before.</summary>
internal sealed class CompactWork(
    JournalName name, long term, JournalHead read, JournalSnapshot snapshot, IReadOnlyList<HistorySegment> segments, IReadOnlyList<long> rows)
    : JournalWork(name)
{
    public override long Bytes => snapshot.State.Length + snapshot.Private.Length + segments.Sum(segment => (long)segment.Index.Length + segment.Payload.Length);

    public override void Apply(JournalTransaction transaction)
    {
        var head = transaction.Owned(Name, term);
        if (head.SnapshotSequence != read.SnapshotSequence)
        {
            throw new JournalRefusedException(Name.Document, $"it was compacted to {head.SnapshotSequence} meanwhile");
        }

        foreach (var segment in segments)
        {
            transaction.InsertSegment(Name, segment);
        }

        transaction.PutSnapshot(Name, snapshot);
        transaction.DeleteRecords(rows);
        transaction.Set(Name, head with { SnapshotSequence = snapshot.Sequence });
    }
}

/// <summary>The end of a document; its head stays, with a higher term.</summary>
internal sealed class DeleteWork(JournalName name, long term) : JournalWork(name)
{
    public override void Apply(JournalTransaction transaction)
    {
        var head = transaction.Owned(Name, term);
        var rows = transaction.Tables.Rows(Name, head, head.SnapshotSequence + 1, head.LastSequence);
        transaction.DeleteRecords(rows);
        transaction.DeleteHistory(Name);
        transaction.Set(Name, new JournalHead(head.Term + 1, 0, 0, 0, 0));
    }
}
