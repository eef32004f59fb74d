using System.Security.Claims;
using RealLearning.Api.Access;
using RealLearning.Api.Images;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Publishing;

namespace RealLearning.Api.Cohorts;

/// <summary>What a group submitted, for clients and judges of the cohort: the text and its images, and no door into the room.</summary>
internal static class SubmissionEndpoints
{
    /// <summary>No browser keeps what may be taken back.</summary>
    private const string Never = "no-store";

    public static void MapSubmissions(this IEndpointRouteBuilder api)
    {
        var submissions = api.MapGroup("/cohorts/{id}/submissions/{workspace}/{submission}").WithTags("Cohorts").RequireSignedIn()
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.DocumentDamaged);
        submissions.MapGet("", ReadAsync)
            .Says("readSubmission", "Reads what a group submitted, as a client or a judge; that it was read is remembered.")
            .Answers(ClientExamples.Submission);
        submissions.MapGet("/images/{name}", ImageAsync)
            .Says("getSubmissionImage", "Shows an image of what a group submitted.")
            .AnswersBytes("image/png", "image/jpeg", "image/webp");
    }

    private static async Task<IResult> ReadAsync(string id, string workspace, string submission, HttpContext context, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomKey.IsId(id) || !RoomKey.IsId(workspace) || !RoomKey.IsId(submission))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var asked = (Cohort: grains.GetGrain<ICohortGrain>(id), Caller: Callers.Of(user)!, workspace, submission);
        var reply = await calls.DoAsync(asked, static call => call.Cohort.ReadSubmissionAsync(call.Caller, call.workspace, call.submission));
        if (reply.Work is not { } work)
        {
            return Refusals.Problem(reply.Refusal!);
        }

        context.Response.Headers.CacheControl = Never;
        return Results.Ok(new SubmissionToReadDto(ShownDto.Of(work), reply.Brief, reply.Document));
    }

    private static async Task<IResult> ImageAsync(
        string id, string workspace, string submission, string name, HttpContext context, ClaimsPrincipal user, IImageStore store, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomKey.IsId(id) || !RoomKey.IsId(workspace) || !RoomKey.IsId(submission) || !RoomKey.IsId(name))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var asked = (Cohort: grains.GetGrain<ICohortGrain>(id), Caller: Callers.Of(user)!, workspace, submission, name);
        var shows = await calls.DoAsync(asked, static call => call.Cohort.ShowsImageAsync(call.Caller, call.workspace, call.submission, call.name));
        return shows && await store.GetAsync(new RoomKey(RoomKind.Workspace, workspace), name, context.RequestAborted) is { } image
            ? ImageEndpoints.Image(context, image, Never)
            : Refusals.Problem(Refusals.UnknownDocument);
    }
}
