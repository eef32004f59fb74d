using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using RealLearning.Api.Auditing;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>E-mail addresses of accounts.</summary>
internal sealed class Emails(UserManager<SignInAccount> accounts, AuditLog audit)
{
    public const int LengthMax = 254;

    public static Refusal Invalid { get; } = new(RefusalCodes.InvalidAccount, "This is no e-mail address.");

    public static Refusal Taken { get; } = new(RefusalCodes.EmailTaken, "There is an account of this e-mail address.");

    /// <summary>Trims and checks.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? email)
    {
        email = text?.Trim();
        return email is { Length: > 2 and <= LengthMax } && MailAddress.TryCreate(email, out var address) && address.Address == email;
    }

    /// <summary>Gives an account another address, and ends its sign-ins.</summary>
    public async Task<Refusal?> ChangeAsync(SignInAccount account, string email)
    {
        account.Account = account.Account with { Email = email };
        await audit.RecordAsync(AuditKind.EmailChanged, by: account.Account.AccountId, login: LoginKey.OfEmail(email));
        var changed = await accounts.UpdateSecurityStampAsync(account);
        return changed.Succeeded ? null : IsTaken(changed) ? Taken : SignIns.ChangedMeanwhile;
    }

    public static bool IsTaken(IdentityResult result) => result.Errors.Any(static error => error.Code.StartsWith("Duplicate", StringComparison.Ordinal));
}
