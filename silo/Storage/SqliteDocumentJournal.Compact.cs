using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Silo.Storage;

/// <summary>Compaction: what is heavy, reading and compressing, is done beside the writer; the writer only swaps.</summary>
public sealed partial class SqliteDocumentJournal
{
    /// <inheritdoc/>
    public async Task CompactAsync(DocumentName document, long term, JournalSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.State.Length + (long)snapshot.Private.Length > _options.SnapshotBytesMax)
        {
            throw new JournalRefusedException(document, $"a snapshot has at most {_options.SnapshotBytesMax} bytes");
        }

        var name = new JournalName(document);
        var swap = await _readers.ReadAsync(document, tables => Prepare(tables, name, term, snapshot), cancellationToken);
        await _writer.WriteAsync(swap);
    }

    private CompactWork Prepare(JournalTables tables, JournalName name, long term, JournalSnapshot snapshot)
    {
        if (tables.Head(name) is not { } head || head.Term != term)
        {
            throw new JournalFencedException(name.Document, term);
        }

        if (snapshot.Sequence < head.SnapshotSequence || snapshot.Sequence > head.LastSequence)
        {
            throw new JournalRefusedException(
                name.Document, $"a snapshot of {snapshot.Sequence} lies outside {head.SnapshotSequence} to {head.LastSequence}");
        }

        var rows = new List<long>();
        var segments = new List<HistorySegment>();
        for (var next = head.SnapshotSequence + 1; next <= snapshot.Sequence;)
        {
            var (records, taken) = tables.Log(name, head, next, snapshot.Sequence, _options.SegmentBytes, indexOnly: false);
            segments.Add(HistorySegment.Encode(records, compress: true));
            rows.AddRange(taken);
            next += records.Count;
        }

        return new CompactWork(name, term, head, snapshot, segments, rows);
    }
}
