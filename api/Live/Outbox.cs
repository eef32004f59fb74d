namespace RealLearning.Api.Live;

/// <summary>
/// What waits to be written to one connection. Hot: a message is written straight when the connection is idle; while a write is pending
/// messages wait, and go out together when it ends. Bounded: <see cref="Post"/> refuses beyond the limits, and a connection that does not
/// read delays nobody else. Watched by the fan-out benchmark in <c>bench/</c>.
/// </summary>
/// <typeparam name="T">What one write takes.</typeparam>
internal abstract class Outbox<T>(DoorOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _waiting = new();
    private readonly List<T> _batch = [];
    private TaskCompletionSource? _drained;
    private long _bytes;
    private long _writingSince;
    private bool _writing;
    private bool _closed;

    /// <summary>
    /// Writes or queues. False when the limits are reached: what waited and may be missed is gone, and so is this one.
    /// A message that must not be missed (<paramref name="isVital"/>) is always taken, unless far too many wait: then the connection is cut.
    /// </summary>
    public bool Post(T item, int bytes, bool isVital = false)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return true;
            }

            if (_writing)
            {
                return Queue(new Entry(item, bytes, isVital));
            }

            _writing = true;
            _writingSince = time.GetTimestamp();
        }

        StartWrite(item);
        return true;
    }

    /// <summary>Completes when nothing waits any more, or the connection has failed.</summary>
    public Task DrainedAsync()
    {
        lock (_gate)
        {
            return !_writing || _closed
                ? Task.CompletedTask
                : (_drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Takes nothing more; what waits is dropped.</summary>
    public void Close()
    {
        TaskCompletionSource? drained;
        lock (_gate)
        {
            _closed = true;
            _waiting.Clear();
            _bytes = 0;
            (drained, _drained) = (_drained, null);
        }

        drained?.TrySetResult();
    }

    /// <summary>Writes one message. Called by one thread at a time.</summary>
    protected abstract ValueTask WriteAsync(T item);

    /// <summary>Writes what gathered during a write, in order.</summary>
    protected abstract ValueTask WriteAsync(IReadOnlyList<T> items);

    /// <summary>The connection is broken or has stalled: cut it.</summary>
    protected abstract void Abort(Exception? exception);

    private void StartWrite(T item)
    {
        try
        {
            var write = WriteAsync(item);
            if (!write.IsCompleted)
            {
                _ = DrainAsync(write);
                return;
            }

            // Taken before resting: the next write may use again what is behind this task.
            var completed = write.GetAwaiter();
            completed.GetResult();
            if (!TryRest())
            {
                _ = DrainAsync(ValueTask.CompletedTask);
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private bool Queue(Entry entry)
    {
        var isFull = _bytes + entry.Bytes > options.OutboxBytesMax || _waiting.Count >= options.OutboxMessagesMax;
        if (isFull)
        {
            if (time.GetElapsedTime(_writingSince).TotalSeconds > options.StalledSecondsMax || _waiting.Count > options.OutboxMessagesMax * 2)
            {
                _closed = true;
                _waiting.Clear();
                ThreadPool.UnsafeQueueUserWorkItem(static outbox => outbox.Cut(null), this, preferLocal: false);
                return true;
            }

            DropMissable();
            if (!entry.IsVital)
            {
                return false;
            }
        }

        _waiting.Enqueue(entry);
        _bytes += entry.Bytes;
        return true;
    }

    private void DropMissable()
    {
        for (var left = _waiting.Count; left > 0; left--)
        {
            var entry = _waiting.Dequeue();
            if (entry.IsVital)
            {
                _waiting.Enqueue(entry);
            }
            else
            {
                _bytes -= entry.Bytes;
            }
        }
    }

    /// <summary>True when nothing waits: the connection is idle again.</summary>
    private bool TryRest()
    {
        TaskCompletionSource? drained;
        lock (_gate)
        {
            if (_waiting.Count > 0)
            {
                return false;
            }

            _writing = false;
            (drained, _drained) = (_drained, null);
        }

        drained?.TrySetResult();
        return true;
    }

    private async Task DrainAsync(ValueTask write)
    {
        try
        {
            await write;
            while (!TryRest())
            {
                Take();
                await (_batch.Count == 1 ? WriteAsync(_batch[0]) : WriteAsync(_batch));
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Take()
    {
        _batch.Clear();
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var entry))
            {
                _batch.Add(entry.Item);
            }

            _bytes = 0;
            _writingSince = time.GetTimestamp();
        }
    }

    private void Fail(Exception exception)
    {
        Close();
        Cut(exception);
    }

    /// <summary>A connection may be gone while it is being cut; that is nobody's trouble, least of all that of whoever posted.</summary>
    private void Cut(Exception? exception)
    {
        try
        {
            Abort(exception);
        }
        catch (Exception)
        {
            // It is cut already.
        }
    }

    private readonly record struct Entry(T Item, int Bytes, bool IsVital);
}
