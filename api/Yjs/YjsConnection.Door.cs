using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Yjs;

/// <summary>What reaches the client. It knows nothing of rights, numbers or disks: there is only its document, and the code that closes the line.</summary>
internal sealed partial class YjsConnection : ISessionDoor
{
    private int _isResyncing;

    bool ISessionDoor.AsksForJoin => false;

    bool ISessionDoor.TellsSaved => false;

    bool ISessionDoor.Deliver(DeliveryBatch batch) => _outbox.Post(batch.Frames);

    void ISessionDoor.Saved(long number)
    {
    }

    void ISessionDoor.StatusChanged(bool isRetrying)
    {
    }

    void ISessionDoor.RightChanged(Right right, string reason)
    {
    }

    /// <summary>The whole state, once the client reads again, and step 1, whose answer brings back what the room lost.</summary>
    void ISessionDoor.Resync()
    {
        if (Interlocked.Exchange(ref _isResyncing, 1) == 0)
        {
            _ = ResyncAsync();
        }
    }

    void ISessionDoor.Refused(long number, Refusal refusal) => _ = line.StartCloseAsync(refusal);

    void ISessionDoor.Closed(Refusal refusal) => _ = line.StartCloseAsync(refusal);

    private async Task ResyncAsync()
    {
        await _outbox.DrainedAsync();
        Volatile.Write(ref _isResyncing, 0);
        if (_session is { HasEnded: false } session)
        {
            LogResync(logger, session.Name);
            await SyncAsync(session, [0], isAnswer: false);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Document}: a y-websocket client missed updates, or the room moved; it gets the whole state.")]
    private static partial void LogResync(ILogger logger, DocumentName document);
}
