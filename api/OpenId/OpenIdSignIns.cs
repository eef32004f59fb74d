using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Auditing;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.People;

namespace RealLearning.Api.OpenId;

/// <summary>What comes back from an organisation: somebody signs in, comes for the first time, or links it to the account that they are signed in to.</summary>
internal sealed partial class OpenIdSignIns(UserManager<SignInAccount> accounts, SignIns signIns, Freshness freshness, AuditLog audit, TimeProvider time, ILogger<OpenIdSignIns> logger)
{
    /// <summary>The account that somebody links to, in what the organisation brings back sealed.</summary>
    public const string Links = "links";

    /// <summary>Somebody confirms who they are, on the account page.</summary>
    public const string Confirms = "confirms";

    /// <summary>Ends the way back: with a sign-in, or with why there is none.</summary>
    public async Task ReceiveAsync(TicketReceivedContext context)
    {
        var items = context.Properties!.Items;
        var refused = items.TryGetValue(Links, out var accountId) ? await LinkAsync(context, accountId!) : await SignInAsync(context);
        if (refused is not null)
        {
            await Refuse(context, context.Properties, refused);
            return;
        }

        context.Response.Redirect(PageOf(items));
        context.HandleResponse();
    }

    /// <summary>Sends the browser back to where it came from, with why.</summary>
    public static Task Refuse(HandleRequestContext<RemoteAuthenticationOptions> context, AuthenticationProperties? properties, string refused)
    {
        context.Response.Redirect($"{(properties is null ? "/" : PageOf(properties.Items))}?refused={refused}");
        context.HandleResponse();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody came back from {Scheme}.")]
    public partial void LogFailure(string scheme, Exception? exception);

    private static string PageOf(IDictionary<string, string?> items) => items.ContainsKey(Links) || items.ContainsKey(Confirms) ? "/account" : "/";

    private async Task<string?> SignInAsync(TicketReceivedContext context)
    {
        var (issuer, subject) = LoginOf(context.Principal!);
        var account = await accounts.FindByLoginAsync(issuer, subject);
        if (account is null)
        {
            (account, var refused) = await CreateAsync(context.Principal!, new UserLoginInfo(issuer, subject, context.Scheme.DisplayName));
            if (account is null)
            {
                return refused;
            }
        }

        if (account.Account.IsBlocked)
        {
            return OpenIdRefusal.Blocked;
        }

        // An organisation that knows a browser from this morning asks nothing: that is a sign-in, and confirms nobody.
        var confirms = context.Properties!.Items.ContainsKey(Confirms);
        var isFresh = confirms && freshness.IsNow(long.TryParse(context.Principal!.FindFirstValue("auth_time"), CultureInfo.InvariantCulture, out var at) ? at : 0);
        await signIns.ComeInAsync(context.HttpContext, account.Account, "organisation", isFresh);
        return confirms && !isFresh ? OpenIdRefusal.NotConfirmed : null;
    }

    /// <summary>An address proves nothing of an account here: whoever has both links them.</summary>
    private async Task<(SignInAccount? Account, string? Refused)> CreateAsync(ClaimsPrincipal person, UserLoginInfo login)
    {
        if (!string.Equals(person.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase) || !Emails.TryRead(person.FindFirstValue("email"), out var email))
        {
            return (null, OpenIdRefusal.NoEmail);
        }

        var name = PersonName.TryParse(person.FindFirstValue("name"), out var given) ? given : PersonName.TryParse(email.Split('@')[0], out var local) ? local : "Somebody";
        var account = SignInAccount.New(email, name, time);
        account.Account = account.Account with
        {
            Roles = [SiteRole.Member],
            ExternalLogins = [new ExternalLogin(login.LoginProvider, login.ProviderKey, login.ProviderDisplayName ?? "", time.GetUtcNow())],
        };
        await audit.RecordAsync(AuditKind.AccountMade, by: account.Account.AccountId, detail: "organisation");
        var made = await accounts.CreateAsync(account);
        if (made.Succeeded)
        {
            return (account, null);
        }

        // Two windows of one person at once: the other one made it.
        return await accounts.FindByLoginAsync(login.LoginProvider, login.ProviderKey) is { } other ? (other, null) : (null, OpenIdRefusal.EmailTaken);
    }

    private async Task<string?> LinkAsync(TicketReceivedContext context, string accountId)
    {
        var browser = await context.HttpContext.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (!browser.Succeeded || Callers.Of(browser.Principal)?.PersonId != accountId)
        {
            return OpenIdRefusal.Failed;
        }

        var (issuer, subject) = LoginOf(context.Principal!);
        if (await accounts.FindByLoginAsync(issuer, subject) is { } holder)
        {
            return holder.Account.AccountId == accountId ? null : OpenIdRefusal.LoginTaken;
        }

        await audit.RecordAsync(AuditKind.WayInAdded, by: accountId, detail: context.Scheme.DisplayName);
        var (_, refusal) = await signIns.ChangeAsync(accountId, account => accounts.AddLoginAsync(account, new UserLoginInfo(issuer, subject, context.Scheme.DisplayName)));
        return refusal is null ? null : OpenIdRefusal.LoginTaken;
    }

    /// <summary>Whoever it is for good, at whom: an address may go to somebody else one day.</summary>
    private static (string Issuer, string Subject) LoginOf(ClaimsPrincipal person)
    {
        var subject = person.FindFirst("sub") ?? throw new InvalidOperationException("An organisation named nobody.");
        return (subject.Issuer, subject.Value);
    }
}
