using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>An account as ASP.NET Core Identity changes it, and as it was read.</summary>
internal sealed class SignInAccount(Account account, Account? stored)
{
    public Account Account { get; set; } = account;

    /// <summary>As it is in the store; null for one that is not written yet.</summary>
    public Account? Stored { get; set; } = stored;

    /// <summary>Whether the list of people shows the same of it as before.</summary>
    public bool IsListedAsBefore => Stored is { } stored
        && (stored.Name, stored.Email, stored.IsBlocked) == (Account.Name, Account.Email, Account.IsBlocked) && stored.Roles.SequenceEqual(Account.Roles);

    public static SignInAccount New(string email, string name, TimeProvider time) =>
        new(new Account($"p{Convert.ToHexStringLower(Guid.CreateVersion7().ToByteArray(bigEndian: true))}", "", email, name, null, "", [], time.GetUtcNow()), null);
}
