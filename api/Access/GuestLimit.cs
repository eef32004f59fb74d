using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>How many guests one address may create.</summary>
internal static class GuestLimit
{
    public const string Policy = "guests";

    public static void AddGuestLimit(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = context.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value.GuestsPerMinute,
                Window = TimeSpan.FromMinutes(1),
            }));
        limiter.OnRejected = (context, _) => new ValueTask(Refusals
            .Problem(new Refusal(RefusalCodes.RateExceeded, "Too many guests from this address. Try again in a minute."))
            .ExecuteAsync(context.HttpContext));
    });
}
