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

    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly Dictionary<(string AccountId, string Stamp), Watched> _watched = [];
    private readonly Lock _lock = new();
    private IAccountObserver? _reference;

    /// <summary>
    /// A connection begins: its <see cref="Stay.Ended"/> is cancelled when its sign-in ends. One of nobody, in the lab, lasts. Throws
    /// <see cref="RoomUnreachableException"/>.
    /// </summary>
    public async ValueTask<Stay> EnterAsync(ClaimsPrincipal? user)
    {
        if (user?.FindFirstValue(SignIns.StampClaim) is not { } stamp || user.FindFirstValue(ClaimTypes.NameIdentifier) is not { } accountId)
        {
            return new Stay(null, CancellationToken.None);
        }

        var key = (accountId, stamp);
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

    public Task EndedAsync(string accountId, string? stamp)
    {
        List<Watched> ended;
        lock (_lock)
        {
            ended = [.. _watched.Where(entry => entry.Key.AccountId == accountId && entry.Key.Stamp != stamp).Select(entry => entry.Value)];
        }

        ended.ForEach(watched => watched.Ending.Cancel());
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(RenewSeconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            List<KeyValuePair<(string, string), Watched>> all;
            lock (_lock)
            {
                all = [.. _watched];
            }

            foreach (var (key, watched) in all)
            {
                try
                {
                    await AskAsync(key, watched);
                }
                catch (RoomUnreachableException)
                {
                    // Told by the log. Out of reach is not signed out; it is asked again soon.
                }
            }
        }
    }

    private async Task AskAsync((string AccountId, string Stamp) key, Watched watched)
    {
        _reference ??= grains.CreateObjectReference<IAccountObserver>(this);
        var account = grains.GetGrain<IAccountGrain>(key.AccountId);
        if (!await calls.DoAsync((account, _node, key.Stamp, _reference), static call => call.account.WatchAsync(call._node, call.Stamp, call._reference)))
        {
            await watched.Ending.CancelAsync();
        }
    }

    private void Leave((string, string) key, Watched watched)
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
