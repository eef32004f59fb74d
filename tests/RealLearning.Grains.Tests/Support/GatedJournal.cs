using System.Collections.Concurrent;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Tests.Support;

/// <summary>A journal with gates before its appends and faults in their place.</summary>
internal sealed class GatedJournal(IDocumentJournal inner) : IDocumentJournal
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new();
    private readonly ConcurrentDictionary<string, Func<Exception>> _faults = new();

    /// <summary>Appends of a document wait until the gate is opened.</summary>
    public Gate Hold(DocumentName document) => _gates[document.ToString()] = new Gate();

    /// <summary>Appends of a document fail until <see cref="Heal"/>.</summary>
    public void Break(DocumentName document, Func<Exception> fault) => _faults[document.ToString()] = fault;

    public void Heal(DocumentName document) => _faults.TryRemove(document.ToString(), out _);

    public async Task AppendAsync(DocumentName document, long term, JournalRecord record)
    {
        if (_gates.TryGetValue(document.ToString(), out var gate))
        {
            await gate.PassAsync();
        }

        if (_faults.TryGetValue(document.ToString(), out var fault))
        {
            throw fault();
        }

        await inner.AppendAsync(document, term, record);
    }

    public Task<JournalOpening> OpenAsync(DocumentName document, CancellationToken cancellationToken) => inner.OpenAsync(document, cancellationToken);

    public Task CompactAsync(DocumentName document, long term, JournalSnapshot snapshot, CancellationToken cancellationToken) =>
        inner.CompactAsync(document, term, snapshot, cancellationToken);

    public IAsyncEnumerable<JournalRecord> ReadAsync(DocumentName document, long fromSequence, long toSequence, CancellationToken cancellationToken) =>
        inner.ReadAsync(document, fromSequence, toSequence, cancellationToken);

    public IAsyncEnumerable<JournalRecord> ReadIndexAsync(DocumentName document, long fromSequence, long toSequence, CancellationToken cancellationToken) =>
        inner.ReadIndexAsync(document, fromSequence, toSequence, cancellationToken);

    public Task<long?> FindCommandAsync(DocumentName document, string commandId, CancellationToken cancellationToken) =>
        inner.FindCommandAsync(document, commandId, cancellationToken);

    public Task DeleteAsync(DocumentName document, long term, CancellationToken cancellationToken) => inner.DeleteAsync(document, term, cancellationToken);
}

/// <summary>What an append waits at.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first append waits here.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(10));

    public void Open() => _open.TrySetResult();

    public Task PassAsync()
    {
        _reached.TrySetResult();
        return _open.Task;
    }
}
