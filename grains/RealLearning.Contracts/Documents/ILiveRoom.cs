using Orleans.Concurrency;

namespace RealLearning.Contracts.Documents;

/// <summary>
/// The live side of a room: the documents that it holds, by part. Every method may interleave with a push that waits for the disk.
/// Refusals come back in the reply; an exception means that the call itself failed and may be repeated.
/// </summary>
public interface ILiveRoom : IGrainWithStringKey
{
    /// <summary>
    /// Makes a session known to the room and decides its right. Sessions are forgotten with the activation:
    /// <see cref="RefusalCodes.UnknownSession"/> or a new term means join again.
    /// </summary>
    [AlwaysInterleave]
    Task<JoinReply> JoinAsync(JoinRequest request);

    /// <summary>Forgets a session and removes its awareness.</summary>
    [AlwaysInterleave]
    Task LeaveAsync(string part, string sessionId);

    /// <summary>Applies updates in their order. Answers when they are applied; <see cref="IDocumentObserver.StatusAsync"/> tells when they are on disk.</summary>
    [AlwaysInterleave]
    Task<PushReply> PushAsync(PushRequest request);

    /// <summary>What the holder of a state vector lacks.</summary>
    [AlwaysInterleave]
    Task<SyncReply> SyncAsync(SyncRequest request);

    /// <summary>Updates after a sequence number, or the whole state where these are no longer at hand. For a node that saw a gap.</summary>
    [AlwaysInterleave]
    Task<CatchUpReply> CatchUpAsync(string part, long term, long afterSequence);

    /// <summary>Awareness of one session: an awareness update as in y-protocols. Entries of others are dropped, its own are stamped with who it is.</summary>
    [AlwaysInterleave, OneWay]
    Task AwareAsync(string part, string sessionId, byte[] awarenessUpdate);

    /// <summary>Subscribes a node to one document, or renews its lease; sessions of a node whose lease ends are forgotten.</summary>
    [AlwaysInterleave]
    Task<SubscribeReply> SubscribeAsync(string part, string node, IDocumentObserver observer);

    /// <summary>Ends a node's subscription.</summary>
    [AlwaysInterleave]
    Task UnsubscribeAsync(string part, string node);
}
