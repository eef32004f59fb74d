using System.Collections.Concurrent;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Tests.Support;

/// <summary>A journal with gates before its openings and appends, and faults in the place of appends or behind them.</summary>
internal sealed class GatedJournal(IDocumentJournal inner) : IDocumentJournal
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new();
    private readonly ConcurrentDictionary<string, Gate> _openings = new();
    private readonly ConcurrentDictionary<string, Func<Exception>> _faults = new();
    private readonly ConcurrentDictionary<string, Func<Exception>> _lateFaults = new();
    private readonly ConcurrentDictionary<string, Func<Exception>> _openingFaults = new();

    /// <summary>Appends of a document wait until the gate is opened.</summary>
    public Gate Hold(DocumentName document) => _gates[document.ToString()] = new Gate();

    /// <summary>The next opening of a document waits until the gate is opened.</summary>
    public Gate HoldOpening(DocumentName document) => _openings[document.ToString()] = new Gate();

    /// <summary>Openings of a document fail from now on.</summary>
    public void BreakOpening(DocumentName document, Func<Exception> fault) => _openingFaults[document.ToString()] = fault;

    /// <summary>Appends of a document fail until <see cref="Heal"/>.</summary>
    public void Break(DocumentName document, Func<Exception> fault) => _faults[document.ToString()] = fault;

    /// <summary>The next append of a document reaches the disk, and its caller is told that it did not: a disk that fails between writing and saying so.</summary>
    public void BreakAfterwards(DocumentName document, Func<Exception> fault) => _lateFaults[document.ToString()] = fault;

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
        if (_lateFaults.TryRemove(document.ToString(), out var late))
        {
            throw late();
        }
    }

    public async Task<JournalOpening> OpenAsync(DocumentName document, CancellationToken cancellationToken)
    {
        if (_openings.TryRemove(document.ToString(), out var gate))
        {
            await gate.PassAsync();
        }

        if (_openingFaults.TryGetValue(document.ToString(), out var fault))
        {
            throw fault();
        }

        return await inner.OpenAsync(document, cancellationToken);
    }

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

/// <summary>What an append or an opening waits at.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _arrived;

    /// <summary>How many have come here.</summary>
    public int Arrived => Volatile.Read(ref _arrived);

    /// <summary>Completes when the first one waits here.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(10));

    public void Open() => _open.TrySetResult();

    public Task PassAsync()
    {
        Interlocked.Increment(ref _arrived);
        _reached.TrySetResult();
        return _open.Task;
    }
}
