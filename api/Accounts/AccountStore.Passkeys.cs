using Microsoft.AspNetCore.Identity;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Passkeys. What a device said when one was added is checked then and not kept.</summary>
internal sealed partial class AccountStore : IUserPasskeyStore<SignInAccount>
{
    /// <summary>Adds a passkey, or writes down that one was used.</summary>
    public Task AddOrUpdatePasskeyAsync(SignInAccount user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var known = user.Account.Passkeys.FirstOrDefault(each => each.CredentialId.AsSpan().SequenceEqual(passkey.CredentialId));
        var now = time.GetUtcNow();
        return Change(user, user.Account with
        {
            Passkeys = known is null
                ? [.. user.Account.Passkeys, new Passkey(
                    passkey.CredentialId, passkey.PublicKey, passkey.Name ?? "", now, null, passkey.SignCount, passkey.Transports ?? [], passkey.IsUserVerified, passkey.IsBackupEligible, passkey.IsBackedUp)]
                : [.. user.Account.Passkeys.Select(each => each == known ? known with { SignCount = passkey.SignCount, IsBackedUp = passkey.IsBackedUp, UsedAt = now } : each)],
        });
    }

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(SignInAccount user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Account.Passkeys.Select(Info)]);

    public Task<SignInAccount?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        FindByKeyAsync(LoginKey.OfPasskey(credentialId), cancellationToken);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(SignInAccount user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.Passkeys.FirstOrDefault(passkey => passkey.CredentialId.AsSpan().SequenceEqual(credentialId)) is { } found ? Info(found) : null);

    public Task RemovePasskeyAsync(SignInAccount user, byte[] credentialId, CancellationToken cancellationToken) =>
        Change(user, user.Account with { Passkeys = [.. user.Account.Passkeys.Where(passkey => !passkey.CredentialId.AsSpan().SequenceEqual(credentialId))] });

    private static UserPasskeyInfo Info(Passkey passkey) => new(
        passkey.CredentialId, passkey.PublicKey, passkey.AddedAt, passkey.SignCount, passkey.Transports, passkey.IsUserVerified, passkey.IsBackupEligible, passkey.IsBackedUp, [], [])
    {
        Name = passkey.Name,
    };
}
