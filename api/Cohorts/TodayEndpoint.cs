using System.Security.Claims;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Cohorts;

/// <summary>What waits for somebody.</summary>
internal static class TodayEndpoint
{
    public static void MapToday(this IEndpointRouteBuilder api) => api.MapGet("/today", GetAsync).WithTags("Cohorts").RequireSignedIn()
        .Says("getToday", "Tells what waits for the caller in each of their cohorts.")
        .Answers(CohortExamples.Today);

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls, TimeProvider time)
    {
        var caller = Callers.Of(user)!;
        var today = await calls.DoAsync((Person: grains.GetGrain<IPersonGrain>(caller.PersonId), caller), static call => call.Person.TodayAsync(call.caller));
        return Results.Ok(new TodayDto([.. today.Cohorts.Select(cohort => CohortTodayDto.Of(cohort, today.Asks, caller.PersonId, time.GetUtcNow() - SessionsAreOpen))]));
    }

    /// <summary>A critique session has no end of its own: it is told of for so long.</summary>
    private static readonly TimeSpan SessionsAreOpen = TimeSpan.FromDays(7);

    internal sealed record TodayDto(IReadOnlyList<CohortTodayDto> Cohorts);

    /// <summary>One cohort of the caller's.</summary>
    /// <param name="Groups">All of them for a tutor, none for others.</param>
    internal sealed record CohortTodayDto(
        string Id, string Title, string Role, OwnGroupDto? Group, IReadOnlyList<GroupDto> Groups, IReadOnlyList<TodayChallengeDto> Challenges, IReadOnlyList<QuestionDto> Questions, DeskDto? Desk)
    {
        public static CohortTodayDto Of(CohortToday today, IReadOnlyList<ConfidenceAsk> asks, string personId, DateTimeOffset since) => new(
            today.CohortId,
            today.Title,
            CohortRoleNames.Of(today.Role),
            today.Group is { } group ? OwnGroupDto.Of(group, today.Peers) : null,
            [.. (today.Groups ?? []).Select(GroupDto.Of)],
            [.. today.Challenges.Select(given => TodayChallengeDto.Of(
                given, asks.FirstOrDefault(ask => ask.CohortId == today.CohortId && ask.ChallengeId == given.ChallengeId), personId, today.Group is null ? DateTimeOffset.MaxValue : since))],
            [.. today.Questions.Select(QuestionDto.Of)],
            today.Desk is { } desk ? DeskDto.Of(desk, today.Challenges) : null);
    }

    /// <summary>The caller's group and who is in it.</summary>
    internal sealed record OwnGroupDto(string Id, string Title, string? Room, MeetingDto? Next, IReadOnlyList<CohortPersonDto> Members)
    {
        public static OwnGroupDto Of(CohortGroup group, IReadOnlyList<CohortPerson> peers) =>
            new(group.GroupId, group.Title, group.Room?.ToString(), MeetingDto.Of(group.Next), [.. peers.Where(person => person.GroupId == group.GroupId).Select(CohortPersonDto.Of)]);
    }

    /// <summary>A challenge and how far it is; a tutor's has every group's work, a learner's the own one's.</summary>
    /// <param name="Mine">Steps of the plan that the caller owns and has not done.</param>
    /// <param name="Sessions">Critique sessions of the last days in which the caller has a part, newest first.</param>
    /// <param name="Ask">The moment about which the caller may say how sure they feel, or null.</param>
    internal sealed record TodayChallengeDto(
        string Id, string Title, bool Pretend, string Deliverable, string Start, string? Due, IReadOnlyList<WorkDto> Work, IReadOnlyList<StepDto> Mine, IReadOnlyList<SessionDto> Sessions, AskDto? Ask)
    {
        public static TodayChallengeDto Of(GivenChallenge given, ConfidenceAsk? ask, string personId, DateTimeOffset since)
        {
            var steps = given.Work.SelectMany(work => work.Progress?.Steps ?? []);
            var mine = steps.Where(step => step.State != StepState.Done && step.Owners.Contains(personId));
            var sessions = given.Work.SelectMany(work => work.Progress?.Sessions ?? []).Where(session => session.At >= since).OrderByDescending(static session => session.At);
            return new(
                given.ChallengeId, given.Title, given.Outside.Length == 0, given.Deliverable, given.Start, given.Due,
                [.. given.Work.Select(WorkDto.Of)], [.. mine.Select(static step => new StepDto(step.StepId, step.Title, step.Due))],
                [.. sessions.Select(session => new SessionDto($"session/{session.SessionId}", session.Title, session.By == personId ? "facilitator" : "presenter", session.At))],
                ask is null ? null : new AskDto(ConfidenceEndpoints.NameOf(ask.Moment), ask.MilestoneId, ask.Milestone));
        }
    }

    /// <summary>A question of another group; whose it is only tutors see.</summary>
    internal sealed record QuestionDto(string WorkspaceId, string Id, string Challenge, string? Group, string Text, string Quote, DateTimeOffset ReleasedAt, int Answers)
    {
        public static QuestionDto Of(WaitingQuestion waiting) => new(
            waiting.WorkspaceId, waiting.Question.QuestionId, waiting.Challenge, waiting.Group,
            waiting.Question.Text, waiting.Question.Quote, waiting.Question.ReleasedAt, waiting.Question.Answers);
    }

    /// <summary>A critique session on the group's work.</summary>
    /// <param name="Role">Whoever opened it leads it as <c>facilitator</c>; the others of the group are its <c>presenter</c>.</param>
    internal sealed record SessionDto(string Room, string Title, string Role, DateTimeOffset OpenedAt);

    /// <summary>A moment of the challenge; a checkpoint has its milestone.</summary>
    internal sealed record AskDto(string Moment, string? MilestoneId, string? Milestone);

    /// <summary>A step of a plan.</summary>
    internal sealed record StepDto(string Id, string Title, string? Due);
}
