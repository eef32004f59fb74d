using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using RealLearning.Api.Accounts;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>Going out, who one is, and a token for programs.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Accounts");
        api.MapPost("/sign-out", (Delegate)SignOutAsync).AllowAnonymous()
            .Says("signOut", "Ends the sign-in of this browser.")
            .AnswersNothing();
        api.MapGet("/me", MeAsync).TakesTokens(TokenUse.Any)
            .Says("getMe", "Tells who is signed in.")
            .Answers(AccountExamples.Me)
            .Refuses(RefusalCodes.NotSignedIn);
        api.MapToken();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.NoContent();
    }

    private static async Task<IResult> MeAsync(ClaimsPrincipal user, SignIns signIns) =>
        Callers.Of(user) is { } caller && await signIns.AccountAsync(caller.PersonId) is { } account
            ? Results.Ok(AccountEndpoints.Me(account))
            : Refusals.Problem(Refusals.NotSignedIn);
}
