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

        var isNew = State.Account?.Stamp != account.Stamp;
        await (isNew || account.IsBlocked ? EndsAsync(Change) : StoreAsync(Change));
        return true;

        void Change(AccountState state)
        {
            state.Account = account;
            if (isNew)
            {
                // No cookie of before holds any more, whichever browser's it is.
                state.Ended.Clear();
            }
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string version)
    {
        if (State.Account?.Version == version)
        {
            await EndsAsync(static state => state.Account = null);
        }
    }

    /// <inheritdoc/>
    public Task<bool> HoldsAsync(string stamp, string session) => Task.FromResult(Holds(stamp, session));

    /// <inheritdoc/>
    public async Task EndAsync(string session, DateTimeOffset until)
    {
        if (State.Account is { } account && !State.Ended.ContainsKey(session))
        {
            await EndsAsync(state => End(state, account, session, until));
        }
    }

    /// <inheritdoc/>
    public Task<bool> WatchAsync(string node, string stamp, string session, IAccountObserver observer)
    {
        if (!Holds(stamp, session))
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

    private bool Holds(string stamp, string session) =>
        State.Account is { IsBlocked: false } account && account.Stamp == stamp && !State.Ended.ContainsKey(session);

    private void End(AccountState state, Account account, string session, DateTimeOffset until)
    {
        var now = time.GetUtcNow();
        foreach (var over in state.Ended.Where(ended => ended.Value <= now).Select(ended => ended.Key).ToList())
        {
            state.Ended.Remove(over);
        }

        state.Ended.Add(session, until);
        if (state.Ended.Count > IAccountGrain.EndedMax)
        {
            state.Ended.Clear();
            state.Account = account with { Stamp = Guid.NewGuid().ToString("N"), Version = Guid.NewGuid().ToString("N") };
        }
    }

    /// <summary>A change that ends sign-ins. Where the store does not say whether it took it the nodes are told all the same: the next activation answers them.</summary>
    private async Task EndsAsync(Action<AccountState> change)
    {
        try
        {
            await StoreAsync(change);
        }
        finally
        {
            foreach (var (observer, until) in _watches.Values)
            {
                if (until > time.GetUtcNow())
                {
                    observer.ChangedAsync(this.GetPrimaryKeyString()).Ignore();
                }
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

    /// <summary>Browsers that signed out, each until when its cookie has expired.</summary>
    [Id(1)]
    public Dictionary<string, DateTimeOffset> Ended { get; set; } = [];
}
