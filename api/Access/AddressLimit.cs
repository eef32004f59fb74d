using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RealLearning.Api.Live;
using RealLearning.Api.Mail;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>How often one address may do what costs, or what tries a secret. Wrong passwords lock the account besides.</summary>
internal static class AddressLimit
{
    /// <summary>Passwords and tokens of invitations.</summary>
    public const string SignIns = "sign-ins";

    /// <summary>Asking for a mail.</summary>
    public const string Mails = "mails";

    public static void AddAddressLimits(this IServiceCollection services) => services.AddRateLimiter(static limiter =>
    {
        limiter.AddPolicy(SignIns, static context => OfAddress(context, Option<AccessOptions>(context).SignInsPerMinute));
        limiter.AddPolicy(Mails, static context => OfAddress(context, Option<MailOptions>(context).AsksPerMinute));
        limiter.AddPolicy<int, LineLimit>(LineLimit.Lines);
        limiter.OnRejected = static (context, _) => new ValueTask(Refusals
            .Problem(new Refusal(RefusalCodes.RateExceeded, "Too many from this address. Try again in a minute."))
            .ExecuteAsync(context.HttpContext));
    });

    private static RateLimitPartition<string> OfAddress(HttpContext context, int perMinute) => RateLimitPartition.GetFixedWindowLimiter(
        PartitionOf(context.Connection.RemoteIpAddress),
        _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = perMinute,
            Window = TimeSpan.FromMinutes(1),
        });

    /// <summary>An address of IPv4; of IPv6 the network of 64 bits, all of whose addresses are commonly one household's or one machine's.</summary>
    internal static string PartitionOf(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            return address?.MapToIPv4().ToString() ?? "";
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }

    private static T Option<T>(HttpContext context)
        where T : class => context.RequestServices.GetRequiredService<IOptions<T>>().Value;
}
