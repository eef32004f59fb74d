using System.Text.Json.Serialization;
using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.Rooms;

/// <summary>What a person asks a room to do. In JSON a command is an object whose <c>type</c> names it; <c>docs/protocols.md</c> has the shapes.</summary>
[GenerateSerializer, Immutable, Alias("room-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SetTitle), "setTitle")]
[JsonDerivedType(typeof(SetBrief), "setBrief")]
[JsonDerivedType(typeof(CreateThread), "createThread")]
[JsonDerivedType(typeof(ReplyToThread), "replyToThread")]
[JsonDerivedType(typeof(ResolveThread), "resolveThread")]
[JsonDerivedType(typeof(ReanchorThread), "reanchorThread")]
[JsonDerivedType(typeof(FreezeSnapshot), "freezeSnapshot")]
[JsonDerivedType(typeof(OpenSession), "openSession")]
[JsonDerivedType(typeof(AddResource), "addResource")]
[JsonDerivedType(typeof(PullResource), "pullResource")]
[JsonDerivedType(typeof(AskQuestion), "askQuestion")]
[JsonDerivedType(typeof(AnswerQuestion), "answerQuestion")]
[JsonDerivedType(typeof(KeepAnswer), "keepAnswer")]
[JsonDerivedType(typeof(CloseQuestion), "closeQuestion")]
[JsonDerivedType(typeof(ReleaseQuestion), "releaseQuestion")]
[JsonDerivedType(typeof(RecordDecision), "recordDecision")]
[JsonDerivedType(typeof(AmendDecision), "amendDecision")]
[JsonDerivedType(typeof(WithdrawDecision), "withdrawDecision")]
[JsonDerivedType(typeof(ScheduleMeeting), "scheduleMeeting")]
[JsonDerivedType(typeof(MoveMeeting), "moveMeeting")]
[JsonDerivedType(typeof(CancelMeeting), "cancelMeeting")]
[JsonDerivedType(typeof(SubmitSnapshot), "submitSnapshot")]
[JsonDerivedType(typeof(WithdrawSubmission), "withdrawSubmission")]
[JsonDerivedType(typeof(CreateLink), "createLink")]
[JsonDerivedType(typeof(RevokeLink), "revokeLink")]
[JsonDerivedType(typeof(SetRight), "setRight")]
public abstract record RoomCommand;

/// <summary>Names the room. 1 to 200 characters. Right: edit.</summary>
[GenerateSerializer, Immutable, Alias("set-title")]
public sealed record SetTitle([property: Id(0)] string Title) : RoomCommand;

/// <summary>Writes the brief of a workspace. Right: edit.</summary>
[GenerateSerializer, Immutable, Alias("set-brief")]
public sealed record SetBrief([property: Id(0)] Brief Brief) : RoomCommand;

/// <summary>Opens a comment thread on a passage. Right: comment.</summary>
/// <param name="Part">The part that the anchor is in: <c>content</c> or <c>work</c>.</param>
/// <param name="Start">Yjs relative position before the first character, base64 of its binary form.</param>
/// <param name="End">Yjs relative position after the last character, likewise.</param>
/// <param name="Quote">The passage as it was, at most 2,000 characters.</param>
/// <param name="Before">Up to 64 characters before it, to find it again where an end was deleted.</param>
/// <param name="Text">The comment, 1 to 10,000 characters.</param>
[GenerateSerializer, Immutable, Alias("create-thread")]
public sealed record CreateThread(
    [property: Id(0)] string ThreadId,
    [property: Id(1)] string Part,
    [property: Id(2)] byte[] Start,
    [property: Id(3)] byte[] End,
    [property: Id(4)] string Quote,
    [property: Id(5)] string Before,
    [property: Id(6)] string Text) : RoomCommand;

/// <summary>Answers in a thread. Right: comment.</summary>
[GenerateSerializer, Immutable, Alias("reply-to-thread")]
public sealed record ReplyToThread([property: Id(0)] string ThreadId, [property: Id(1)] string CommentId, [property: Id(2)] string Text) : RoomCommand;

/// <summary>Resolves a thread or opens it again. Right: comment.</summary>
[GenerateSerializer, Immutable, Alias("resolve-thread")]
public sealed record ResolveThread([property: Id(0)] string ThreadId, [property: Id(1)] bool Resolved) : RoomCommand;

/// <summary>Moves a thread's anchor along with an edit of one's own that rewrote the passage. Right: edit.</summary>
[GenerateSerializer, Immutable, Alias("reanchor-thread")]
public sealed record ReanchorThread([property: Id(0)] string ThreadId, [property: Id(1)] byte[] Start, [property: Id(2)] byte[] End) : RoomCommand;

/// <summary>Freezes the content as it is now under an id. Workspaces only. Right: edit.</summary>
[GenerateSerializer, Immutable, Alias("freeze-snapshot")]
public sealed record FreezeSnapshot([property: Id(0)] string SnapshotId, [property: Id(1)] string Title) : RoomCommand;

/// <summary>Opens and names a critique session on a frozen snapshot. Workspaces only. Right: edit.</summary>
[GenerateSerializer, Immutable, Alias("open-session")]
public sealed record OpenSession([property: Id(0)] string SessionId, [property: Id(1)] string Title, [property: Id(2)] string SnapshotId) : RoomCommand;

/// <summary>Makes a share link. The reply carries its token, once. Right: facilitate.</summary>
[GenerateSerializer, Immutable, Alias("create-link")]
public sealed record CreateLink([property: Id(0)] string LinkId, [property: Id(1)] Right Right) : RoomCommand;

/// <summary>Ends a share link; people who came by it stay. Right: facilitate.</summary>
[GenerateSerializer, Immutable, Alias("revoke-link")]
public sealed record RevokeLink([property: Id(0)] string LinkId) : RoomCommand;

/// <summary>Changes a member's right, at once and on open connections too; <see cref="Right.None"/> removes the member. Right: facilitate.</summary>
[GenerateSerializer, Immutable, Alias("set-right")]
public sealed record SetRight([property: Id(0)] string PersonId, [property: Id(1)] Right Right) : RoomCommand;
