namespace RealLearning.Api.Live;

/// <summary>One at a time, in the order of asking. Needs no disposal.</summary>
internal sealed class Turns
{
    private Task _last = Task.CompletedTask;

    /// <summary>Completes when it is one's turn, which lasts until the result is disposed.</summary>
    public async Task<Turn> TakeAsync()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Interlocked.Exchange(ref _last, mine.Task);
        return new Turn(mine);
    }

    /// <summary>A turn that is being used.</summary>
    internal readonly struct Turn(TaskCompletionSource end) : IDisposable
    {
        public void Dispose() => end.TrySetResult();
    }
}
