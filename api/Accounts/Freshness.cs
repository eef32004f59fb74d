using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.OpenApi;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Accounts;

/// <summary>
/// Lets only those change how they sign in who have signed in just now: whoever finds a browser open, or has taken a cookie, cannot make themselves another way in.
/// </summary>
internal sealed class Freshness(IOptions<AccessOptions> options, TimeProvider time)
{
    private const string AtClaim = "at";

    /// <summary>What a sign-in carries that is made now.</summary>
    public Claim Now() => new(AtClaim, time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a moment in Unix seconds was just now.</summary>
    public bool IsNow(long at) => time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(at) <= TimeSpan.FromMinutes(options.Value.FreshMinutes);

    /// <summary>Null where somebody has signed in just now.</summary>
    public Refusal? Fault(ClaimsPrincipal user)
    {
        var at = long.TryParse(user.FindFirstValue(AtClaim), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
        return IsNow(at)
            ? null
            : new Refusal(RefusalCodes.SignInOld, "Confirm that it is you: sign in again, then repeat this.");
    }
}

/// <summary>Endpoints that <see cref="Freshness"/> guards.</summary>
internal static class FreshnessFilter
{
    public static TBuilder RequireFresh<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.Refuses(RefusalCodes.SignInOld).AddEndpointFilter(static async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<Freshness>().Fault(context.HttpContext.User) is { } fault ? Refusals.Problem(fault) : await next(context));
}
