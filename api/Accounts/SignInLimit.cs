using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;

namespace RealLearning.Api.Accounts;

/// <summary>How often one address may try a password or a token. Wrong passwords lock the account besides.</summary>
internal static class SignInLimit
{
    public const string Policy = "sign-ins";

    public static void AddSignInLimit(this IServiceCollection services) => services.Configure<RateLimiterOptions>(limiter =>
        limiter.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = context.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value.SignInsPerMinute,
                Window = TimeSpan.FromMinutes(1),
            })));
}
