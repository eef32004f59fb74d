using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Documents;

/// <summary>
/// The records of one document that are applied and not yet on disk, oldest first. Each is handed to the journal at once; when the store
/// refuses, all of them are handed over again after a wait, in order, until it takes them. Runs on the grain's scheduler alone.
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
    private readonly Queue<Waiting> _waiting = new();
    private bool _held;

    /// <summary>Bytes of updates that wait for the disk.</summary>
    public long Bytes { get; private set; }

    /// <summary>Completes when everything handed over until now is on disk, or the tail has failed.</summary>
    public Task Flushed { get; private set; } = Task.CompletedTask;

    public void Append(JournalRecord record)
    {
        Bytes += record.Update.Length;
        _waiting.Enqueue(new Waiting(record, _held ? null : journal.AppendAsync(document, term, record)));
        if (Flushed.IsCompleted)
        {
            Flushed = DrainAsync();
        }
    }

    private async Task DrainAsync()
    {
        try
        {
            var delayMs = options.RetryDelayMs;
            while (_waiting.TryPeek(out var first))
            {
                try
                {
                    await first.Append!;
                }
                catch (JournalUnavailableException)
                {
                    await RetryAsync(delayMs);
                    delayMs = Math.Min(delayMs * 2, options.RetryDelayMsMax);
                    continue;
                }

                delayMs = options.RetryDelayMs;
                _waiting.Dequeue();
                Bytes -= first.Record.Update.Length;
                if (!_waiting.TryPeek(out var next) || !next.Append!.IsCompletedSuccessfully)
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
        report(_waiting.Peek().Record.Sequence - 1, true);
        foreach (var waiting in _waiting.ToArray())
        {
            await (waiting.Append ?? Task.CompletedTask).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(delayMs), time);
        _held = false;
        foreach (var waiting in _waiting)
        {
            waiting.Append = journal.AppendAsync(document, term, waiting.Record);
        }
    }

    private sealed class Waiting(JournalRecord record, Task? append)
    {
        public JournalRecord Record { get; } = record;

        public Task? Append { get; set; } = append;
    }
}
