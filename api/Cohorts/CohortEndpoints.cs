using System.Security.Claims;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Live;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Cohorts;

/// <summary>Cohorts: making one, looking at it, commands, and the rooms of its groups. Who may do what the cohort decides.</summary>
internal static class CohortEndpoints
{
    public static void MapCohorts(this IEndpointRouteBuilder api)
    {
        var cohorts = api.MapGroup("/cohorts").AddEndpointFilter<SignedInFilter>();
        cohorts.MapPost("", CreateAsync).RequireRole(SiteRole.Tutor);
        cohorts.MapGet("/{id}", GetAsync);
        cohorts.MapPost("/{id}/commands", CommandAsync);
        cohorts.MapPost("/{id}/rooms", OpenAsync);
    }

    private static async Task<IResult> CreateAsync(NewCohortDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomKey.IsId(request.Id))
        {
            return Refusals.Problem(new Refusal(RefusalCodes.InvalidCommand, "An id has 1 to 64 characters of a-z A-Z 0-9 . _ -"));
        }

        var asked = (Cohort: grains.GetGrain<ICohortGrain>(request.Id), Caller: Callers.Of(user)!, Title: request.Title ?? "");
        var reply = await calls.DoAsync(asked, static call => call.Cohort.CreateAsync(call.Caller, call.Title));
        return reply.Cohort is { } made ? Results.Created($"/api/cohorts/{made.CohortId}", CohortDto.Of(made)) : Refusals.Problem(reply.Refusal!);
    }

    private static async Task<IResult> GetAsync(string id, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomKey.IsId(id))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var reply = await calls.DoAsync((Cohort: grains.GetGrain<ICohortGrain>(id), Caller: Callers.Of(user)!), static call => call.Cohort.GetAsync(call.Caller));
        return reply.Cohort is { } cohort ? Results.Ok(CohortDto.Of(cohort)) : Refusals.Problem(reply.Refusal!);
    }

    private static async Task<IResult> CommandAsync(string id, CohortCommandDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomKey.IsId(id))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        if (!StrictJson.TryRead<CohortCommand>(request.Command, out var command))
        {
            return Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, "A command is an object \"command\" with its type and all of its fields."));
        }

        var asked = (Cohort: grains.GetGrain<ICohortGrain>(id), Caller: Callers.Of(user)!, command);
        var reply = await calls.DoAsync(asked, static call => call.Cohort.CommandAsync(call.Caller, call.command));
        return reply.Refusal is { } refusal
            ? Refusals.Problem(refusal)
            : Results.Ok(new CohortDoneDto(reply.Token is { } secret ? Invitations.CohortToken(id, secret) : null));
    }

    private static async Task<IResult> OpenAsync(string id, OpenDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomKey.IsId(id))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var asked = (Cohort: grains.GetGrain<ICohortGrain>(id), Caller: Callers.Of(user)!, GroupId: request.GroupId ?? "", request.ChallengeId);
        var reply = await calls.DoAsync(asked, static call => call.Cohort.OpenAsync(call.Caller, call.GroupId, call.ChallengeId));
        return reply.Room is { } room ? Results.Ok(new OpenedDto(room.ToString())) : Refusals.Problem(reply.Refusal!);
    }
}
