using System.Security.Claims;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Challenges;

/// <summary>Challenges that tutors write.</summary>
internal static class ChallengeEndpoints
{
    public static void MapChallenges(this IEndpointRouteBuilder api)
    {
        var challenges = api.MapGroup("/challenges").WithTags("Challenges").RequireSignedIn().RequireRole(SiteRole.Tutor);
        challenges.MapGet("", ListAsync)
            .Says("listChallenges", "Lists the caller's challenges and those that others share.")
            .Answers(ChallengeExamples.Shelf);
        challenges.MapPost("", CreateAsync)
            .Says("createChallenge", "Makes a challenge, empty or from another one.")
            .Takes(ChallengeExamples.New)
            .Answers(ChallengeExamples.Challenge, StatusCodes.Status201Created)
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.InvalidCommand);
        challenges.MapGet("/{id}", (string id, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls) =>
            DoAsync(id, user, grains, calls, static (challenge, caller) => challenge.GetAsync(caller)))
            .Says("getChallenge", "Reads a challenge: the draft of one's own, the last version of another's.")
            .Answers(ChallengeExamples.Challenge)
            .Refuses(RefusalCodes.UnknownDocument);
        challenges.MapGet("/{id}/needs", NeedsAsync)
            .Says("getNeeds", "Tells the author what groups drew on and asked, by step, summed over all cohorts.")
            .Answers(ChallengeExamples.Needs)
            .Refuses(RefusalCodes.UnknownDocument);
        challenges.MapPut("/{id}", SaveAsync)
            .Says("saveChallenge", "Saves the draft, unless somebody else did since the revision that it began from.")
            .Takes(ChallengeExamples.Save)
            .Answers(ChallengeExamples.Challenge)
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.EditConflict, RefusalCodes.InvalidCommand);
        challenges.MapPost("/{id}/versions", (string id, RevisionDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls) =>
            DoAsync(id, user, grains, calls, (challenge, caller) => challenge.PublishAsync(caller, request.Revision)))
            .Says("publishChallenge", "Makes a version of the draft, which stays as it is; again it is the same.")
            .Takes(ChallengeExamples.Revision)
            .Answers(ChallengeExamples.Challenge)
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.EditConflict);
        challenges.MapPut("/{id}/shared", (string id, SharedDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls) =>
            DoAsync(id, user, grains, calls, (challenge, caller) => challenge.ShareAsync(caller, request.Shared)))
            .Says("shareChallenge", "Shows the last version to other tutors, or no longer.")
            .Takes(ChallengeExamples.Shared)
            .Answers(ChallengeExamples.Challenge)
            .Refuses(RefusalCodes.UnknownDocument);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        var caller = Callers.Of(user)!;
        var mine = await ShelfAsync(grains, calls, caller.PersonId);
        var shared = await ShelfAsync(grains, calls, IChallengeShelfGrain.SharedKey);
        return Results.Ok(new ChallengesDto([.. mine.Select(ChallengeCardDto.Of)], [.. shared.Where(card => card.Author.PersonId != caller.PersonId).Select(ChallengeCardDto.Of)]));
    }

    private static async Task<IResult> CreateAsync(NewChallengeDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (request.From is not null && !RoomKey.IsId(request.From))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var reply = await AskAsync(request.Id, user, grains, calls, (challenge, caller) => challenge.CreateAsync(caller, request.Title ?? "", request.From));
        return reply.Challenge is { } made ? Results.Created($"/api/challenges/{made.ChallengeId}", ChallengeDto.Of(made)) : Refusals.Problem(reply.Refusal!);
    }

    private static async Task<IResult> SaveAsync(string id, StrictBody<SaveDto> request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls) =>
        request.Value is { } save
            ? await DoAsync(id, user, grains, calls, (challenge, caller) => challenge.SaveAsync(caller, save.Revision, save.Text))
            : Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, "A challenge is saved with its revision and a text with all of its fields."));

    private static async Task<IResult> NeedsAsync(string id, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomKey.IsId(id))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var reply = await calls.DoAsync((Challenge: grains.GetGrain<IChallengeGrain>(id), Caller: Callers.Of(user)!), static asked => asked.Challenge.NeedsAsync(asked.Caller));
        return reply.Needs is { } needs ? Results.Ok(NeedsDto.Of(needs)) : Refusals.Problem(reply.Refusal!);
    }

    private static async Task<IResult> DoAsync(
        string id, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls, Func<IChallengeGrain, Caller, Task<ChallengeReply>> call)
    {
        var reply = await AskAsync(id, user, grains, calls, call);
        return reply.Challenge is { } view ? Results.Ok(ChallengeDto.Of(view)) : Refusals.Problem(reply.Refusal!);
    }

    private static async Task<ChallengeReply> AskAsync(
        string? id, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls, Func<IChallengeGrain, Caller, Task<ChallengeReply>> call) => RoomKey.IsId(id)
        ? await calls.DoAsync((Challenge: grains.GetGrain<IChallengeGrain>(id), Caller: Callers.Of(user)!, call), static asked => asked.call(asked.Challenge, asked.Caller))
        : new ChallengeReply(null, Refusals.UnknownDocument);

    private static Task<IReadOnlyList<ChallengeCard>> ShelfAsync(IGrainFactory grains, RoomCalls calls, string key) =>
        calls.DoAsync(grains.GetGrain<IChallengeShelfGrain>(key), static shelf => shelf.ListAsync());

    /// <summary>The body of <c>PUT /api/challenges/{id}</c>.</summary>
    internal sealed record SaveDto(long Revision, ChallengeText Text);
}
