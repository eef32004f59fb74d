using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.Rooms;

/// <summary>Creates a room. Its creator gets <see cref="Right.Facilitate"/>, but in a room of a cohort, whose roster says who may do what.</summary>
/// <param name="Deliverable">What a workspace is to make, one of <see cref="Deliverables"/>; null is <see cref="Deliverables.Free"/>.</param>
[GenerateSerializer, Immutable, Alias("create-room")]
public sealed record CreateRoom(
    [property: Id(0)] string CommandId,
    [property: Id(1)] Caller Caller,
    [property: Id(2)] string Title,
    [property: Id(3)] SessionOrigin? Origin = null,
    [property: Id(4)] string? Deliverable = null,
    [property: Id(5)] Roster? Roster = null,
    [property: Id(6)] ChallengeStart? Challenge = null);

/// <summary>Where a critique session's work comes from: set by the workspace that opens it, never by a client.</summary>
/// <param name="Work">The frozen content, a v1 update.</param>
/// <param name="Members">The workspace's members, who are members of the session as well.</param>
/// <param name="Roster">Of the workspace's cohort, where it has one.</param>
/// <param name="Cited">The resources that passages of the work cite.</param>
[GenerateSerializer, Immutable, Alias("session-origin")]
public sealed record SessionOrigin(
    [property: Id(0)] string WorkspaceId,
    [property: Id(1)] string SnapshotId,
    [property: Id(2)] byte[] Work,
    [property: Id(3)] IReadOnlyList<PersonCard> Members,
    [property: Id(4)] Roster? Roster = null,
    [property: Id(5)] CitedResource[]? Cited = null);

/// <summary>A resource as those see it who see the work that it helped with, and not the workspace.</summary>
/// <param name="Kind"><c>curated</c>, <c>found</c> or <c>peer</c>.</param>
[GenerateSerializer, Immutable, Alias("cited-resource")]
public sealed record CitedResource([property: Id(0)] string Id, [property: Id(1)] string Title, [property: Id(2)] string Url, [property: Id(3)] string Kind);

/// <summary>One command of one person.</summary>
/// <param name="CommandId">1 to 64 characters, made by the client; the same id again does nothing again.</param>
[GenerateSerializer, Immutable, Alias("command-request")]
public sealed record CommandRequest(
    [property: Id(0)] string CommandId,
    [property: Id(1)] Caller Caller,
    [property: Id(2)] RoomCommand Command);

/// <summary>The outcome of a command: on disk when this arrives.</summary>
/// <param name="Sequence">The number of its record in <c>room</c>'s journal.</param>
/// <param name="Token">The secret of a new share link; only in the first reply to its command.</param>
[GenerateSerializer, Immutable, Alias("command-reply")]
public sealed record CommandReply(
    [property: Id(0)] long Sequence,
    [property: Id(1)] string? Token = null,
    [property: Id(2)] Refusal? Refusal = null);

/// <summary>A room as one caller may know it.</summary>
[GenerateSerializer, Immutable, Alias("room-view")]
public sealed record RoomView(
    [property: Id(0)] RoomKey Key,
    [property: Id(1)] string Title,
    [property: Id(2)] Right Right,
    [property: Id(3)] IReadOnlyList<ShareLink> Links,
    [property: Id(4)] RoomKey? Parent);

/// <summary>A share link without its token. Only facilitators see them.</summary>
[GenerateSerializer, Immutable, Alias("share-link")]
public sealed record ShareLink(
    [property: Id(0)] string LinkId,
    [property: Id(1)] Right Right,
    [property: Id(2)] DateTimeOffset CreatedAt);

/// <summary>A room, or why not.</summary>
[GenerateSerializer, Immutable, Alias("room-reply")]
public sealed record RoomReply([property: Id(0)] RoomView? Room, [property: Id(1)] Refusal? Refusal = null);

/// <summary>A person as others in a room see them.</summary>
/// <param name="Colour">Index in the fixed set of ten person colours.</param>
[GenerateSerializer, Immutable, Alias("person-card")]
public sealed record PersonCard(
    [property: Id(0)] string PersonId,
    [property: Id(1)] string Name,
    [property: Id(2)] int Colour,
    [property: Id(3)] Right Right);

/// <summary>The people of a room, or why not.</summary>
[GenerateSerializer, Immutable, Alias("people-reply")]
public sealed record PeopleReply([property: Id(0)] IReadOnlyList<PersonCard> People, [property: Id(1)] Refusal? Refusal = null);

/// <summary>A right in one part, or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("right-reply")]
public sealed record RightReply([property: Id(0)] Right Right, [property: Id(1)] Refusal? Refusal = null);

/// <summary>One record of a document's past, without its words.</summary>
/// <param name="Inserted">Characters and other units that this person wrote.</param>
/// <param name="Relayed">Units of others that this person brought back; an entry of their author says so once that one sends them too.</param>
[GenerateSerializer, Immutable, Alias("timeline-entry")]
public sealed record TimelineEntry(
    [property: Id(0)] long Sequence,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string PersonId,
    [property: Id(3)] long Inserted,
    [property: Id(4)] long Deleted,
    [property: Id(5)] long Relayed);

/// <summary>At most 5,000 entries after the asked sequence, or why not.</summary>
[GenerateSerializer, Immutable, Alias("timeline-reply")]
public sealed record TimelineReply([property: Id(0)] IReadOnlyList<TimelineEntry> Entries, [property: Id(1)] Refusal? Refusal = null);

/// <summary>A document's state as a v1 update, or why not.</summary>
[GenerateSerializer, Immutable, Alias("state-reply")]
public sealed record StateReply([property: Id(0)] byte[] Update, [property: Id(1)] Refusal? Refusal = null);
