using System.Security.Claims;
using RealLearning.Api.Accounts;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>Going out, who one is, and a token for programs.</summary>
internal static class AccessEndpoints
{
    private static readonly Refusal OnlyHere = new(
        RefusalCodes.StorageUnavailable, "This browser is signed out, but what was opened by its sign-in could not be ended at the moment, nor the tokens that were made by it. Sign in and out again.");

    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Accounts");
        api.MapPost("/sign-out", (Delegate)SignOutAsync).AllowAnonymous()
            .Says("signOut", "Ends the sign-in of this browser, with every line that was opened and every token that was made by it.")
            .AnswersNothing();
        api.MapGet("/me", MeAsync).TakesTokens(TokenUse.Any)
            .Says("getMe", "Tells who is signed in.")
            .Answers(AccountExamples.Me)
            .Refuses(RefusalCodes.NotSignedIn);
        api.MapToken();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignIns signIns)
    {
        try
        {
            await signIns.GoOutAsync(context);
            return Results.NoContent();
        }
        catch (RoomUnreachableException)
        {
            return Refusals.Problem(OnlyHere);
        }
    }

    private static async Task<IResult> MeAsync(ClaimsPrincipal user, SignIns signIns) =>
        Callers.Of(user) is { } caller && await signIns.AccountAsync(caller.PersonId) is { } account
            ? Results.Ok(AccountEndpoints.Me(account))
            : Refusals.Problem(Refusals.NotSignedIn);
}
