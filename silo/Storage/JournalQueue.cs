using System.Diagnostics.CodeAnalysis;

namespace RealLearning.Silo.Storage;

/// <summary>
/// What waits for the journal's writer. Its one taker waits in the kernel: the collections of the base library spin first, which on a single core gives that core away at
/// each turn and keeps those who write waiting for whoever got it.
/// </summary>
internal sealed class JournalQueue(int countMax) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _some = new(false);
    private readonly Queue<JournalWork> _queue = [];
    private bool _isClosed;

    /// <summary>False where as much waits as may. Throws <see cref="InvalidOperationException"/> once it is closed.</summary>
    public bool TryAdd(JournalWork work)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new InvalidOperationException("The queue is closed.");
            }

            if (_queue.Count == countMax)
            {
                return false;
            }

            _queue.Enqueue(work);
            if (_queue.Count == 1)
            {
                _some.Set();
            }

            return true;
        }
    }

    /// <summary>The next, without waiting.</summary>
    public bool TryTake([MaybeNullWhen(false)] out JournalWork work)
    {
        lock (_gate)
        {
            return _queue.TryDequeue(out work);
        }
    }

    /// <summary>Waits for the next; false once it is closed and empty.</summary>
    public bool TryWait([MaybeNullWhen(false)] out JournalWork work)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_queue.TryDequeue(out work))
                {
                    return true;
                }

                if (_isClosed)
                {
                    return false;
                }
            }

            _some.WaitOne();
        }
    }

    /// <summary>Takes no more; what waits is still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                _some.Set();
            }
        }
    }

    public void Dispose() => _some.Dispose();
}
