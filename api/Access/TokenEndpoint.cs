using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;
using RealLearning.Api.Accounts;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>Gives a person a token for a program: for one document, with no more than the person may do there.</summary>
internal static class TokenEndpoint
{
    public static void MapToken(this IEndpointRouteBuilder api) => api.MapPost("/token", GiveAsync).RequireSignedIn()
        .Says("createToken", "Gives a program a token for one document, with at most the right that the caller has there.")
        .Takes(AccountExamples.NewToken)
        .Answers(AccountExamples.ProgramToken)
        .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.DocumentDamaged);

    private static async Task<IResult> GiveAsync(
        TokenRequest? request,
        ClaimsPrincipal user,
        IOptions<AccessOptions> access,
        IOptionsMonitor<BearerTokenOptions> bearer,
        IGrainFactory grains,
        RoomCalls calls,
        TimeProvider time)
    {
        if (!RightNames.TryParse(request?.Right, out var right) || right is not (Right.Observe or Right.Comment or Right.Edit))
        {
            return Malformed("A token's right is observe, comment or edit.");
        }

        var minutes = request!.Minutes ?? access.Value.TokenMinutes;
        if (minutes < 1 || minutes > access.Value.TokenMinutes)
        {
            return Malformed($"A token lasts 1 to {access.Value.TokenMinutes} minutes.");
        }

        if (!DocumentName.TryParse(request.Document, out var document) || !document.Room.IsRoom)
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        var caller = Callers.Of(user)!;
        var held = await calls.DoAsync((Room: grains.Room(document.Room), caller, document.Part), static call => call.Room.RightAsync(call.caller, call.Part));
        if (held.Refusal is { } refusal)
        {
            return Refusals.Problem(refusal);
        }

        if (held.Right < right)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.NoRight, $"Your own right in this document is {RightNames.Of(held.Right)}. A token gives no more."));
        }

        var token = new DocumentToken(caller, SignInKey.Of(user)!.Value, document, right, time.GetUtcNow() + TimeSpan.FromMinutes(minutes));
        return Results.Ok(new TokenDto(bearer.Get(DocumentToken.Scheme).BearerTokenProtector.Protect(token.ToTicket()), token.ExpiresAt));
    }

    private static IResult Malformed(string message) => Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, message));

    internal sealed record TokenRequest(string? Document, string? Right, int? Minutes = null);

    internal sealed record TokenDto(string Token, DateTimeOffset ExpiresAt);
}
