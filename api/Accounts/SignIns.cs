using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Sign-ins of accounts: made by a password, and good as long as the account has the same stamp and is not blocked.</summary>
internal sealed class SignIns(
    UserManager<SignInAccount> accounts, IPasswordHasher<SignInAccount> hasher, IGrainFactory grains, RoomCalls calls, TimeProvider time)
{
    public const string StampClaim = "stamp";

    private static readonly Refusal Wrong = new(RefusalCodes.WrongSignIn, "There is no account of this e-mail address and password.");

    /// <summary>Looks at a password. What is wrong is not told apart, but for an account that is locked.</summary>
    public async Task<(SignInAccount? Account, Refusal? Refusal)> CheckAsync(string email, string password)
    {
        if (await accounts.FindByEmailAsync(email) is not { } account)
        {
            // As long as for an address that has an account.
            hasher.HashPassword(SignInAccount.New(email, "", time), password);
            return (null, Wrong);
        }

        if (await accounts.IsLockedOutAsync(account))
        {
            return (null, new Refusal(RefusalCodes.LockedOut, "Too many wrong passwords. Try again in a few minutes."));
        }

        if (!await accounts.CheckPasswordAsync(account, password))
        {
            await accounts.AccessFailedAsync(account);
            return (null, Wrong);
        }

        if (account.Account.IsBlocked)
        {
            return (null, new Refusal(RefusalCodes.NoRight, "This account is blocked. Ask an administrator."));
        }

        if (account.Account.FailedSignIns > 0)
        {
            await accounts.ResetAccessFailedCountAsync(account);
        }

        return (account, null);
    }

    /// <summary>Gives the browser its cookie.</summary>
    public static Task SignInAsync(HttpContext context, Account account)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, account.AccountId), new Claim(ClaimTypes.Name, account.Name), new Claim(StampClaim, account.Stamp)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        return context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    /// <summary>Turns away a cookie whose account was blocked, has another password, or is gone.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var signIns = context.HttpContext.RequestServices.GetRequiredService<SignIns>();
        if (context.Principal?.FindFirstValue(StampClaim) is not { } stamp
            || !await signIns.HoldsAsync(context.Principal.FindFirstValue(ClaimTypes.NameIdentifier)!, stamp))
        {
            context.RejectPrincipal();
        }
    }

    /// <summary>True where an account's sign-in of this stamp, or what was made by it, is still good.</summary>
    public async Task<bool> HoldsAsync(string accountId, string stamp) =>
        await AccountAsync(accountId) is { IsBlocked: false } account && account.Stamp == stamp;

    public Task<Account?> AccountAsync(string accountId) => calls.DoAsync(grains.GetGrain<IAccountGrain>(accountId), static account => account.GetAsync());
}
