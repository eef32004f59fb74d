namespace RealLearning.Api.Tests.Servers;

/// <summary>What a client has received, to be waited for.</summary>
internal sealed class Inbox<T>
{
    private readonly Lock _gate = new();
    private readonly List<T> _received = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _received];
            }
        }
    }

    public void Add(T item)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _received.Add(item);
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }

    /// <summary>The first that fits, come or still to come.</summary>
    public async Task<T> FirstAsync(Func<T, bool> fits, string what)
    {
        T? found = default;
        await UntilAsync(all => all.Any(item => fits(item) && (found = item) is not null), what);
        return found!;
    }

    /// <summary>Waits until everything received together fits.</summary>
    public async Task UntilAsync(Func<IReadOnlyList<T>, bool> fits, string what)
    {
        using var limit = new CancellationTokenSource(Deadline.Time);
        while (true)
        {
            Task changed;
            IReadOnlyList<T> all;
            lock (_gate)
            {
                all = [.. _received];
                changed = _changed.Task;
            }

            if (fits(all))
            {
                return;
            }

            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"No {what} in time; {all.Count} received: {string.Join(" | ", all.TakeLast(5))}");
            }
        }
    }
}
