using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Accounts;

/// <summary>
/// Passwords are hashed few at a time: a hash is slow on purpose, and a class that signs in all at once must not slow down those who are writing.
/// </summary>
internal sealed class PasswordQueue(IOptions<AccessOptions> options) : IDisposable
{
    /// <summary>Where too many wait.</summary>
    public static Refusal Busy { get; } = new(RefusalCodes.RateExceeded, "Very many are signing in at the moment. Try again in a few seconds.");

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = options.Value.PasswordsQueueMax,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>One's turn, until it is disposed; not acquired where too many wait.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken) => _limiter.AcquireAsync(1, cancellationToken);

    public void Dispose() => _limiter.Dispose();
}
