using System.Security.Claims;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Rooms;

/// <summary>Taking a document away as a file. The file is made where the document is shown; that it was made is written down here.</summary>
internal static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder api) => api.MapPost("/documents/{kind}/{id}/{part}/exports", ExportAsync).WithTags("Rooms").RequireSignedIn()
        .Says("createExport", "Writes down in the audit log that a document is taken away as a file.")
        .Takes(RoomExamples.Export)
        .AnswersNothing()
        .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.DocumentDamaged, RefusalCodes.MalformedMessage);

    private static async Task<IResult> ExportAsync(string kind, string id, string part, ExportDto request, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!HistoryEndpoints.TryRead(kind, id, part, out var document))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        if (!ExportFormats.All.Contains(request.Format))
        {
            return Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, $"A format is one of {string.Join(", ", ExportFormats.All)}."));
        }

        var refusal = await calls.DoAsync(
            (Room: grains.Room(document.Room), Caller: Callers.Of(user)!, part, Format: request.Format!),
            static call => call.Room.ExportAsync(call.Caller, call.part, call.Format));
        return refusal is null ? Results.NoContent() : Refusals.Problem(refusal);
    }

    internal sealed record ExportDto(string? Format);
}
