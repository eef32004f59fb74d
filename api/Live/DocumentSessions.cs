using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>The documents that this node has open, one fan-out each, and the way into them.</summary>
internal sealed class DocumentSessions(
    IGrainFactory grains, RoomCalls calls, JoinLimit limit, IOptions<DoorOptions> options, TimeProvider time, ILogger<DocumentSession> logger)
{
    private readonly ConcurrentDictionary<DocumentName, DocumentFanout> _fanouts = new();

    /// <summary>
    /// Opens a session; the caller syncs it afterwards. The node subscribes before the room lets the session in, so that no change of its
    /// right goes astray.
    /// </summary>
    public async Task<(DocumentSession? Session, Refusal? Refusal)> OpenAsync(DocumentName name, Credential credential, ISessionDoor door)
    {
        if (!limit.Allows(name, credential.Caller))
        {
            return (null, new Refusal(RefusalCodes.RateExceeded, "You open documents faster than they can be served. Slower, and come back."));
        }

        try
        {
            while (true)
            {
                var fanout = _fanouts.GetOrAdd(name, static (key, self) => self.NewFanout(key), this);
                var session = new DocumentSession(fanout, credential, door, calls, options.Value, time, logger);
                if (await fanout.EnterAsync(session) is not { } entrance)
                {
                    // It ended a moment ago: take a new one.
                    Forget(fanout);
                    continue;
                }

                var refusal = entrance.Refusal ?? await JoinAsync(session);
                if (refusal is null)
                {
                    return (session, null);
                }

                await CloseAsync(session);
                return (null, refusal);
            }
        }
        catch (RoomUnreachableException)
        {
            return (null, RoomCalls.Unreachable);
        }
    }

    /// <summary>Ends a session for good; with the last one of a document the node lets go of it.</summary>
    public async Task CloseAsync(DocumentSession session)
    {
        await session.LeaveAsync();
        if (_fanouts.TryGetValue(session.Name, out var fanout) && fanout.HasEnded)
        {
            Forget(fanout);
        }
    }

    private static async Task<Refusal?> JoinAsync(DocumentSession session)
    {
        try
        {
            return await session.JoinAsync();
        }
        catch (RoomUnreachableException)
        {
            return RoomCalls.Unreachable;
        }
    }

    private void Forget(DocumentFanout fanout) =>
        _fanouts.TryRemove(new KeyValuePair<DocumentName, DocumentFanout>(fanout.Name, fanout));

    private DocumentFanout NewFanout(DocumentName name) => new(name, grains, calls, time, logger);
}
