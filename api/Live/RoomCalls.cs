using Microsoft.Extensions.Options;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>
/// Calls to rooms. Every call may be repeated without harm, so one that fails on its way (a node dies, an activation moves) is tried
/// again for a bounded time; then it comes back as <see cref="RoomUnreachableException"/>.
/// </summary>
internal sealed partial class RoomCalls(IOptions<DoorOptions> options, TimeProvider time, ILogger<RoomCalls> logger)
{
    /// <summary>Does a call until it succeeds.</summary>
    public async Task<TReply> DoAsync<TState, TReply>(TState state, Func<TState, Task<TReply>> call)
    {
        var delayMs = options.Value.CallRetryMs;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(state);
            }
            catch (Exception exception) when (attempt < options.Value.CallAttempts)
            {
                LogRetry(attempt, exception);
            }
            catch (Exception exception)
            {
                LogGivenUp(attempt, exception);
                throw new RoomUnreachableException(exception);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(delayMs), time);
            delayMs *= 2;
        }
    }

    /// <summary>The refusal that stands for a room out of reach.</summary>
    public static Refusal Unreachable { get; } =
        new(RefusalCodes.StorageUnavailable, "The room cannot be reached at the moment. Keep your change and come back.");

    [LoggerMessage(Level = LogLevel.Debug, Message = "A call to a room failed on attempt {Attempt}; trying again.")]
    private partial void LogRetry(int attempt, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A call to a room failed {Attempts} times; given up.")]
    private partial void LogGivenUp(int attempts, Exception exception);
}
