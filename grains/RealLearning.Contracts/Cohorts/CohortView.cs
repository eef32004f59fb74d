using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Contracts.Cohorts;

/// <summary>A cohort as one of its members may know it.</summary>
/// <param name="Choice">Learners choose their group themselves.</param>
[GenerateSerializer, Immutable, Alias("cohort-view")]
public sealed record CohortView(
    [property: Id(0)] string CohortId,
    [property: Id(1)] string Title,
    [property: Id(2)] CohortRole Role,
    [property: Id(3)] bool Choice,
    [property: Id(4)] IReadOnlyList<CohortPerson> People,
    [property: Id(5)] IReadOnlyList<CohortGroup> Groups,
    [property: Id(6)] IReadOnlyList<GivenChallenge> Challenges,
    [property: Id(7)] IReadOnlyList<Invitation<CohortRole>> Invitations);

/// <summary>A member.</summary>
/// <param name="Colour">Index in the fixed set of ten person colours.</param>
/// <param name="On">What a learner is at; null where that is nothing, as far as the rooms told.</param>
/// <param name="Label">What tutors noted of a learner; empty for everybody else's eyes.</param>
[GenerateSerializer, Immutable, Alias("cohort-person")]
public sealed record CohortPerson(
    [property: Id(0)] string PersonId,
    [property: Id(1)] string Name,
    [property: Id(2)] int Colour,
    [property: Id(3)] CohortRole Role,
    [property: Id(4)] string? GroupId,
    [property: Id(5)] PersonWork? On,
    [property: Id(6)] string Label);

/// <summary>What a learner is at in a workspace of the group.</summary>
/// <param name="Step">The title of the first step that is under way and theirs, or null.</param>
/// <param name="IsHere">Is in the workspace now.</param>
[GenerateSerializer, Immutable, Alias("person-work")]
public sealed record PersonWork([property: Id(0)] string Challenge, [property: Id(1)] RoomKey Room, [property: Id(2)] string? Step, [property: Id(3)] bool IsHere);

/// <summary>A peer group.</summary>
/// <param name="Room">Its own space, once somebody opened it.</param>
/// <param name="Next">The meeting that is on or comes next.</param>
[GenerateSerializer, Immutable, Alias("cohort-group")]
public sealed record CohortGroup(
    [property: Id(0)] string GroupId, [property: Id(1)] string Title, [property: Id(2)] int Members, [property: Id(3)] RoomKey? Room, [property: Id(4)] Meeting? Next);

/// <summary>A version of a challenge that the cohort works on.</summary>
/// <param name="Start">A date, <c>yyyy-MM-dd</c>.</param>
/// <param name="Due">Likewise, or null.</param>
[GenerateSerializer, Immutable, Alias("given-challenge")]
public sealed record GivenChallenge(
    [property: Id(0)] string ChallengeId,
    [property: Id(1)] int Version,
    [property: Id(2)] string Title,
    [property: Id(3)] string Outside,
    [property: Id(4)] string Deliverable,
    [property: Id(5)] string Start,
    [property: Id(6)] string? Due,
    [property: Id(7)] Brief Brief,
    [property: Id(8)] IReadOnlyList<Milestone> Milestones,
    [property: Id(9)] IReadOnlyList<GroupWork> Work);

/// <summary>What one group made of a challenge so far.</summary>
[GenerateSerializer, Immutable, Alias("group-work")]
public sealed record GroupWork([property: Id(0)] string GroupId, [property: Id(1)] RoomKey? Room, [property: Id(2)] RoomProgress? Progress);

/// <summary>How far the work in a room is: told by the room, whole each time.</summary>
/// <param name="At">Rises with each telling: (term, number) of the room's activation.</param>
/// <param name="Reached">Milestones all of whose steps are done.</param>
/// <param name="Questions">Open ones.</param>
/// <param name="WrittenAt">When somebody last wrote, to the minute.</param>
/// <param name="Here">Who is in the room now.</param>
/// <param name="Released">Open questions that others may answer.</param>
/// <param name="Meetings">Of a group's own space: what is scheduled and not over, the next first.</param>
/// <param name="Sessions">Critique sessions that were opened last, newest last.</param>
/// <param name="Client">What was shown and asked to those whom the work is for.</param>
/// <param name="Needs">What the group of a workspace needed where.</param>
[GenerateSerializer, Immutable, Alias("room-progress")]
public sealed record RoomProgress(
    [property: Id(0)] ProgressPlace At,
    [property: Id(1)] PlanStep[] Steps,
    [property: Id(2)] string[] Reached,
    [property: Id(3)] int Questions,
    [property: Id(4)] DateTimeOffset? WrittenAt,
    [property: Id(5)] string[] Here,
    [property: Id(6)] ReleasedQuestion[] Released,
    [property: Id(7)] Meeting[] Meetings,
    [property: Id(8)] OpenedSession[] Sessions,
    [property: Id(9)] ClientLane Client,
    [property: Id(10)] Needs Needs);

/// <summary>A meeting that a group has scheduled.</summary>
/// <param name="Kind">One of <see cref="MeetingKinds"/>.</param>
/// <param name="Url">Empty where it is not held online.</param>
[GenerateSerializer, Immutable, Alias("meeting")]
public sealed record Meeting(
    [property: Id(0)] string MeetingId,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Title,
    [property: Id(3)] DateTimeOffset Start,
    [property: Id(4)] int Minutes,
    [property: Id(5)] string Place,
    [property: Id(6)] string Url)
{
    /// <summary>When it is over.</summary>
    public DateTimeOffset End => Start.AddMinutes(Minutes);
}

/// <summary>A critique session of a workspace.</summary>
/// <param name="By">Who opened it, and leads it.</param>
[GenerateSerializer, Immutable, Alias("opened-session")]
public sealed record OpenedSession([property: Id(0)] string SessionId, [property: Id(1)] string Title, [property: Id(2)] string By, [property: Id(3)] DateTimeOffset At);

/// <summary>An open question that its group let go beyond itself.</summary>
/// <param name="To">One of <see cref="Askable"/>.</param>
/// <param name="Quote">What others may read of the passage.</param>
/// <param name="Answers">How many there are.</param>
[GenerateSerializer, Immutable, Alias("released-question")]
public sealed record ReleasedQuestion(
    [property: Id(0)] string QuestionId,
    [property: Id(1)] string To,
    [property: Id(2)] string Text,
    [property: Id(3)] string Quote,
    [property: Id(4)] DateTimeOffset ReleasedAt,
    [property: Id(5)] int Answers);

/// <summary>A place in the order of what a room tells.</summary>
[GenerateSerializer, Immutable, Alias("progress-place")]
public readonly record struct ProgressPlace([property: Id(0)] long Term, [property: Id(1)] long Number)
{
    /// <summary>True where this was told later.</summary>
    public bool IsAfter(ProgressPlace other) => (Term, Number).CompareTo((other.Term, other.Number)) > 0;
}

/// <summary>A step of a group's plan.</summary>
/// <param name="Owners">Ids of people.</param>
/// <param name="Due">A date, or null.</param>
[GenerateSerializer, Immutable, Alias("plan-step")]
public sealed record PlanStep(
    [property: Id(0)] string StepId, [property: Id(1)] string Title, [property: Id(2)] StepState State, [property: Id(3)] string[] Owners, [property: Id(4)] string? Due, [property: Id(5)] string? MilestoneId);

/// <summary>How far a step is.</summary>
public enum StepState
{
    /// <summary>Not begun.</summary>
    ToDo,

    /// <summary>Somebody is on it.</summary>
    Doing,

    /// <summary>Done.</summary>
    Done,
}

/// <summary>What a member has to do in a cohort.</summary>
/// <param name="Group">Null where the member has none.</param>
/// <param name="Peers">Who is in it.</param>
/// <param name="Desk">Of a client or a judge.</param>
/// <param name="Groups">Of a tutor: all of the cohort's; null for others.</param>
[GenerateSerializer, Immutable, Alias("cohort-today")]
public sealed record CohortToday(
    [property: Id(0)] string CohortId,
    [property: Id(1)] string Title,
    [property: Id(2)] CohortRole Role,
    [property: Id(3)] CohortGroup? Group,
    [property: Id(4)] IReadOnlyList<CohortPerson> Peers,
    [property: Id(5)] IReadOnlyList<GivenChallenge> Challenges,
    [property: Id(6)] IReadOnlyList<WaitingQuestion> Questions,
    [property: Id(7)] ClientDesk? Desk = null,
    [property: Id(8)] IReadOnlyList<CohortGroup>? Groups = null);

/// <summary>A question of another group that the member could answer.</summary>
/// <param name="Group">The group's name; null for learners, who need not know whose it is.</param>
[GenerateSerializer, Immutable, Alias("waiting-question")]
public sealed record WaitingQuestion([property: Id(0)] string WorkspaceId, [property: Id(1)] string Challenge, [property: Id(2)] string? Group, [property: Id(3)] ReleasedQuestion Question);
