using System.Security.Cryptography;
using System.Text;

namespace RealLearning.Contracts.People;

/// <summary>
/// Whose one thing to sign in by is: an e-mail address, a passkey, a login at an organisation. The key is one of <see cref="LoginKey"/>. What an account has stands in the account itself; this grain
/// keeps two accounts from having the same. It is reserved before the account is written and confirmed afterwards; whatever a crash leaves between the two
/// is mended by the next who asks.
/// </summary>
public interface ILoginGrain : IGrainWithStringKey
{
    /// <summary>The account that has it, or null.</summary>
    Task<string?> FindAsync();

    /// <summary>Keeps it for an account for <see cref="ReservedSeconds"/>. False where another has it or keeps it.</summary>
    Task<bool> ReserveAsync(string accountId);

    /// <summary>The account is written with it. False where the reservation ended before and another has it.</summary>
    Task<bool> ConfirmAsync(string accountId);

    /// <summary>
    /// Counts a wrong password for what nobody has. False once there were as many as lock an account, for as long: so that trying does not tell whether there is one. Kept in
    /// memory alone.
    /// </summary>
    Task<bool> TryAsync(int failures, TimeSpan locked);

    /// <summary>The account will not have it, or has it no longer.</summary>
    Task ReleaseAsync(string accountId);

    /// <summary>How long it is kept for an account that is not written with it yet.</summary>
    public const int ReservedSeconds = 120;
}

/// <summary>Keys of <see cref="ILoginGrain"/>: hashes, so that no list of grains is a list of addresses.</summary>
public static class LoginKey
{
    /// <summary>The key of an e-mail address; upper and lower case are the same.</summary>
    public static string OfEmail(string email) => Of("email", Encoding.UTF8.GetBytes(email.Normalize().ToUpperInvariant()));

    /// <summary>The key of a passkey, by its credential id.</summary>
    public static string OfPasskey(byte[] credentialId) => Of("passkey", credentialId);

    /// <summary>The key of a login at an organisation.</summary>
    public static string OfExternal(string issuer, string subject) => Of("external", Encoding.UTF8.GetBytes($"{issuer}\n{subject}"));

    /// <summary>All that one signs in to an account by.</summary>
    public static IEnumerable<string> AllOf(Account account) =>
    [
        OfEmail(account.Email),
        .. account.Passkeys.Select(static passkey => OfPasskey(passkey.CredentialId)),
        .. account.ExternalLogins.Select(static login => OfExternal(login.Issuer, login.Subject)),
    ];

    private static string Of(string kind, byte[] name) => $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(name))}";
}
