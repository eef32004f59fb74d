using System.Text.Json.Serialization;

namespace RealLearning.Contracts.Cohorts;

/// <summary>What a person asks a cohort to do. In JSON a command is an object whose <c>type</c> names it; <c>docs/protocols.md</c> has the shapes.</summary>
[GenerateSerializer, Immutable, Alias("cohort-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SetCohortTitle), "setTitle")]
[JsonDerivedType(typeof(InviteToCohort), "createInvitation")]
[JsonDerivedType(typeof(RevokeInvitation), "revokeInvitation")]
[JsonDerivedType(typeof(SetCohortRole), "setRole")]
[JsonDerivedType(typeof(CreateGroup), "createGroup")]
[JsonDerivedType(typeof(RenameGroup), "renameGroup")]
[JsonDerivedType(typeof(DissolveGroup), "dissolveGroup")]
[JsonDerivedType(typeof(PlaceMember), "placeMember")]
[JsonDerivedType(typeof(SetLabel), "setLabel")]
[JsonDerivedType(typeof(Arrange), "arrange")]
[JsonDerivedType(typeof(SetChoice), "setChoice")]
[JsonDerivedType(typeof(JoinGroup), "joinGroup")]
[JsonDerivedType(typeof(GiveChallenge), "giveChallenge")]
[JsonDerivedType(typeof(Reschedule), "reschedule")]
[JsonDerivedType(typeof(WithdrawChallenge), "withdrawChallenge")]
[JsonDerivedType(typeof(AnswerReleased), "answerQuestion")]
[JsonDerivedType(typeof(ReviewSubmission), "reviewSubmission")]
public abstract record CohortCommand;

/// <summary>Names the cohort.</summary>
[GenerateSerializer, Immutable, Alias("set-cohort-title")]
public sealed record SetCohortTitle([property: Id(0)] string Title) : CohortCommand;

/// <summary>Makes an invitation; the reply carries its secret, once.</summary>
/// <param name="Challenges">Those that a client or a judge sees, by id; null for all that the cohort has and is given.</param>
[GenerateSerializer, Immutable, Alias("invite-to-cohort")]
public sealed record InviteToCohort(
    [property: Id(0)] string InvitationId, [property: Id(1)] string Role, [property: Id(2)] int Uses, [property: Id(3)] int Days, [property: Id(4)] string[]? Challenges = null) : CohortCommand;

/// <summary>Ends an invitation; who came by it stays.</summary>
[GenerateSerializer, Immutable, Alias("revoke-invitation")]
public sealed record RevokeInvitation([property: Id(0)] string InvitationId) : CohortCommand;

/// <summary>Changes what a member is; <c>none</c> takes them out of the cohort and of its rooms, at once.</summary>
[GenerateSerializer, Immutable, Alias("set-cohort-role")]
public sealed record SetCohortRole([property: Id(0)] string PersonId, [property: Id(1)] string Role) : CohortCommand;

/// <summary>Makes a group.</summary>
[GenerateSerializer, Immutable, Alias("create-group")]
public sealed record CreateGroup([property: Id(0)] string GroupId, [property: Id(1)] string Title) : CohortCommand;

/// <summary>Names a group.</summary>
[GenerateSerializer, Immutable, Alias("rename-group")]
public sealed record RenameGroup([property: Id(0)] string GroupId, [property: Id(1)] string Title) : CohortCommand;

/// <summary>Ends a group: its people have none then. What it made stays, for tutors.</summary>
[GenerateSerializer, Immutable, Alias("dissolve-group")]
public sealed record DissolveGroup([property: Id(0)] string GroupId) : CohortCommand;

/// <summary>Puts a learner into a group, or out of any.</summary>
[GenerateSerializer, Immutable, Alias("place-member")]
public sealed record PlaceMember([property: Id(0)] string PersonId, [property: Id(1)] string? GroupId) : CohortCommand;

/// <summary>Notes something of a learner in the tutors' own words, such as their experience, for mixing groups by it. Tutors alone see it.</summary>
/// <param name="Label">At most 40 characters; empty for none. A cohort has at most 12 of them.</param>
[GenerateSerializer, Immutable, Alias("set-label")]
public sealed record SetLabel([property: Id(0)] string PersonId, [property: Id(1)] string Label) : CohortCommand;

/// <summary>Makes groups and puts learners into them, all at once or not at all. Who is not named stays where they are.</summary>
/// <param name="Groups">Groups that are missing; one that is there already stays as it is.</param>
[GenerateSerializer, Immutable, Alias("arrange")]
public sealed record Arrange([property: Id(0)] ArrangedGroup[] Groups, [property: Id(1)] ArrangedLearner[] Learners) : CohortCommand;

/// <summary>A group to be made.</summary>
[GenerateSerializer, Immutable, Alias("arranged-group")]
public sealed record ArrangedGroup([property: Id(0)] string GroupId, [property: Id(1)] string Title);

/// <summary>Where a learner is to go.</summary>
[GenerateSerializer, Immutable, Alias("arranged-learner")]
public sealed record ArrangedLearner([property: Id(0)] string PersonId, [property: Id(1)] string GroupId);

/// <summary>Lets learners choose their group, or no longer.</summary>
[GenerateSerializer, Immutable, Alias("set-choice")]
public sealed record SetChoice([property: Id(0)] bool Open) : CohortCommand;

/// <summary>A learner chooses a group.</summary>
[GenerateSerializer, Immutable, Alias("join-group")]
public sealed record JoinGroup([property: Id(0)] string GroupId) : CohortCommand;

/// <summary>Gives the last version of a challenge to the cohort; groups that have begun keep theirs.</summary>
[GenerateSerializer, Immutable, Alias("give-challenge")]
public sealed record GiveChallenge([property: Id(0)] string ChallengeId, [property: Id(1)] string Start, [property: Id(2)] string? Due) : CohortCommand;

/// <summary>Gives a challenge other dates.</summary>
[GenerateSerializer, Immutable, Alias("reschedule")]
public sealed record Reschedule([property: Id(0)] string ChallengeId, [property: Id(1)] string Start, [property: Id(2)] string? Due) : CohortCommand;

/// <summary>Takes a challenge from those who have not begun it; workspaces stay.</summary>
[GenerateSerializer, Immutable, Alias("withdraw-challenge")]
public sealed record WithdrawChallenge([property: Id(0)] string ChallengeId) : CohortCommand;

/// <summary>Answers a question that a group let go to the caller's kind: learners of other groups, tutors or clients.</summary>
/// <param name="Text">1 to 4,000 characters.</param>
/// <param name="Url">An address of http or https, or empty.</param>
[GenerateSerializer, Immutable, Alias("answer-released")]
public sealed record AnswerReleased(
    [property: Id(0)] string WorkspaceId, [property: Id(1)] string QuestionId, [property: Id(2)] string AnswerId, [property: Id(3)] string Text, [property: Id(4)] string Url) : CohortCommand;

/// <summary>A client signs off what a group submitted last, or asks for changes. It may be said anew until the group submits anew.</summary>
/// <param name="IsSigned">False asks for changes.</param>
/// <param name="Text">What should change, 1 to 4,000 characters; with a signature it may be empty.</param>
[GenerateSerializer, Immutable, Alias("review-submission")]
public sealed record ReviewSubmission(
    [property: Id(0)] string WorkspaceId, [property: Id(1)] string SubmissionId, [property: Id(2)] bool IsSigned, [property: Id(3)] string Text) : CohortCommand;
