using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>Connections that both doors of a node hold open, together. One more is refused before it is one; clients try again by themselves.</summary>
internal sealed class LineLimit(IOptions<DoorOptions> options) : IRateLimiterPolicy<int>
{
    /// <summary>The policy's name.</summary>
    public const string Lines = "lines";

    private static readonly Refusal Full = new(RefusalCodes.RateExceeded, "Very many are connected at the moment. Try again in a few seconds.");

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = static (context, _) => new ValueTask(Refusals.Problem(Full).ExecuteAsync(context.HttpContext));

    public RateLimitPartition<int> GetPartition(HttpContext httpContext) =>
        RateLimitPartition.GetConcurrencyLimiter(0, _ => new ConcurrencyLimiterOptions { PermitLimit = options.Value.LinesMax });
}
