using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Accounts;

/// <summary>
/// Passwords are hashed few at a time: a hash is slow on purpose, and a class that signs in all at once must not slow down those who are writing.
/// </summary>
internal sealed class PasswordQueue : IDisposable
{
    /// <summary>Most that are hashed at a time.</summary>
    public static readonly int AtATime = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Where too many wait.</summary>
    public static Refusal Busy { get; } = new(RefusalCodes.RateExceeded, "Very many are signing in at the moment. Try again in a few seconds.");

    private readonly ConcurrencyLimiter _limiter;

    public PasswordQueue(IOptions<AccessOptions> options)
    {
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = AtATime,
            QueueLimit = options.Value.PasswordsQueueMax,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

        // A hash holds its thread all the while. The pool begins with one for each core and is slow to add more: on a single core everybody's keystrokes would wait behind each hash.
        ThreadPool.GetMinThreads(out var threads, out var forIo);
        ThreadPool.SetMinThreads(Math.Max(threads, Environment.ProcessorCount + AtATime), forIo);
    }

    /// <summary>One's turn, until it is disposed; not acquired where too many wait.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken) => _limiter.AcquireAsync(1, cancellationToken);

    public void Dispose() => _limiter.Dispose();
}
