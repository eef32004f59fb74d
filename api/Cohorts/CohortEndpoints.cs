using System.Security.Claims;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Cohorts;

/// <summary>Cohorts: making one, looking at it, commands, and the rooms of its groups. Who may do what the cohort decides.</summary>
internal static class CohortEndpoints
{
    public static void MapCohorts(this IEndpointRouteBuilder api)
    {
        var cohorts = api.MapGroup("/cohorts").WithTags("Cohorts").RequireSignedIn();
        cohorts.MapPost("", CreateAsync).RequireRole(SiteRole.Tutor)
            .Says("createCohort", "Makes a cohort whose tutor is the caller.")
            .Takes(CohortExamples.New)
            .Answers(CohortExamples.Cohort, StatusCodes.Status201Created)
            .Refuses(RefusalCodes.InvalidCommand);
        cohorts.MapGet("/{id}", GetAsync)
            .Says("getCohort", "Reads a cohort as far as the caller's role goes.")
            .Answers(CohortExamples.Cohort)
            .Refuses(RefusalCodes.UnknownDocument);
        cohorts.MapPost("/{id}/commands", CommandAsync)
            .Says("commandCohort", "Does one command in a cohort; what it changed is on disk when the answer arrives.")
            .Takes(CohortExamples.Commands)
            .Answers(CohortExamples.Done)
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.InvalidCommand, RefusalCodes.DocumentFull, RefusalCodes.DocumentDamaged);
        cohorts.MapPost("/{id}/rooms", OpenAsync)
            .Says("openCohortRoom", "Tells where a group works on a challenge, or its own space; makes the room when it is first asked for.")
            .Takes(CohortExamples.Open)
            .Answers(CohortExamples.Opened)
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.InvalidCommand, RefusalCodes.DocumentDamaged);
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

    private static async Task<IResult> CommandAsync(string id, StrictBody<CohortCommandDto> request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomKey.IsId(id))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        if (request.Value is not { Command: { } command })
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
