namespace RealLearning.Grains.Rooms;

/// <summary>A lock that is held across waits for the disk, first come first served. For one grain's scheduler alone.</summary>
internal sealed class RoomLock
{
    private Task _last = Task.CompletedTask;

    /// <summary>Waits for those who asked before; disposing what it returns lets the next one in.</summary>
    public async ValueTask<IDisposable> HoldAsync()
    {
        var held = new Held();
        var before = _last;
        _last = held.Released;
        await before;
        return held;
    }

    private sealed class Held : IDisposable
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Released => _released.Task;

        public void Dispose() => _released.TrySetResult();
    }
}
