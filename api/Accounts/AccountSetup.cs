using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;

namespace RealLearning.Api.Accounts;

/// <summary>ASP.NET Core Identity over grains. The cookie is the one of <see cref="AccessSetup"/>.</summary>
internal static class AccountSetup
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<SignInAccount>(static identity =>
        {
            identity.User.AllowedUserNameCharacters = "";
            identity.User.RequireUniqueEmail = true;
        }).AddUserManager<AccountManager>().AddUserStore<AccountStore>().AddTokenProvider<DataProtectorTokenProvider<SignInAccount>>(TokenOptions.DefaultProvider);
        services.Configure<DataProtectionTokenProviderOptions>(static links => links.TokenLifespan = TimeSpan.FromHours(AccountLinks.Hours));
        services.AddOptions<IdentityOptions>().Configure<IOptions<AccessOptions>>(static (identity, access) =>
        {
            identity.Lockout.MaxFailedAccessAttempts = access.Value.LockoutFailures;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(access.Value.LockoutMinutes);
        });
        services.Configure<CookieAuthenticationOptions>(
            CookieAuthenticationDefaults.AuthenticationScheme, static cookie =>
            {
                cookie.Events.OnCheckSlidingExpiration = SignIns.PutOffRenewalAsync;
                cookie.Events.OnValidatePrincipal = SignIns.ValidateAsync;
            });
        services.AddSingleton<IPasswordHasher<SignInAccount>, Argon2Hasher>();
        services.AddOptions<AccessOptions>().Validate(
            static access => access.PasswordMemoryKiB is >= 8 and <= 1_048_576 && access.PasswordPasses is >= 1 and <= 100,
            "Access:PasswordMemoryKiB is 8 to 1,048,576, Access:PasswordPasses 1 to 100.");
        services.AddSingleton<PasswordQueue>();
        services.AddScoped<SignIns>();
        services.AddPasskeys();
        services.AddSingleton<BrowserTickets>();
        services.AddSingleton<Freshness>();
        services.AddScoped<Emails>();
        services.AddScoped<AccountLinks>();
        services.AddScoped<AccountLetters>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<AccountWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<AccountWatch>());
        services.AddSingleton<FirstStart>();
        services.AddHostedService(static provider => provider.GetRequiredService<FirstStart>());
    }
}
