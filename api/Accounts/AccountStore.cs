using Microsoft.AspNetCore.Identity;
using RealLearning.Api.Live;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>
/// Identity's store, kept in grains: an account is one, and each e-mail address is one that knows whose it is. An address is reserved, then the account is
/// written, then the address confirmed; whatever a crash leaves in between is mended by the next who asks.
/// </summary>
internal sealed class AccountStore(IGrainFactory grains, RoomCalls calls)
    : IUserPasswordStore<SignInAccount>, IUserEmailStore<SignInAccount>, IUserLockoutStore<SignInAccount>, IUserSecurityStampStore<SignInAccount>
{
    public async Task<IdentityResult> CreateAsync(SignInAccount user, CancellationToken cancellationToken)
    {
        var (login, id) = (grains.GetGrain<ILoginGrain>(LoginKey.OfEmail(user.Account.Email)), user.Account.AccountId);
        if (!await calls.DoAsync((login, id), static call => call.login.ReserveAsync(call.id)))
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().DuplicateEmail(user.Account.Email));
        }

        if (!await SaveAsync(user))
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }

        if (!await calls.DoAsync((login, id), static call => call.login.ConfirmAsync(call.id)))
        {
            await DeleteAsync(user, cancellationToken);
            return IdentityResult.Failed(new IdentityErrorDescriber().DuplicateEmail(user.Account.Email));
        }

        return IdentityResult.Success;
    }

    public async Task<IdentityResult> UpdateAsync(SignInAccount user, CancellationToken cancellationToken) =>
        await SaveAsync(user) ? IdentityResult.Success : IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());

    public async Task<IdentityResult> DeleteAsync(SignInAccount user, CancellationToken cancellationToken)
    {
        var account = grains.GetGrain<IAccountGrain>(user.Account.AccountId);
        var login = grains.GetGrain<ILoginGrain>(LoginKey.OfEmail(user.Account.Email));
        await calls.DoAsync((account, login, user.Account), static async call =>
        {
            await call.account.RemoveAsync(call.Account.Version);
            await call.login.ReleaseAsync(call.Account.AccountId);
            return true;
        });
        return IdentityResult.Success;
    }

    public async Task<SignInAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await calls.DoAsync(grains.GetGrain<IAccountGrain>(userId), static account => account.GetAsync()) is { } account
            ? new SignInAccount(account, account.Version)
            : null;

    public async Task<SignInAccount?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        await calls.DoAsync(grains.GetGrain<ILoginGrain>(LoginKey.OfEmail(normalizedEmail)), static login => login.FindAsync()) is { } id
            ? await FindByIdAsync(id, cancellationToken)
            : null;

    /// <summary>People sign in by their e-mail address and by no other name.</summary>
    public Task<SignInAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => FindByEmailAsync(normalizedUserName, cancellationToken);

    public Task<string> GetUserIdAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Account.AccountId);

    public Task<string?> GetUserNameAsync(SignInAccount user, CancellationToken cancellationToken) => GetEmailAsync(user, cancellationToken);

    public Task SetUserNameAsync(SignInAccount user, string? userName, CancellationToken cancellationToken) => SetEmailAsync(user, userName, cancellationToken);

    public Task<string?> GetNormalizedUserNameAsync(SignInAccount user, CancellationToken cancellationToken) => GetNormalizedEmailAsync(user, cancellationToken);

    public Task SetNormalizedUserNameAsync(SignInAccount user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetPasswordHashAsync(SignInAccount user, string? passwordHash, CancellationToken cancellationToken) =>
        Change(user, user.Account with { PasswordHash = passwordHash });

    public Task<string?> GetPasswordHashAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Account.PasswordHash);

    public Task<bool> HasPasswordAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Account.PasswordHash is not null);

    public Task SetEmailAsync(SignInAccount user, string? email, CancellationToken cancellationToken) => Change(user, user.Account with { Email = email ?? "" });

    public Task<string?> GetEmailAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.Email);

    public Task<bool> GetEmailConfirmedAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task SetEmailConfirmedAsync(SignInAccount user, bool confirmed, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No mail is sent, so no address is confirmed.");

    public Task<string?> GetNormalizedEmailAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.Email.ToUpperInvariant());

    public Task SetNormalizedEmailAsync(SignInAccount user, string? normalizedEmail, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Account.LockedUntil);

    public Task SetLockoutEndDateAsync(SignInAccount user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Change(user, user.Account with { LockedUntil = lockoutEnd });

    public Task<int> IncrementAccessFailedCountAsync(SignInAccount user, CancellationToken cancellationToken)
    {
        user.Account = user.Account with { FailedSignIns = user.Account.FailedSignIns + 1 };
        return Task.FromResult(user.Account.FailedSignIns);
    }

    public Task ResetAccessFailedCountAsync(SignInAccount user, CancellationToken cancellationToken) => Change(user, user.Account with { FailedSignIns = 0 });

    public Task<int> GetAccessFailedCountAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Account.FailedSignIns);

    public Task<bool> GetLockoutEnabledAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(SignInAccount user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetSecurityStampAsync(SignInAccount user, string stamp, CancellationToken cancellationToken) => Change(user, user.Account with { Stamp = stamp });

    public Task<string?> GetSecurityStampAsync(SignInAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.Stamp);

    public void Dispose()
    {
    }

    private async Task<bool> SaveAsync(SignInAccount user)
    {
        user.Account = user.Account with { Version = Guid.NewGuid().ToString("N") };
        var grain = grains.GetGrain<IAccountGrain>(user.Account.AccountId);
        if (!await calls.DoAsync((grain, user), static call => call.grain.SaveAsync(call.user.Account, call.user.StoredVersion)))
        {
            return false;
        }

        user.StoredVersion = user.Account.Version;
        return true;
    }

    private static Task Change(SignInAccount user, Account account)
    {
        user.Account = account;
        return Task.CompletedTask;
    }
}
