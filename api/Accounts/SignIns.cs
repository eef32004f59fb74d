using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Auditing;
using RealLearning.Api.Demonstration;
using RealLearning.Api.Live;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Sign-ins of accounts: made by a password, and good as long as the account has the same stamp and is not blocked.</summary>
internal sealed class SignIns(
    UserManager<SignInAccount> accounts, IPasswordHasher<SignInAccount> hasher, PasswordQueue passwords, IGrainFactory grains, RoomCalls calls, AuditLog audit, IOptions<AccessOptions> options, TimeProvider time)
{
    /// <summary>For what cannot be done on top of another change.</summary>
    public static Refusal ChangedMeanwhile { get; } = new(RefusalCodes.StorageUnavailable, "The account was changed at the same moment. Try again.");

    /// <summary>Of an id.</summary>
    public static Refusal Unknown { get; } = new(RefusalCodes.UnknownDocument, "There is no such account.");

    public static Refusal Blocked { get; } = new(RefusalCodes.NoRight, "This account is blocked. Ask an administrator.");

    /// <summary>Where one signs out.</summary>
    private const string SignOutPath = "/api/sign-out";

    private const int ChangeTries = 5;

    private static readonly Refusal Wrong = new(RefusalCodes.WrongSignIn, "There is no account of this e-mail address and password.");

    private static readonly Refusal LockedOut = new(RefusalCodes.LockedOut, "Too many wrong passwords. Try again in a few minutes.");

    /// <summary>Whether anybody could sign in to an account as it is.</summary>
    public static bool HasAWayIn(Account account) => account.PasswordHash is not null || account.Passkeys.Length > 0 || account.ExternalLogins.Length > 0;

    /// <summary>Looks at a password. What is wrong is not told apart, but for an account that is locked.</summary>
    public async Task<(SignInAccount? Account, Refusal? Refusal)> CheckAsync(string email, string password)
    {
        if (await accounts.FindByEmailAsync(email) is { } account)
        {
            return await CheckAsync(account, password) is { } why ? (null, why) : (account, null);
        }

        var refusal = await TryAsync(email) ? Wrong : LockedOut;
        if (refusal == Wrong)
        {
            // As long as for an address that has an account.
            await HashAsync(SignInAccount.New(email, "", time), password);
        }

        await audit.TryRecordAsync(AuditKind.SignInFailed, detail: refusal.Code, login: LoginKey.OfEmail(email));
        return (null, refusal);
    }

    private Task<bool> TryAsync(string email) =>
        grains.GetGrain<ILoginGrain>(LoginKey.OfEmail(email)).TryAsync(options.Value.LockoutFailures, TimeSpan.FromMinutes(options.Value.LockoutMinutes));

    /// <summary>Looks at the password of an account; null where it is right.</summary>
    public async Task<Refusal?> CheckAsync(SignInAccount account, string password)
    {
        var refusal = await LookAsync(account, password);
        if (refusal is not null)
        {
            await audit.TryRecordAsync(AuditKind.SignInFailed, on: account.Account.AccountId, detail: refusal.Code, login: LoginKey.OfEmail(account.Account.Email));
        }

        return refusal;
    }

    private async Task<Refusal?> LookAsync(SignInAccount account, string password)
    {
        if (await accounts.IsLockedOutAsync(account))
        {
            return LockedOut;
        }

        if (!await HasAsync(account, password))
        {
            await accounts.AccessFailedAsync(account);
            if (await accounts.IsLockedOutAsync(account))
            {
                await audit.TryRecordAsync(AuditKind.LockedOut, on: account.Account.AccountId);
            }

            return Wrong;
        }

        if (account.Account.IsBlocked)
        {
            return Blocked;
        }

        if (account.Account.FailedSignIns > 0)
        {
            await accounts.ResetAccessFailedCountAsync(account);
        }

        return null;
    }

    private async Task<bool> HasAsync(SignInAccount account, string password)
    {
        if (account.Account.PasswordHash is not { } hash)
        {
            // As long as for an account that has a password.
            await HashAsync(account, password);
            return false;
        }

        var result = await passwords.HashAsync(() => hasher.VerifyHashedPassword(account, hash, password));
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            await RehashAsync(account, password);
        }

        return result != PasswordVerificationResult.Failed;
    }

    /// <summary>Where another change comes first, or the disk takes nothing, it is for the next sign-in: this one is as good.</summary>
    private async Task RehashAsync(SignInAccount account, string password)
    {
        var before = account.Account;
        account.Account = before with { PasswordHash = await HashAsync(account, password) };
        try
        {
            if ((await accounts.UpdateAsync(account)).Succeeded)
            {
                return;
            }
        }
        catch (RoomUnreachableException)
        {
            // RoomCalls has told the server's own log.
        }

        account.Account = before;
    }

    /// <summary>What is kept of a password. For whoever has their turn in the queue.</summary>
    public Task<string> HashAsync(SignInAccount account, string password) => passwords.HashAsync(() => hasher.HashPassword(account, password));

    /// <summary>Gives an account another password, which was found long enough, and ends its sign-ins. False where another change came first.</summary>
    public async Task<bool> SetPasswordAsync(SignInAccount account, string password)
    {
        account.Account = account.Account with { PasswordHash = await HashAsync(account, password) };
        return (await accounts.UpdateSecurityStampAsync(account)).Succeeded;
    }

    /// <summary>Changes an account on top of whatever came first; tried a few times.</summary>
    public async Task<(Account? Account, Refusal? Refusal)> ChangeAsync(string accountId, Func<SignInAccount, Task<IdentityResult>> change)
    {
        for (var tries = 0; tries < ChangeTries; tries++)
        {
            if (await accounts.FindByIdAsync(accountId) is not { } account)
            {
                return (null, Unknown);
            }

            if ((await change(account)).Succeeded)
            {
                return (account.Account, null);
            }
        }

        return (null, ChangedMeanwhile);
    }

    /// <summary>Somebody has shown who they are: it is written down how, and the browser gets its cookie.</summary>
    /// <param name="isFresh">They have shown it now, and not to an organisation some time ago.</param>
    public async Task ComeInAsync(HttpContext context, Account account, string how, bool isFresh = true)
    {
        await audit.TryRecordAsync(AuditKind.SignedIn, by: account.AccountId, detail: how);
        await SignInAsync(context, account, isFresh);
    }

    /// <summary>Whoever is signed in here is no longer, nor is whatever they opened by it. Throws <see cref="RoomUnreachableException"/>; the cookie has gone all the same.</summary>
    public async Task GoOutAsync(HttpContext context)
    {
        var before = await TicketAsync(context);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        await EndAsync(before);
    }

    /// <summary>Remembered for as long as any copy of the cookie could last. Of the demonstration's people, as whom anybody comes in at any time, nothing is.</summary>
    private async Task EndAsync(AuthenticationTicket? ticket)
    {
        if (SignInKey.Of(ticket?.Principal) is not { } key || DemoPeople.Has(key.AccountId))
        {
            return;
        }

        var until = time.GetUtcNow() + TimeSpan.FromDays(options.Value.SignInDays);
        until = ticket!.Properties.ExpiresUtc > until ? ticket.Properties.ExpiresUtc.Value : until;
        await calls.DoAsync((Account: grains.GetGrain<IAccountGrain>(key.AccountId), key.Session, until), static async call =>
        {
            await call.Account.EndAsync(call.Session, call.until);
            return true;
        });
    }

    /// <summary>Of the browser's cookie, whatever else is asked with.</summary>
    private static async Task<AuthenticationTicket?> TicketAsync(HttpContext context) => (await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)).Ticket;

    /// <summary>Gives the browser its cookie. It goes on with the sign-in that it has, where that is of the same account; one of another account ends.</summary>
    public async Task SignInAsync(HttpContext context, Account account, bool isFresh = true)
    {
        var ticket = await TicketAsync(context);
        var before = SignInKey.Of(ticket?.Principal);
        var goesOn = before?.AccountId == account.AccountId;
        var key = new SignInKey(account.AccountId, account.Stamp, goesOn ? before!.Value.Session : Guid.NewGuid().ToString("N"));
        var identity = new ClaimsIdentity([.. key.Claims(), new Claim(ClaimTypes.Name, account.Name)], CookieAuthenticationDefaults.AuthenticationScheme);
        if (isFresh)
        {
            identity.AddClaim(context.RequestServices.GetRequiredService<Freshness>().Now());
        }

        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
        if (goesOn)
        {
            return;
        }

        try
        {
            await EndAsync(ticket);
        }
        catch (RoomUnreachableException)
        {
            // RoomCalls has told the server's own log. Whoever comes in needs no disk for it; of whoever was there the cookie is gone.
        }
    }

    /// <summary>A cookie that is past half of its time is renewed, but only once it was found good: one that was signed out would else outlive the memory of it.</summary>
    public static Task PutOffRenewalAsync(CookieSlidingExpirationContext context)
    {
        context.HttpContext.Items[typeof(CookieSlidingExpirationContext)] = context.ShouldRenew;
        context.ShouldRenew = false;
        return Task.CompletedTask;
    }

    /// <summary>Turns away a cookie that was signed out, or whose account was blocked, has another password, or is gone.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var signIns = context.HttpContext.RequestServices.GetRequiredService<SignIns>();
        if (SignInKey.Of(context.Principal) is not { } key || !await signIns.HoldsAsync(key, isOut: context.Request.Path == SignOutPath))
        {
            context.RejectPrincipal();
            return;
        }

        context.ShouldRenew = context.HttpContext.Items[typeof(CookieSlidingExpirationContext)] is true;
    }

    /// <param name="isOut">Whoever goes out is let out, also where the account is out of reach.</param>
    private async Task<bool> HoldsAsync(SignInKey key, bool isOut)
    {
        try
        {
            return await HoldsAsync(key);
        }
        catch (RoomUnreachableException) when (isOut)
        {
            return true;
        }
    }

    /// <summary>True where a sign-in, or what was made by it, is still good.</summary>
    public Task<bool> HoldsAsync(SignInKey key) => calls.DoAsync((Account: grains.GetGrain<IAccountGrain>(key.AccountId), key), static call => call.Account.HoldsAsync(call.key.Stamp, call.key.Session));

    public Task<Account?> AccountAsync(string accountId) => calls.DoAsync(grains.GetGrain<IAccountGrain>(accountId), static account => account.GetAsync());
}
