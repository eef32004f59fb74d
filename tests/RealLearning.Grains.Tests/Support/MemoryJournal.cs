using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Tests.Support;

/// <summary>The journal as a table of lists: what the port says, in the fewest words. It outlives the silo as a disk does.</summary>
internal sealed class MemoryJournal : IDocumentJournal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DocumentName, Kept> _documents = [];

    public Task<JournalOpening> OpenAsync(DocumentName document, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var kept = Of(document);
            kept.Term++;
            var after = kept.Snapshot?.Sequence ?? 0;
            return Task.FromResult(new JournalOpening(kept.Term, kept.Snapshot, [.. kept.Records.Where(record => record.Sequence > after)]));
        }
    }

    public async Task AppendAsync(DocumentName document, long term, JournalRecord record)
    {
        await Task.Yield();
        lock (_lock)
        {
            var kept = Owned(document, term);
            if (record.Sequence != kept.Records.Count + 1)
            {
                throw new JournalUnavailableException($"{record.Sequence} does not follow {kept.Records.Count}.");
            }

            kept.Records.Add(record);
        }
    }

    public Task CompactAsync(DocumentName document, long term, JournalSnapshot snapshot, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Owned(document, term).Snapshot = snapshot;
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<JournalRecord> ReadAsync(
        DocumentName document, long fromSequence, long toSequence, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        List<JournalRecord> records;
        lock (_lock)
        {
            records = _documents.TryGetValue(document, out var kept)
                ? [.. kept.Records.Where(record => record.Sequence >= fromSequence && record.Sequence <= toSequence)]
                : [];
        }

        foreach (var record in records)
        {
            yield return record;
        }
    }

    public IAsyncEnumerable<JournalRecord> ReadIndexAsync(DocumentName document, long fromSequence, long toSequence, CancellationToken cancellationToken) =>
        ReadAsync(document, fromSequence, toSequence, cancellationToken);

    public Task<long?> FindCommandAsync(DocumentName document, string commandId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Of(document).Records.Find(record => record.CommandId == commandId)?.Sequence);
        }
    }

    public Task DeleteAsync(DocumentName document, long term, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Owned(document, term);
            _documents[document] = new Kept { Term = term + 1 };
        }

        return Task.CompletedTask;
    }

    private Kept Owned(DocumentName document, long term)
    {
        var kept = Of(document);
        return kept.Term == term ? kept : throw new JournalFencedException(document, term);
    }

    private Kept Of(DocumentName document)
    {
        if (!_documents.TryGetValue(document, out var kept))
        {
            _documents[document] = kept = new Kept();
        }

        return kept;
    }

    private sealed class Kept
    {
        public long Term { get; set; }

        public List<JournalRecord> Records { get; } = [];

        public JournalSnapshot? Snapshot { get; set; }
    }
}
