using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Identity;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Accounts;

/// <summary>
/// Links that stand for a person without a sign-in. A token is <c>&lt;account&gt;.&lt;sealed&gt;</c>: Identity's, which seals what it is for, when it was made and the account's stamp.
/// It is stored nowhere, ends with the first use, since that makes another stamp, and after <see cref="Hours"/>.
/// </summary>
internal sealed class AccountLinks(UserManager<SignInAccount> accounts)
{
    /// <summary>How long a link holds.</summary>
    public const int Hours = 24;

    private const int TokenMax = 1_000;

    /// <summary>Where one holds no longer.</summary>
    public static Refusal Ended { get; } = new(RefusalCodes.LinkEnded, "This link holds no longer: it was used, or is older than a day. Ask for another.");

    /// <summary>A token by which a new password is set.</summary>
    public async Task<string> ForPasswordAsync(SignInAccount account) => Join(account, await accounts.GeneratePasswordResetTokenAsync(account));

    /// <summary>The account, where the link holds still.</summary>
    public async Task<SignInAccount?> FindForPasswordAsync(string? link) =>
        await FindAsync(link) is var (account, token)
        && await accounts.VerifyUserTokenAsync(account, TokenOptions.DefaultProvider, UserManager<SignInAccount>.ResetPasswordTokenPurpose, token)
            ? account
            : null;

    /// <summary>A token by which another address is confirmed: <c>&lt;account&gt;.&lt;sealed&gt;.&lt;address&gt;</c>.</summary>
    public async Task<string> ForEmailAsync(SignInAccount account, string email) =>
        $"{Join(account, await accounts.GenerateChangeEmailTokenAsync(account, email))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(email))}";

    /// <summary>The account and its new address, where the link holds still.</summary>
    public async Task<(SignInAccount Account, string Email)?> FindForEmailAsync(string? link)
    {
        var dot = link?.LastIndexOf('.') ?? -1;
        if (dot < 0 || link!.Length > TokenMax || !Base64Url.IsValid(link.AsSpan(dot + 1)) || await FindAsync(link[..dot]) is not var (account, token))
        {
            return null;
        }

        var email = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(link.AsSpan(dot + 1)));
        return await accounts.VerifyUserTokenAsync(account, TokenOptions.DefaultProvider, UserManager<SignInAccount>.GetChangeEmailTokenPurpose(email), token) ? (account, email) : null;
    }

    private async Task<(SignInAccount Account, string Token)?> FindAsync(string? link) =>
        link is { Length: <= TokenMax } && link.Split('.') is [{ Length: > 0 and <= 64 } id, var sealed_] && Base64Url.IsValid(sealed_) && await accounts.FindByIdAsync(id) is { } account
            ? (account, Convert.ToBase64String(Base64Url.DecodeFromChars(sealed_)))
            : null;

    /// <summary>Letters that stay as they are in an address.</summary>
    private static string Join(SignInAccount account, string token) => $"{account.Account.AccountId}.{Base64Url.EncodeToString(Convert.FromBase64String(token))}";
}
