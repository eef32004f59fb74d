using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Documents;

/// <summary>
/// The records of one document that are applied and not yet on disk, oldest first. Each is handed to the journal at once, unless so many are
/// there already that this document alone could fill the journal's queue; when the store refuses, all of them are handed over again after a
/// wait, in order, until it takes them. Runs on the grain's scheduler alone.
/// </summary>
internal sealed class JournalTail(
    IDocumentJournal journal,
    DocumentName document,
    long term,
    LiveOptions options,
    TimeProvider time,
    Action<long, bool> report,
    Action<Exception> fail)
{
    private readonly Queue<(JournalRecord Record, Task Append)> _underWay = new();
    private Queue<JournalRecord> _waiting = new();
    private bool _held;

    /// <summary>Bytes of updates that wait for the disk.</summary>
    public long Bytes { get; private set; }

    /// <summary>Completes when everything handed over until now is on disk, or the tail has failed.</summary>
    public Task Flushed { get; private set; } = Task.CompletedTask;

    public void Append(JournalRecord record)
    {
        Bytes += record.Update.Length;
        _waiting.Enqueue(record);
        HandOver();
        if (Flushed.IsCompleted)
        {
            Flushed = DrainAsync();
        }
    }

    private void HandOver()
    {
        while (!_held && _underWay.Count < options.AppendsMax && _waiting.TryDequeue(out var record))
        {
            _underWay.Enqueue((record, journal.AppendAsync(document, term, record)));
        }
    }

    private async Task DrainAsync()
    {
        try
        {
            var delayMs = options.RetryDelayMs;
            while (_underWay.TryPeek(out var first))
            {
                try
                {
                    await first.Append;
                }
                catch (JournalUnavailableException)
                {
                    await RetryAsync(delayMs);
                    delayMs = Math.Min(delayMs * 2, options.RetryDelayMsMax);
                    continue;
                }

                delayMs = options.RetryDelayMs;
                _underWay.Dequeue();
                Bytes -= first.Record.Update.Length;
                HandOver();
                if (!_underWay.TryPeek(out var next) || !next.Append.IsCompletedSuccessfully)
                {
                    report(first.Record.Sequence, false);
                }
            }
        }
        catch (Exception exception)
        {
            fail(exception);
        }
    }

    /// <summary>Lets every append that is under way end, waits, and hands all records over again.</summary>
    private async Task RetryAsync(int delayMs)
    {
        _held = true;
        report(_underWay.Peek().Record.Sequence - 1, true);
        foreach (var (_, append) in _underWay)
        {
            await append.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(delayMs), time);
        _waiting = new Queue<JournalRecord>(_underWay.Select(static waiting => waiting.Record).Concat(_waiting));
        _underWay.Clear();
        _held = false;
        HandOver();
    }
}
