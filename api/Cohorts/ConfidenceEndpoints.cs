using System.Security.Claims;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Cohorts;

/// <summary>How sure somebody feels: said and shared by themselves, and seen by tutors as far as it is shared.</summary>
internal static class ConfidenceEndpoints
{
    private static readonly string[] Moments = ["start", "checkpoint", "end"];
    private static readonly string[] Shares = ["none", "levels", "everything"];

    public static void MapConfidence(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/confidence").WithTags("Cohorts").RequireSignedIn();
        own.MapGet("", GetAsync)
            .Says("getConfidence", "Tells how sure the caller said that they feel.")
            .Answers(ConfidenceExamples.Own);
        own.MapPut("", SayAsync)
            .Says("sayConfidence", "Says how sure the caller feels at a moment of a challenge, or that they do not want to.")
            .Takes(ConfidenceExamples.Say)
            .AnswersNothing()
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.InvalidCommand);
        own.MapPut("/share", ShareAsync)
            .Says("shareConfidence", "Shares it with the tutors of the cohort, or no longer.")
            .Takes(ConfidenceExamples.Share)
            .AnswersNothing()
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.InvalidCommand);
        api.MapGet("/cohorts/{id}/confidence", SharedAsync).WithTags("Cohorts").RequireSignedIn()
            .Says("getCohortConfidence", "Tells a tutor what learners share of how sure they feel.")
            .Answers(ConfidenceExamples.Shared)
            .Refuses(RefusalCodes.UnknownDocument);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        var trends = await calls.DoAsync(grains.GetGrain<IConfidenceGrain>(Callers.Of(user)!.PersonId), static own => own.GetAsync());
        return Results.Ok(new OwnDto(trends.Select(TrendDto.Of)));
    }

    private static async Task<IResult> SayAsync(SayDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        var moment = Array.IndexOf(Moments, request.Moment);
        if (moment < 0)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.InvalidCommand, $"A moment is one of {string.Join(", ", Moments)}."));
        }

        var caller = Callers.Of(user)!;
        var said = new SayConfidence(request.CohortId ?? "", request.ChallengeId ?? "", (ConfidenceMoment)moment, request.MilestoneId, request.Level, request.Sentence ?? "");
        return Done(await calls.DoAsync((Own: grains.GetGrain<IConfidenceGrain>(caller.PersonId), caller, said), static call => call.Own.SayAsync(call.caller, call.said)));
    }

    private static async Task<IResult> ShareAsync(ShareDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        var share = Array.IndexOf(Shares, request.Share);
        if (share < 0)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.InvalidCommand, $"What is shared is one of {string.Join(", ", Shares)}."));
        }

        var caller = Callers.Of(user)!;
        var asked = (Own: grains.GetGrain<IConfidenceGrain>(caller.PersonId), caller, Cohort: request.CohortId ?? "", Challenge: request.ChallengeId ?? "", share);
        return Done(await calls.DoAsync(asked, static call => call.Own.ShareAsync(call.caller, call.Cohort, call.Challenge, (ConfidenceShare)call.share)));
    }

    private static async Task<IResult> SharedAsync(string id, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomKey.IsId(id))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var reply = await calls.DoAsync((Cohort: grains.GetGrain<ICohortGrain>(id), Caller: Callers.Of(user)!), static call => call.Cohort.ConfidenceAsync(call.Caller));
        return reply.Refusal is { } refusal
            ? Refusals.Problem(refusal)
            : Results.Ok(new SharedConfidenceDto(reply.Learners.Select(static shared => new SharerDto(shared.Learner.PersonId, shared.Learner.Name, shared.Learner.Colour, shared.Trends.Select(TrendDto.Of)))));
    }

    private static IResult Done(Refusal? refusal) => refusal is null ? Results.NoContent() : Refusals.Problem(refusal);

    internal static string NameOf(ConfidenceMoment moment) => Moments[(int)moment];

    /// <summary>The body of <c>PUT /api/confidence</c>.</summary>
    internal sealed record SayDto(string? CohortId, string? ChallengeId, string? Moment, string? MilestoneId = null, int? Level = null, string? Sentence = null);

    /// <summary>The body of <c>PUT /api/confidence/share</c>.</summary>
    internal sealed record ShareDto(string? CohortId, string? ChallengeId, string? Share);

    internal sealed record OwnDto(IEnumerable<TrendDto> Challenges);

    internal sealed record SharedConfidenceDto(IEnumerable<SharerDto> Learners);

    /// <summary>A learner who shares something.</summary>
    internal sealed record SharerDto(string Id, string Name, int Colour, IEnumerable<TrendDto> Challenges);

    /// <summary>What was said of one challenge.</summary>
    internal sealed record TrendDto(string CohortId, string ChallengeId, string Title, string Share, IEnumerable<EntryDto> Entries)
    {
        public static TrendDto Of(ConfidenceTrend trend) => new(trend.CohortId, trend.ChallengeId, trend.Title, Shares[(int)trend.Share], trend.Entries.Select(EntryDto.Of));
    }

    /// <summary>How sure at one moment.</summary>
    internal sealed record EntryDto(string Moment, string? MilestoneId, string? Milestone, int? Level, string Sentence, DateTimeOffset At)
    {
        public static EntryDto Of(ConfidenceEntry entry) => new(NameOf(entry.Moment), entry.MilestoneId, entry.Milestone, entry.Level, entry.Sentence, entry.At);
    }
}
