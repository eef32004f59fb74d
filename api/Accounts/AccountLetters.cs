using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Mail;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Mails to people about their accounts: few an hour to each, whoever asks for them.</summary>
internal sealed class AccountLetters(UserManager<SignInAccount> accounts, SignIns signIns, AccountLinks links, IOptions<MailOptions> mail, TimeProvider time)
{
    /// <summary>A link by which a new password is set; null where there is nobody to send it to, or too many were sent.</summary>
    public async Task<Letter?> ForPasswordAsync(string email)
    {
        if (await accounts.FindByEmailAsync(email) is not { Account.IsBlocked: false } account || !await CountAsync(account.Account.AccountId))
        {
            return null;
        }

        return new Letter(account.Account.Name, account.Account.Email, "A new password for RealLearning", $"""
            Somebody, most likely you, has forgotten the password of {account.Account.Email} at {mail.Value.Site}.

            By this link you set a new one. It holds for {AccountLinks.Hours} hours and opens once:

            {mail.Value.Site}/password#{await links.ForPasswordAsync(account)}

            If it was not you, you need do nothing: the old password holds.
            """);
    }

    /// <summary>A link by which an address is confirmed.</summary>
    public async Task<Letter?> ForEmailAsync(string accountId, string email)
    {
        if (!await CountAsync(accountId) || await accounts.FindByIdAsync(accountId) is not { Account.IsBlocked: false } account)
        {
            return null;
        }

        return new Letter(account.Account.Name, email, "Your e-mail address at RealLearning", $"""
            Somebody, most likely you, wants to sign in at {mail.Value.Site} with this address from now on.

            By this link you confirm it. It holds for {AccountLinks.Hours} hours and opens once:

            {mail.Value.Site}/email#{await links.ForEmailAsync(account, email)}

            If it was not you, you need do nothing.
            """);
    }

    /// <summary>What the address that an account had is told.</summary>
    public Letter Changed(Account account, string before) => new(account.Name, before, "Your account at RealLearning has another address", $"""
        The account of {before} at {mail.Value.Site} is signed in to with {account.Email} from now on.

        If it was not you, ask an administrator of the site to block the account.
        """);

    /// <summary>Notes a mail. False where there were as many in the last hour as may be.</summary>
    private async Task<bool> CountAsync(string accountId)
    {
        var (counted, now) = (false, time.GetUtcNow());
        var (_, refusal) = await signIns.ChangeAsync(accountId, account =>
        {
            DateTimeOffset[] recent = [.. account.Account.Mailed.Where(at => now - at < TimeSpan.FromHours(1))];
            counted = recent.Length < mail.Value.AccountPerHour;
            account.Account = account.Account with { Mailed = counted ? [.. recent, now] : recent };
            return counted ? accounts.UpdateAsync(account) : Task.FromResult(IdentityResult.Success);
        });
        return counted && refusal is null;
    }
}
