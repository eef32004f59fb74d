using System.Security.Claims;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Rooms;

/// <summary>The past of a document.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        var documents = api.MapGroup("/documents/{kind}/{id}/{part}").WithTags("Rooms").RequireSignedIn()
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.DocumentDamaged);
        documents.MapGet("/timeline", TimelineAsync).TakesTokens(TokenUse.OwnDocument)
            .Says("getTimeline", "Tells who wrote in a document, when and how much: at most 5,000 entries.")
            .Answers(RoomExamples.Timeline);
        documents.MapGet("/authors", AuthorsAsync).TakesTokens(TokenUse.OwnDocument)
            .Says("getAuthors", "Tells who wrote which ranges of a document as it is now.")
            .Answers(RoomExamples.Authors)
            .Refuses(RefusalCodes.InvalidCommand);
        documents.MapGet("/at/{sequence:long:min(0)}", AtAsync).TakesTokens(TokenUse.OwnDocument)
            .Says("getStateAt", "Reads a document as it was at an entry of its timeline: a Yjs v1 update.")
            .AnswersBytes("application/octet-stream");
    }

    private static async Task<IResult> TimelineAsync(
        string kind, string id, string part, long? after, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!TryRead(kind, id, part, out var document))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var reply = await calls.DoAsync(
            (Room: grains.Room(document.Room), Caller: Callers.Of(user)!, part, After: after ?? 0),
            static call => call.Room.TimelineAsync(call.Caller, call.part, call.After));
        return reply.Refusal is { } refusal
            ? Refusals.Problem(refusal)
            : Results.Ok(reply.Entries.Select(entry => new TimelineEntryDto(entry.Sequence, entry.At, entry.PersonId, entry.Inserted, entry.Deleted, entry.Relayed)));
    }

    private static async Task<IResult> AuthorsAsync(string kind, string id, string part, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!TryRead(kind, id, part, out var document))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var reply = await calls.DoAsync((Room: grains.Room(document.Room), Caller: Callers.Of(user)!, part), static call => call.Room.AuthorsAsync(call.Caller, call.part));
        return reply.Refusal is { } refusal ? Refusals.Problem(refusal) : Results.Ok(AuthorsDto.Of(reply));
    }

    private static async Task<IResult> AtAsync(
        string kind, string id, string part, long sequence, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!TryRead(kind, id, part, out var document))
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var reply = await calls.DoAsync(
            (Room: grains.Room(document.Room), Caller: Callers.Of(user)!, part, sequence),
            static call => call.Room.StateAtAsync(call.Caller, call.part, call.sequence));
        return reply.Refusal is { } refusal ? Refusals.Problem(refusal) : Results.Bytes(reply.Update, "application/octet-stream");
    }

    internal static bool TryRead(string kind, string id, string part, out DocumentName document) =>
        DocumentName.TryParse($"{kind}/{id}/{part}", out document) && document.Room.IsRoom;

    internal sealed record TimelineEntryDto(long Sequence, DateTimeOffset At, string By, long Inserted, long Deleted, long Relayed);
}
