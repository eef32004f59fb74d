using System.Security.Cryptography;
using System.Text;

namespace RealLearning.Contracts.People;

/// <summary>
/// Whose a name to sign in by is: an e-mail address. The key is <see cref="LoginKey.OfEmail"/>. A name is reserved before its account is written and confirmed afterwards;
/// what a crash left between the two is mended when somebody asks.
/// </summary>
public interface ILoginGrain : IGrainWithStringKey
{
    /// <summary>The account whose name this is, or null.</summary>
    Task<string?> FindAsync();

    /// <summary>Keeps the name for an account for <see cref="ReservedSeconds"/>. False where it is another's.</summary>
    Task<bool> ReserveAsync(string accountId);

    /// <summary>The account is written: the name is its own. False where the reservation ended and another has it.</summary>
    Task<bool> ConfirmAsync(string accountId);

    /// <summary>The account will not be written, or has another name now.</summary>
    Task ReleaseAsync(string accountId);

    /// <summary>How long a name is kept for an account that is not written yet.</summary>
    public const int ReservedSeconds = 120;
}

/// <summary>Keys of <see cref="ILoginGrain"/>: hashes, so that no list of grains is a list of addresses.</summary>
public static class LoginKey
{
    /// <summary>The key of an e-mail address; upper and lower case are the same.</summary>
    public static string OfEmail(string email) =>
        $"email-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.Normalize().ToUpperInvariant())))}";
}
