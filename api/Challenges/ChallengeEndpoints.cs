using System.Security.Claims;
using System.Text.Json;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Live;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Challenges;

/// <summary>Challenges that tutors write.</summary>
internal static class ChallengeEndpoints
{
    public static void MapChallenges(this IEndpointRouteBuilder api)
    {
        var challenges = api.MapGroup("/challenges").AddEndpointFilter<SignedInFilter>().RequireRole(SiteRole.Tutor);
        challenges.MapGet("", ListAsync);
        challenges.MapPost("", CreateAsync);
        challenges.MapGet("/{id}", (string id, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls) =>
            DoAsync(id, user, grains, calls, static (challenge, caller) => challenge.GetAsync(caller)));
        challenges.MapGet("/{id}/needs", NeedsAsync);
        challenges.MapPut("/{id}", SaveAsync);
        challenges.MapPost("/{id}/versions", (string id, RevisionDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls) =>
            DoAsync(id, user, grains, calls, (challenge, caller) => challenge.PublishAsync(caller, request.Revision)));
        challenges.MapPut("/{id}/shared", (string id, SharedDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls) =>
            DoAsync(id, user, grains, calls, (challenge, caller) => challenge.ShareAsync(caller, request.Shared)));
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

    private static async Task<IResult> SaveAsync(string id, JsonElement request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls) =>
        StrictJson.TryRead<SaveDto>(request, out var save)
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
