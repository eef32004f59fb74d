using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using RealLearning.Api.Accounts;

namespace RealLearning.Api.Access;

/// <summary>Going out, who one is, and a token for programs.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        api.MapPost("/sign-out", (Delegate)SignOutAsync).AllowAnonymous();
        api.MapGet("/me", MeAsync).TakesTokens(TokenUse.Any);
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
