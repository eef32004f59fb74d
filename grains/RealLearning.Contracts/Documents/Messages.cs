namespace RealLearning.Contracts.Documents;

/// <summary>A session that wants to take part in one document.</summary>
/// <param name="RightMax">The most that the session's credential allows; the room may give less.</param>
[GenerateSerializer, Immutable, Alias("join-request")]
public sealed record JoinRequest(
    [property: Id(0)] string Part,
    [property: Id(1)] string SessionId,
    [property: Id(2)] string Node,
    [property: Id(3)] Caller Caller,
    [property: Id(4)] Right RightMax);

/// <summary>What a session may do. <paramref name="Right"/> is what holds for this part: nobody edits <c>room</c>.</summary>
/// <param name="Colour">Index of the person's colour in the fixed set of ten.</param>
[GenerateSerializer, Immutable, Alias("join-reply")]
public sealed record JoinReply(
    [property: Id(0)] long Term,
    [property: Id(1)] Right Right,
    [property: Id(2)] int Colour,
    [property: Id(3)] Refusal? Refusal = null);

/// <summary>How updates reached the session.</summary>
public enum PushKind
{
    /// <summary>Written now: may only extend client ids bound to the session's person.</summary>
    Live,

    /// <summary>A sync reply: may bring back what others wrote, recorded as relayed with its author unverified.</summary>
    SyncReply,
}

/// <summary>Updates of one session, in order.</summary>
[GenerateSerializer, Immutable, Alias("push-request")]
public sealed record PushRequest(
    [property: Id(0)] string Part,
    [property: Id(1)] string SessionId,
    [property: Id(2)] PushKind Kind,
    [property: Id(3)] byte[][] Updates);

/// <summary>What became of a push.</summary>
/// <param name="Applied">How many of the updates were taken; the one after them is what <paramref name="Refusal"/> speaks of.</param>
/// <param name="Sequence">The last sequence number that covers them. They are saved once a status of the same term reaches it.</param>
[GenerateSerializer, Immutable, Alias("push-reply")]
public sealed record PushReply(
    [property: Id(0)] long Term,
    [property: Id(1)] long Sequence,
    [property: Id(2)] int Applied,
    [property: Id(3)] Refusal? Refusal = null);

/// <summary>A session asks for what it lacks. An empty state vector is one that has nothing.</summary>
[GenerateSerializer, Immutable, Alias("sync-request")]
public sealed record SyncRequest(
    [property: Id(0)] string Part,
    [property: Id(1)] string SessionId,
    [property: Id(2)] byte[] StateVector);

/// <summary>What a session lacked, the room's own state vector, and everybody's awareness (null where there is none).</summary>
[GenerateSerializer, Immutable, Alias("sync-reply")]
public sealed record SyncReply(
    [property: Id(0)] long Term,
    [property: Id(1)] long Sequence,
    [property: Id(2)] byte[] Update,
    [property: Id(3)] byte[] StateVector,
    [property: Id(4)] byte[]? Awareness,
    [property: Id(5)] Refusal? Refusal = null);

/// <summary>Updates that bring a node from its place to (term, sequence).</summary>
[GenerateSerializer, Immutable, Alias("catch-up-reply")]
public sealed record CatchUpReply(
    [property: Id(0)] long Term,
    [property: Id(1)] long Sequence,
    [property: Id(2)] byte[][] Updates,
    [property: Id(3)] Refusal? Refusal = null);

/// <summary>Where the document stands as a subscription begins or is renewed.</summary>
/// <param name="LeaseSeconds">Renew well before.</param>
/// <param name="WasKnown">The node had a lease. One that renews and had none has lost its sessions too.</param>
[GenerateSerializer, Immutable, Alias("subscribe-reply")]
public sealed record SubscribeReply(
    [property: Id(0)] DocumentStatus Status,
    [property: Id(1)] int LeaseSeconds,
    [property: Id(2)] Refusal? Refusal = null,
    [property: Id(3)] bool WasKnown = false);

/// <summary>One update on its way to the readers. Sequences of a term have no holes.</summary>
/// <param name="SessionId">The session that brought it, which needs no echo; empty where the grain wrote it.</param>
[GenerateSerializer, Immutable, Alias("update-delivery")]
public sealed record UpdateDelivery(
    [property: Id(0)] long Term,
    [property: Id(1)] long Sequence,
    [property: Id(2)] string SessionId,
    [property: Id(3)] byte[] Update);

/// <summary>Where a document stands.</summary>
/// <param name="Sequence">The last number given.</param>
/// <param name="Durable">The last number on disk.</param>
/// <param name="Retrying">True while the store refuses and writes are tried again.</param>
[GenerateSerializer, Immutable, Alias("document-status")]
public sealed record DocumentStatus(
    [property: Id(0)] long Term,
    [property: Id(1)] long Sequence,
    [property: Id(2)] long Durable,
    [property: Id(3)] bool Retrying);

/// <summary>A session's right from now on; <see cref="Right.None"/> ends it.</summary>
[GenerateSerializer, Immutable, Alias("right-change")]
public sealed record RightChange(
    [property: Id(0)] string SessionId,
    [property: Id(1)] Right Right,
    [property: Id(2)] string Reason);
