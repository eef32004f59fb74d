using System.Security.Claims;
using RealLearning.Api.Live;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>
/// Sign-ins of the connections that are open here: each account's grain tells this node when one ends, and is asked again now and then, since a grain that moved
/// knows nobody.
/// </summary>
internal sealed class AccountWatch(IGrainFactory grains, RoomCalls calls, TimeProvider time) : BackgroundService, IAccountObserver
{
    private const int RenewSeconds = IAccountGrain.WatchSeconds / 3;

    /// <summary>Sign-ins that are asked about at a time.</summary>
    private const int AsksMax = 64;

    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly Dictionary<SignInKey, Watched> _watched = [];
    private readonly Lock _lock = new();
    private IAccountObserver? _reference;

    /// <summary>
    /// A connection begins: its <see cref="Stay.Ended"/> is cancelled when its sign-in ends. One of nobody, in the lab, lasts. Throws
    /// <see cref="RoomUnreachableException"/>.
    /// </summary>
    public async ValueTask<Stay> EnterAsync(ClaimsPrincipal? user)
    {
        if (SignInKey.Of(user) is not { } key)
        {
            return new Stay(null, CancellationToken.None);
        }

        Watched watched;
        lock (_lock)
        {
            if (!_watched.TryGetValue(key, out watched!))
            {
                _watched.Add(key, watched = new Watched());
            }

            watched.Stays++;
        }

        var stay = new Stay(() => Leave(key, watched), watched.Ending.Token);
        try
        {
            await AskAsync(key, watched);
            return stay;
        }
        catch
        {
            stay.Dispose();
            throw;
        }
    }

    /// <summary>What is told comes one after the other: whoever is told of the next account does not wait until this one has answered.</summary>
    public Task ChangedAsync(string accountId)
    {
        _ = AskAsync(accountId);
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(RenewSeconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await AskAsync(accountId: null);
        }
    }

    /// <summary>About all that is open here by one account, or by any where it is null.</summary>
    private async Task AskAsync(string? accountId)
    {
        List<KeyValuePair<SignInKey, Watched>> some;
        lock (_lock)
        {
            some = [.. _watched.Where(entry => accountId is null || entry.Key.AccountId == accountId)];
        }

        await Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = AsksMax }, async (entry, _) =>
        {
            try
            {
                await AskAsync(entry.Key, entry.Value);
            }
            catch (RoomUnreachableException)
            {
                // Told by the log. Out of reach is not signed out; it is asked again soon.
            }
        });
    }

    private async Task AskAsync(SignInKey key, Watched watched)
    {
        _reference ??= grains.CreateObjectReference<IAccountObserver>(this);
        var account = grains.GetGrain<IAccountGrain>(key.AccountId);
        if (!await calls.DoAsync((account, _node, key, _reference), static call => call.account.WatchAsync(call._node, call.key.Stamp, call.key.Session, call._reference)))
        {
            await watched.Ending.CancelAsync();
        }
    }

    private void Leave(SignInKey key, Watched watched)
    {
        lock (_lock)
        {
            if (--watched.Stays == 0)
            {
                _watched.Remove(key);
            }
        }
    }

    /// <summary>One connection's part of a watch.</summary>
    internal sealed class Stay(Action? leave, CancellationToken ended) : IDisposable
    {
        private Action? _leave = leave;

        /// <summary>Cancelled when the sign-in has ended.</summary>
        public CancellationToken Ended { get; } = ended;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }

    private sealed class Watched
    {
        public int Stays { get; set; }

        public CancellationTokenSource Ending { get; } = new();
    }
}
