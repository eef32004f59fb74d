using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>An account as ASP.NET Core Identity changes it, and the version that was read.</summary>
internal sealed class SignInAccount(Account account, string? storedVersion)
{
    public Account Account { get; set; } = account;

    /// <summary>The version in the store; null for one that is not written yet.</summary>
    public string? StoredVersion { get; set; } = storedVersion;

    public static SignInAccount New(string email, string name, TimeProvider time) =>
        new(new Account($"p{Convert.ToHexStringLower(Guid.CreateVersion7().ToByteArray(bigEndian: true))}", "", email, name, null, "", [], time.GetUtcNow()), null);
}
