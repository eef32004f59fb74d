using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace RealLearning.Api.Accounts;

/// <summary>Identity's manager, which locks accounts by the clock that is handed in: its own asks the machine.</summary>
internal sealed class AccountManager(
    IUserStore<SignInAccount> store,
    IOptions<IdentityOptions> options,
    IPasswordHasher<SignInAccount> hasher,
    IEnumerable<IUserValidator<SignInAccount>> userValidators,
    IEnumerable<IPasswordValidator<SignInAccount>> passwordValidators,
    ILookupNormalizer normalizer,
    IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<UserManager<SignInAccount>> logger,
    TimeProvider time) : UserManager<SignInAccount>(store, options, hasher, userValidators, passwordValidators, normalizer, errors, services, logger)
{
    public override Task<bool> IsLockedOutAsync(SignInAccount user) => Task.FromResult(user.Account.LockedUntil > time.GetUtcNow());

    public override Task<IdentityResult> AccessFailedAsync(SignInAccount user)
    {
        var failed = user.Account.FailedSignIns + 1;
        user.Account = failed < Options.Lockout.MaxFailedAccessAttempts
            ? user.Account with { FailedSignIns = failed }
            : user.Account with { FailedSignIns = 0, LockedUntil = time.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan };
        return UpdateUserAsync(user);
    }
}
