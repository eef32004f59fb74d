using System.Security.Claims;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Cohorts;

/// <summary>What waits for somebody.</summary>
internal static class TodayEndpoint
{
    public static void MapToday(this IEndpointRouteBuilder api) => api.MapGet("/today", GetAsync).AddEndpointFilter<SignedInFilter>();

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        var caller = Callers.Of(user)!;
        var today = await calls.DoAsync((Person: grains.GetGrain<IPersonGrain>(caller.PersonId), caller), static call => call.Person.TodayAsync(call.caller));
        return Results.Ok(new TodayDto([.. today.Select(cohort => CohortTodayDto.Of(cohort, caller.PersonId))]));
    }

    internal sealed record TodayDto(IReadOnlyList<CohortTodayDto> Cohorts);

    /// <summary>One cohort of the caller's.</summary>
    internal sealed record CohortTodayDto(string Id, string Title, string Role, OwnGroupDto? Group, IReadOnlyList<TodayChallengeDto> Challenges, IReadOnlyList<QuestionDto> Questions)
    {
        public static CohortTodayDto Of(CohortToday today, string personId) => new(
            today.CohortId,
            today.Title,
            CohortRoleNames.Of(today.Role),
            today.Group is { } group ? OwnGroupDto.Of(group, today.Peers) : null,
            [.. today.Challenges.Select(given => TodayChallengeDto.Of(given, personId))],
            [.. today.Questions.Select(QuestionDto.Of)]);
    }

    /// <summary>The caller's group and who is in it.</summary>
    internal sealed record OwnGroupDto(string Id, string Title, string? Room, IReadOnlyList<CohortPersonDto> Members)
    {
        public static OwnGroupDto Of(CohortGroup group, IReadOnlyList<CohortPerson> peers) =>
            new(group.GroupId, group.Title, group.Room?.ToString(), [.. peers.Where(person => person.GroupId == group.GroupId).Select(CohortPersonDto.Of)]);
    }

    /// <summary>A challenge and how far it is; a tutor's has every group's work, a learner's the own one's.</summary>
    /// <param name="Mine">Steps of the plan that the caller owns and has not done.</param>
    internal sealed record TodayChallengeDto(
        string Id, string Title, bool Pretend, string Deliverable, string Start, string? Due, IReadOnlyList<WorkDto> Work, IReadOnlyList<StepDto> Mine)
    {
        public static TodayChallengeDto Of(GivenChallenge given, string personId)
        {
            var steps = given.Work.SelectMany(work => work.Progress?.Steps ?? []);
            var mine = steps.Where(step => step.State != StepState.Done && step.Owners.Contains(personId));
            return new(
                given.ChallengeId, given.Title, given.Outside.Length == 0, given.Deliverable, given.Start, given.Due,
                [.. given.Work.Select(WorkDto.Of)], [.. mine.Select(static step => new StepDto(step.StepId, step.Title, step.Due))]);
        }
    }

    /// <summary>A question of another group; whose it is only tutors see.</summary>
    internal sealed record QuestionDto(string WorkspaceId, string Id, string Challenge, string? Group, string Text, string Quote, DateTimeOffset ReleasedAt, int Answers)
    {
        public static QuestionDto Of(WaitingQuestion waiting) => new(
            waiting.WorkspaceId, waiting.Question.QuestionId, waiting.Challenge, waiting.Group,
            waiting.Question.Text, waiting.Question.Quote, waiting.Question.ReleasedAt, waiting.Question.Answers);
    }

    /// <summary>A step of a plan.</summary>
    internal sealed record StepDto(string Id, string Title, string? Due);
}
