using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using RealLearning.Api.Accounts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Access;

/// <summary>Coming in, going out, who one is, and a token for programs.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        api.MapGet("/access", Access).AllowAnonymous();
        api.MapPost("/guest", GuestAsync).AllowAnonymous().RequireRateLimiting(AddressLimit.Guests);
        api.MapPost("/sign-out", (Delegate)SignOutAsync).AllowAnonymous();
        api.MapGet("/me", MeAsync).TakesTokens(TokenUse.Any);
        api.MapToken();
    }

    private static async Task<IResult> GuestAsync(GuestRequest request, HttpContext context, IOptions<AccessOptions> options, IHostEnvironment environment)
    {
        if (!LetsGuestsIn(options.Value, environment))
        {
            return Refusals.Problem(new Refusal(RefusalCodes.NoRight, "Guests are not let in here. Sign in."));
        }

        if (!PersonName.TryParse(request.Name, out var name))
        {
            return Refusals.Problem(new Refusal(RefusalCodes.MalformedMessage, $"A name has 1 to {PersonName.LengthMax} visible characters."));
        }

        var caller = new Caller($"guest-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10))}", name);
        await SignIns.SignInAsync(context, caller, stamp: null);
        return Results.Ok(PersonDto.Of(caller));
    }

    /// <summary>What the page of somebody who is not in yet must know.</summary>
    private static IResult Access(IOptions<AccessOptions> options, IHostEnvironment environment) =>
        Results.Ok(new AccessDto(LetsGuestsIn(options.Value, environment)));

    private static bool LetsGuestsIn(AccessOptions options, IHostEnvironment environment) => options.Guests ?? environment.IsDevelopment();

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.NoContent();
    }

    private static async Task<IResult> MeAsync(ClaimsPrincipal user, SignIns signIns)
    {
        if (Callers.Of(user) is not { } caller)
        {
            return Refusals.Problem(Refusals.NotSignedIn);
        }

        return Results.Ok(user.HasClaim(static claim => claim.Type == SignIns.StampClaim) && await signIns.AccountAsync(caller.PersonId) is { } account
            ? AccountEndpoints.Me(account)
            : new MeDto(caller.PersonId, caller.Name, PersonColours.IndexOf(caller.PersonId), null, []));
    }

    internal sealed record AccessDto(bool Guests);

    internal sealed record GuestRequest(string? Name);
}
