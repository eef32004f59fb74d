using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>How often one address may do what costs, or what tries a secret. Wrong passwords lock the account besides.</summary>
internal static class AddressLimit
{
    /// <summary>Passwords and tokens of invitations.</summary>
    public const string SignIns = "sign-ins";

    public static void AddAddressLimits(this IServiceCollection services) => services.AddRateLimiter(static limiter =>
    {
        limiter.AddPolicy(SignIns, OfAddress);
        limiter.OnRejected = static (context, _) => new ValueTask(Refusals
            .Problem(new Refusal(RefusalCodes.RateExceeded, "Too many from this address. Try again in a minute."))
            .ExecuteAsync(context.HttpContext));
    });

    private static RateLimitPartition<string> OfAddress(HttpContext context) => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = context.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value.SignInsPerMinute,
            Window = TimeSpan.FromMinutes(1),
        });
}
