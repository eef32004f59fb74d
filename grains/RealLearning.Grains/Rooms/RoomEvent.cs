using System.Text.Json.Serialization;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Grains.Rooms;

/// <summary>What happened in a room: the truth, kept for good. Who and when stand in the record that carries it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RoomCreated), "roomCreated")]
[JsonDerivedType(typeof(TitleSet), "titleSet")]
[JsonDerivedType(typeof(BriefSet), "briefSet")]
[JsonDerivedType(typeof(ThreadCreated), "threadCreated")]
[JsonDerivedType(typeof(ThreadReplied), "threadReplied")]
[JsonDerivedType(typeof(ThreadResolved), "threadResolved")]
[JsonDerivedType(typeof(ThreadReanchored), "threadReanchored")]
[JsonDerivedType(typeof(SnapshotFrozen), "snapshotFrozen")]
[JsonDerivedType(typeof(SessionOpened), "sessionOpened")]
[JsonDerivedType(typeof(ResourceAdded), "resourceAdded")]
[JsonDerivedType(typeof(ResourcePulled), "resourcePulled")]
[JsonDerivedType(typeof(QuestionAsked), "questionAsked")]
[JsonDerivedType(typeof(QuestionAnswered), "questionAnswered")]
[JsonDerivedType(typeof(AnswerKept), "answerKept")]
[JsonDerivedType(typeof(QuestionClosed), "questionClosed")]
[JsonDerivedType(typeof(QuestionReleased), "questionReleased")]
[JsonDerivedType(typeof(DecisionRecorded), "decisionRecorded")]
[JsonDerivedType(typeof(DecisionAmended), "decisionAmended")]
[JsonDerivedType(typeof(DecisionWithdrawn), "decisionWithdrawn")]
[JsonDerivedType(typeof(MeetingScheduled), "meetingScheduled")]
[JsonDerivedType(typeof(MeetingMoved), "meetingMoved")]
[JsonDerivedType(typeof(MeetingCancelled), "meetingCancelled")]
[JsonDerivedType(typeof(SnapshotSubmitted), "snapshotSubmitted")]
[JsonDerivedType(typeof(SubmissionWithdrawn), "submissionWithdrawn")]
[JsonDerivedType(typeof(SubmissionRead), "submissionRead")]
[JsonDerivedType(typeof(SubmissionReviewed), "submissionReviewed")]
[JsonDerivedType(typeof(LinkCreated), "linkCreated")]
[JsonDerivedType(typeof(LinkRevoked), "linkRevoked")]
[JsonDerivedType(typeof(MemberAdmitted), "memberAdmitted")]
[JsonDerivedType(typeof(RightSet), "rightSet")]
[JsonDerivedType(typeof(RosterSet), "rosterSet")]
[JsonDerivedType(typeof(ObservationStarted), "observationStarted")]
[JsonDerivedType(typeof(ObservationEnded), "observationEnded")]
internal abstract record RoomEvent;

/// <param name="Deliverable">Of a workspace. Null in other rooms, and in workspaces older than the types.</param>
/// <param name="Cohort">Of a room whose members a cohort decides on; its creator is then one of them and no more.</param>
/// <param name="Challenge">Of a workspace that began with one.</param>
/// <param name="Cited">What the work of a session cites; null in other rooms.</param>
internal sealed record RoomCreated(
    string Title, string OwnerName, CameFrom? From, IReadOnlyList<Member> Members, string? Deliverable = null, CohortPlace? Cohort = null, ChallengeStart? Challenge = null,
    CitedResource[]? Cited = null) : RoomEvent;

/// <summary>The cohort and group of a room, and the revision of the roster that it knows.</summary>
internal sealed record CohortPlace(string CohortId, string GroupId, long Revision);

/// <summary>The workspace and snapshot that a critique session looks at.</summary>
internal sealed record CameFrom(string WorkspaceId, string SnapshotId);

internal sealed record TitleSet(string Title) : RoomEvent;

internal sealed record BriefSet(Brief Brief) : RoomEvent;

internal sealed record ThreadCreated(
    string ThreadId, string Part, byte[] Start, byte[] End, string Quote, string Before, string Text) : RoomEvent;

internal sealed record ThreadReplied(string ThreadId, string CommentId, string Text) : RoomEvent;

internal sealed record ThreadResolved(string ThreadId, bool Resolved) : RoomEvent;

internal sealed record ThreadReanchored(string ThreadId, byte[] Start, byte[] End) : RoomEvent;

/// <summary>The sequence is that of <c>content</c> when it was frozen.</summary>
internal sealed record SnapshotFrozen(string SnapshotId, string Title, long Sequence) : RoomEvent;

internal sealed record SessionOpened(string SessionId, string Title, string SnapshotId) : RoomEvent;

/// <summary>Only the hash of a link's token is kept.</summary>
internal sealed record LinkCreated(string LinkId, Right Right, byte[] TokenHash) : RoomEvent;

internal sealed record LinkRevoked(string LinkId) : RoomEvent;

internal sealed record MemberAdmitted(string LinkId, string Name, Right Right) : RoomEvent;

internal sealed record RightSet(string PersonId, Right Right) : RoomEvent;

/// <summary>What the cohort changed: the members whose right is another now, and the title of a group's own space.</summary>
internal sealed record RosterSet(long Revision, string? Title, IReadOnlyList<Member> Members) : RoomEvent;

internal sealed record ObservationStarted : RoomEvent;

internal sealed record ObservationEnded : RoomEvent;

/// <summary>A member, as events and the room's state carry it.</summary>
/// <param name="SetAfter">How many events there were when a facilitator or the cohort last set the right by name; null where none did.</param>
/// <param name="OfRoster">Came by the cohort's roster, and goes by it.</param>
/// <param name="IsStaff">A tutor by the roster: watches, whatever else they may do here.</param>
internal sealed record Member(string PersonId, string Name, Right Right, long? SetAfter = null, bool OfRoster = false, bool IsStaff = false);
