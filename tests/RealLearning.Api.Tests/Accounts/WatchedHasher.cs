using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Accounts;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>The server's own hasher, which tells of each use, on its thread: true where a password is looked at, false where one is hashed.</summary>
internal sealed class WatchedHasher(IServiceProvider services, Action<bool> used) : IPasswordHasher<SignInAccount>
{
    private readonly Argon2Hasher _hasher = ActivatorUtilities.CreateInstance<Argon2Hasher>(services);

    public string HashPassword(SignInAccount user, string password)
    {
        used(false);
        return _hasher.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(SignInAccount user, string hashedPassword, string providedPassword)
    {
        used(true);
        return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
