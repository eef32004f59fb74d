using RealLearning.Contracts.People;

namespace RealLearning.Grains.People;

/// <summary>Whose one thing to sign in by is: of the account that holds it here, where that account says so too.</summary>
public sealed class LoginGrain(TimeProvider time) : StoredGrain<LoginState>, ILoginGrain
{
    private int _tries;
    private DateTimeOffset _lockedUntil;

    /// <inheritdoc/>
    public Task<bool> TryAsync(int failures, TimeSpan locked)
    {
        var now = time.GetUtcNow();
        if (now < _lockedUntil)
        {
            return Task.FromResult(false);
        }

        if (++_tries >= failures)
        {
            (_tries, _lockedUntil) = (0, now + locked);
        }

        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public async Task<string?> FindAsync() => State.AccountId is { } holder && await HasItAsync(holder) ? holder : null;

    /// <inheritdoc/>
    public async Task<bool> ReserveAsync(string accountId)
    {
        if (State.AccountId is { } holder && holder != accountId && (time.GetUtcNow() < State.ReservedUntil || await HasItAsync(holder)))
        {
            return false;
        }

        await WriteAsync(accountId, time.GetUtcNow().AddSeconds(ILoginGrain.ReservedSeconds));
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> ConfirmAsync(string accountId)
    {
        if (State.AccountId == accountId && State.ReservedUntil is not null)
        {
            await WriteAsync(accountId, null);
        }

        return State.AccountId == accountId;
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(string accountId)
    {
        if (State.AccountId == accountId && !await HasItAsync(accountId))
        {
            await WriteAsync(null, null);
        }
    }

    private async Task<bool> HasItAsync(string accountId) =>
        await GrainFactory.GetGrain<IAccountGrain>(accountId).GetAsync() is { } account && LoginKey.AllOf(account).Contains(this.GetPrimaryKeyString());

    private Task WriteAsync(string? accountId, DateTimeOffset? until) => StoreAsync(state => (state.AccountId, state.ReservedUntil) = (accountId, until));
}

/// <summary>What is kept of one thing to sign in by.</summary>
[GenerateSerializer, Alias("login-state")]
public sealed class LoginState
{
    /// <summary>Whose it is.</summary>
    [Id(0)]
    public string? AccountId { get; set; }

    /// <summary>When a reservation ends; null once it is confirmed.</summary>
    [Id(2)]
    public DateTimeOffset? ReservedUntil { get; set; }
}
