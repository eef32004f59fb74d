using System.Collections.Concurrent;
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

    private readonly BlockingCollection<Action> _hashes = [];
    private readonly LesserThreads _threads = new();
    private readonly ConcurrencyLimiter _limiter;

    public PasswordQueue(IOptions<AccessOptions> options)
    {
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = AtATime + options.Value.PasswordsQueueMax,
            QueueLimit = 0,
        });

        // A hash holds its thread all the while. The pool begins with one for each core and is slow to add more: on a single core everybody's keystrokes would wait behind each hash.
        ThreadPool.GetMinThreads(out var threads, out var forIo);
        ThreadPool.SetMinThreads(Math.Max(threads, Environment.ProcessorCount + AtATime), forIo);
        for (var i = 0; i < AtATime; i++)
        {
            LesserThreads.Start("passwords", Hash);
        }
    }

    /// <summary>
    /// One's place, until it is disposed; not acquired where too many wait. It is held over whatever else a request waits for, and keeps no thread: a slow store keeps nobody's password waiting.
    /// </summary>
    public RateLimitLease Enter() => _limiter.AttemptAcquire();

    /// <summary>Hashes behind everything else that the process does, in the order in which it was asked. For whoever has a place.</summary>
    public Task<T> HashAsync<T>(Func<T> hash)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _hashes.Add(() =>
        {
            try
            {
                done.SetResult(hash());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    public void Dispose()
    {
        _hashes.CompleteAdding();
        _threads.Dispose();
        _limiter.Dispose();
    }

    private void Hash()
    {
        foreach (var hash in _hashes.GetConsumingEnumerable())
        {
            _threads.Work(hash);
        }
    }
}
