using Microsoft.AspNetCore.Identity;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>Logins at organisations. Identity's "provider" is the issuer, and its "key" the subject.</summary>
internal sealed partial class AccountStore : IUserLoginStore<SignInAccount>
{
    public Task AddLoginAsync(SignInAccount user, UserLoginInfo login, CancellationToken cancellationToken) => Change(user, user.Account with
    {
        ExternalLogins = [.. user.Account.ExternalLogins, new ExternalLogin(login.LoginProvider, login.ProviderKey, login.ProviderDisplayName ?? "", time.GetUtcNow())],
    });

    public Task RemoveLoginAsync(SignInAccount user, string loginProvider, string providerKey, CancellationToken cancellationToken) => Change(user, user.Account with
    {
        ExternalLogins = [.. user.Account.ExternalLogins.Where(login => login.Issuer != loginProvider || login.Subject != providerKey)],
    });

    public Task<IList<UserLoginInfo>> GetLoginsAsync(SignInAccount user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserLoginInfo>>([.. user.Account.ExternalLogins.Select(static login => new UserLoginInfo(login.Issuer, login.Subject, login.Name))]);

    public Task<SignInAccount?> FindByLoginAsync(string loginProvider, string providerKey, CancellationToken cancellationToken) =>
        FindByKeyAsync(LoginKey.OfExternal(loginProvider, providerKey), cancellationToken);
}
