using RealLearning.Contracts.People;

namespace RealLearning.Grains.People;

/// <summary>Whose an e-mail address is.</summary>
public sealed class LoginGrain(TimeProvider time) : StoredGrain<LoginState>, ILoginGrain
{
    /// <inheritdoc/>
    public async Task<string?> FindAsync()
    {
        if (State is { AccountId: { } holder, IsConfirmed: false } && await HasItAsync(holder))
        {
            // Its account was written, and a crash came before it was confirmed.
            await WriteAsync(holder, isConfirmed: true);
        }

        return State.IsConfirmed ? State.AccountId : null;
    }

    /// <inheritdoc/>
    public async Task<bool> ReserveAsync(string accountId)
    {
        if (State.AccountId is { } holder && holder != accountId
            && (State.IsConfirmed || time.GetUtcNow() < State.ReservedUntil || await HasItAsync(holder)))
        {
            return false;
        }

        if (State.AccountId != accountId || !State.IsConfirmed)
        {
            await WriteAsync(accountId, isConfirmed: false);
        }

        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> ConfirmAsync(string accountId)
    {
        if (State.AccountId == accountId && !State.IsConfirmed)
        {
            await WriteAsync(accountId, isConfirmed: true);
        }

        return State.AccountId == accountId;
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(string accountId)
    {
        if (State.AccountId == accountId && !await HasItAsync(accountId))
        {
            await WriteAsync(null, isConfirmed: false);
        }
    }

    private async Task<bool> HasItAsync(string accountId) =>
        await GrainFactory.GetGrain<IAccountGrain>(accountId).GetAsync() is { } account && LoginKey.OfEmail(account.Email) == this.GetPrimaryKeyString();

    private Task WriteAsync(string? accountId, bool isConfirmed) => StoreAsync(state =>
        (state.AccountId, state.IsConfirmed, state.ReservedUntil) = (accountId, isConfirmed, time.GetUtcNow().AddSeconds(ILoginGrain.ReservedSeconds)));
}

/// <summary>What is kept of a name to sign in by.</summary>
[GenerateSerializer, Alias("login-state")]
public sealed class LoginState
{
    /// <summary>Whose it is.</summary>
    [Id(0)]
    public string? AccountId { get; set; }

    /// <summary>False while it is reserved only.</summary>
    [Id(1)]
    public bool IsConfirmed { get; set; }

    /// <summary>When a reservation ends.</summary>
    [Id(2)]
    public DateTimeOffset ReservedUntil { get; set; }
}
