using RealLearning.Contracts.People;

namespace RealLearning.Grains.People;

/// <summary>One account, and the nodes that want to know when its sign-ins end.</summary>
public sealed class AccountGrain(TimeProvider time) : StoredGrain<AccountState>, IAccountGrain
{
    private readonly Dictionary<string, (IAccountObserver Observer, DateTimeOffset Until)> _watches = [];

    /// <inheritdoc/>
    public Task<Account?> GetAsync() => Task.FromResult(State.Account);

    /// <inheritdoc/>
    public async Task<bool> SaveAsync(Account account, string? before)
    {
        if (State.Account?.Version == account.Version)
        {
            return true;
        }

        if (State.Account?.Version != before)
        {
            return false;
        }

        var old = State.Account;
        await StoreAsync(state => state.Account = account);
        if (account.IsBlocked || (old is not null && old.Stamp != account.Stamp))
        {
            Tell(account.IsBlocked ? null : account.Stamp);
        }

        return true;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string version)
    {
        if (State.Account?.Version == version)
        {
            await StoreAsync(static state => state.Account = null);
            Tell(null);
        }
    }

    /// <inheritdoc/>
    public Task<bool> WatchAsync(string node, string stamp, IAccountObserver observer)
    {
        if (State.Account is not { IsBlocked: false } account || account.Stamp != stamp)
        {
            return Task.FromResult(false);
        }

        var (now, lasts) = (time.GetUtcNow(), TimeSpan.FromSeconds(IAccountGrain.WatchSeconds));
        foreach (var gone in _watches.Where(watch => watch.Value.Until <= now).Select(watch => watch.Key).ToList())
        {
            _watches.Remove(gone);
        }

        _watches[node] = (observer, now + lasts);
        DelayDeactivation(lasts);
        return Task.FromResult(true);
    }

    private void Tell(string? stamp)
    {
        foreach (var (observer, until) in _watches.Values)
        {
            if (until > time.GetUtcNow())
            {
                observer.EndedAsync(this.GetPrimaryKeyString(), stamp).Ignore();
            }
        }
    }
}

/// <summary>What is kept of an account.</summary>
[GenerateSerializer, Alias("account-state")]
public sealed class AccountState
{
    /// <summary>Null where there is none.</summary>
    [Id(0)]
    public Account? Account { get; set; }
}
