using Microsoft.AspNetCore.Identity;
using RealLearning.Api.Live;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>
/// Identity's store, kept in grains: an account is one, and each thing that it is signed in to by (an address, a passkey) is one that knows whose it is. It is
/// reserved, then the account is written, then it is confirmed; whatever a crash leaves in between is mended by the next who asks. The site's list
/// of people is told before an account is made and after it was changed.
/// </summary>
internal sealed partial class AccountStore(IGrainFactory grains, RoomCalls calls, TimeProvider time)
    : IUserPasswordStore<SignInAccount>, IUserEmailStore<SignInAccount>, IUserLockoutStore<SignInAccount>, IUserSecurityStampStore<SignInAccount>
{
    private static readonly IdentityErrorDescriber Errors = new();

    public Task<IdentityResult> CreateAsync(SignInAccount user, CancellationToken cancellationToken) => SaveAsync(user);

    public Task<IdentityResult> UpdateAsync(SignInAccount user, CancellationToken cancellationToken) => SaveAsync(user);

    public async Task<IdentityResult> DeleteAsync(SignInAccount user, CancellationToken cancellationToken)
    {
        var account = grains.GetGrain<IAccountGrain>(user.Account.AccountId);
        await calls.DoAsync((account, user.Account.Version), static async call =>
        {
            await call.account.RemoveAsync(call.Version);
            return true;
        });
        await ReleaseAsync(user.Account.AccountId, LoginKey.AllOf(user.Account));
        await ListAsync(user.Account.AccountId);
        return IdentityResult.Success;
    }

    public async Task<SignInAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await calls.DoAsync(grains.GetGrain<IAccountGrain>(userId), static account => account.GetAsync()) is { } account
            ? new SignInAccount(account, account)
            : null;

    public async Task<SignInAccount?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        await FindByKeyAsync(LoginKey.OfEmail(normalizedEmail), cancellationToken);

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

    private async Task<IdentityResult> SaveAsync(SignInAccount user)
    {
        var (before, id) = (user.Stored, user.Account.AccountId);
        var (had, has) = (before is null ? [] : LoginKey.AllOf(before).ToHashSet(), LoginKey.AllOf(user.Account).ToHashSet());
        var added = has.Except(had).ToList();
        foreach (var key in added)
        {
            if (!await calls.DoAsync((Login(key), id), static call => call.Item1.ReserveAsync(call.id)))
            {
                return Taken(key, user);
            }
        }

        var isListed = user.IsListedAsBefore;
        if (before is null)
        {
            await ListAsync(id);
        }

        if (!await WriteAsync(user, user.Account))
        {
            return IdentityResult.Failed(Errors.ConcurrencyFailure());
        }

        foreach (var key in added)
        {
            if (!await calls.DoAsync((Login(key), id), static call => call.Item1.ConfirmAsync(call.id)))
            {
                // So long on its way that the reservation ended and another took it: everything is as before.
                var taken = Taken(key, user);
                if (before is null)
                {
                    await DeleteAsync(user, CancellationToken.None);
                }
                else
                {
                    await WriteAsync(user, before);
                }

                return taken;
            }
        }

        await ReleaseAsync(id, had.Except(has));
        if (before is not null && !isListed)
        {
            await ListAsync(id);
        }

        return IdentityResult.Success;
    }

    private async Task<SignInAccount?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        await calls.DoAsync(Login(key), static login => login.FindAsync()) is { } id ? await FindByIdAsync(id, cancellationToken) : null;

    private async Task<bool> WriteAsync(SignInAccount user, Account account)
    {
        user.Account = account with { Version = Guid.NewGuid().ToString("N") };
        var grain = grains.GetGrain<IAccountGrain>(account.AccountId);
        if (!await calls.DoAsync((grain, user), static call => call.grain.SaveAsync(call.user.Account, call.user.Stored?.Version)))
        {
            return false;
        }

        user.Stored = user.Account;
        return true;
    }

    /// <summary>The account is asked for anew when somebody looks at the list of people.</summary>
    private Task<bool> ListAsync(string accountId) => calls.DoAsync((Site: grains.GetGrain<ISiteGrain>(ISiteGrain.Key), accountId), static async call =>
    {
        await call.Site.ChangedAsync(call.accountId);
        return true;
    });

    private async Task ReleaseAsync(string accountId, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            await calls.DoAsync((Login(key), accountId), static async call =>
            {
                await call.Item1.ReleaseAsync(call.accountId);
                return true;
            });
        }
    }

    private ILoginGrain Login(string key) => grains.GetGrain<ILoginGrain>(key);

    private static IdentityResult Taken(string key, SignInAccount user) =>
        IdentityResult.Failed(key == LoginKey.OfEmail(user.Account.Email) ? Errors.DuplicateEmail(user.Account.Email) : Errors.LoginAlreadyAssociated());

    private static Task Change(SignInAccount user, Account account)
    {
        user.Account = account;
        return Task.CompletedTask;
    }
}
