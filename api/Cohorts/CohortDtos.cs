using RealLearning.Api.Accounts;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Cohorts;

/// <summary>The body of <c>POST /api/cohorts</c>.</summary>
internal sealed record NewCohortDto(string? Id, string? Title);

/// <summary>The body of <c>POST …/commands</c>. Its id is for the client alone: each command may be repeated.</summary>
internal sealed record CohortCommandDto(CohortCommand Command, string? Id = null);

/// <summary>What became of a command.</summary>
internal sealed record CohortDoneDto(string? Token);

/// <summary>The body of <c>POST …/rooms</c>.</summary>
internal sealed record OpenDto(string? GroupId, string? ChallengeId = null);

/// <summary>A room.</summary>
internal sealed record OpenedDto(string Room);

/// <summary>A member.</summary>
internal sealed record CohortPersonDto(string Id, string Name, int Colour, string Role, string? GroupId, PersonWorkDto? On, string Label)
{
    public static CohortPersonDto Of(CohortPerson person) => new(
        person.PersonId, person.Name, person.Colour, CohortRoleNames.Of(person.Role), person.GroupId, person.On is { } on ? new PersonWorkDto(on.Challenge, on.Room.ToString(), on.Step, on.IsHere) : null, person.Label);
}

/// <summary>What a learner is at.</summary>
internal sealed record PersonWorkDto(string Challenge, string Room, string? Step, bool Here);

/// <summary>A meeting that a group has scheduled.</summary>
internal sealed record MeetingDto(string Id, string Kind, string Title, DateTimeOffset Start, int Minutes, string Place, string Url)
{
    public static MeetingDto? Of(Meeting? meeting) =>
        meeting is null ? null : new(meeting.MeetingId, meeting.Kind, meeting.Title, meeting.Start, meeting.Minutes, meeting.Place, meeting.Url);
}

/// <summary>A group.</summary>
internal sealed record GroupDto(string Id, string Title, int Members, string? Room, MeetingDto? Next)
{
    public static GroupDto Of(CohortGroup group) => new(group.GroupId, group.Title, group.Members, group.Room?.ToString(), MeetingDto.Of(group.Next));
}

/// <summary>How far a group's work is.</summary>
internal sealed record ProgressDto(int Steps, int Done, string? Next, IReadOnlyList<string> Milestones, int Questions, DateTimeOffset? WrittenAt, int Here)
{
    public static ProgressDto? Of(RoomProgress? progress) => progress is null ? null : new(
        progress.Steps.Length,
        progress.Steps.Count(static step => step.State == StepState.Done),
        Array.Find(progress.Steps, static step => step.State != StepState.Done)?.Title,
        progress.Reached,
        progress.Questions,
        progress.WrittenAt,
        progress.Here.Length);
}

/// <summary>What a group made of a challenge.</summary>
internal sealed record WorkDto(string GroupId, string? Room, ProgressDto? Progress)
{
    public static WorkDto Of(GroupWork work) => new(work.GroupId, work.Room?.ToString(), ProgressDto.Of(work.Progress));
}

/// <summary>The same with what was shown and asked to those whom the work is for; both are empty but for tutors.</summary>
internal sealed record GivenWorkDto(string GroupId, string? Room, ProgressDto? Progress, IReadOnlyList<SubmissionDto> Shown, IReadOnlyList<ClientQuestionDto> Asked)
{
    public static GivenWorkDto Of(GroupWork work)
    {
        var (plain, lane) = (WorkDto.Of(work), work.Progress?.Client ?? ClientLane.Empty);
        return new(plain.GroupId, plain.Room, plain.Progress, [.. lane.Submissions.Select(SubmissionDto.Of)], [.. lane.Questions.Select(ClientQuestionDto.Of)]);
    }
}

/// <summary>A challenge of the cohort.</summary>
internal sealed record GivenChallengeDto(
    string Id, int Version, string Title, string Outside, string Deliverable, string Start, string? Due, Brief Brief, IReadOnlyList<Milestone> Milestones, IReadOnlyList<GivenWorkDto> Work)
{
    public static GivenChallengeDto Of(GivenChallenge given) => new(
        given.ChallengeId, given.Version, given.Title, given.Outside, given.Deliverable, given.Start, given.Due, given.Brief, given.Milestones, [.. given.Work.Select(GivenWorkDto.Of)]);
}

/// <summary>An invitation without its token. <c>Challenges</c>: those that whoever takes it sees, null for all.</summary>
internal sealed record CohortInvitationDto(string Id, string Role, int Uses, int Left, DateTimeOffset ExpiresAt, IReadOnlyList<string>? Challenges);

/// <summary>A cohort as the caller may know it.</summary>
internal sealed record CohortDto(
    string Id,
    string Title,
    string Role,
    bool Choice,
    IReadOnlyList<CohortPersonDto> People,
    IReadOnlyList<GroupDto> Groups,
    IReadOnlyList<GivenChallengeDto> Challenges,
    IReadOnlyList<CohortInvitationDto> Invitations)
{
    public static CohortDto Of(CohortView view) => new(
        view.CohortId,
        view.Title,
        CohortRoleNames.Of(view.Role),
        view.Choice,
        [.. view.People.Select(CohortPersonDto.Of)],
        [.. view.Groups.Select(GroupDto.Of)],
        [.. view.Challenges.Select(GivenChallengeDto.Of)],
        [.. view.Invitations.Select(static invitation => new CohortInvitationDto(
            invitation.InvitationId, CohortRoleNames.Of(invitation.Role), invitation.Uses, invitation.Left, invitation.ExpiresAt, invitation.Challenges))]);
}
