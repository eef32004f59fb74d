using System.Text;
using Geralt;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;

namespace RealLearning.Api.Accounts;

/// <summary>
/// Identity's hasher by Argon2id (RFC 9106), kept as <c>$argon2id$v=19$m=…,t=…,p=1$salt$hash</c> (the PHC string format). A hash of Identity's own holds still, and is to be made anew.
/// </summary>
internal sealed class Argon2Hasher(IOptions<AccessOptions> options) : PasswordHasher<SignInAccount>
{
    private const string Kind = "$argon2id$";
    private const int BytesOfKiB = 1_024;

    private readonly int _memory = options.Value.PasswordMemoryKiB * BytesOfKiB;
    private readonly int _passes = options.Value.PasswordPasses;

    public override string HashPassword(SignInAccount user, string password)
    {
        Span<char> hash = stackalloc char[Argon2id.HashSize];
        Argon2id.ComputeHash(hash, Encoding.UTF8.GetBytes(password), _passes, _memory);
        return hash.TrimEnd('\0').ToString();
    }

    public override PasswordVerificationResult VerifyHashedPassword(SignInAccount user, string hashedPassword, string providedPassword)
    {
        if (!hashedPassword.StartsWith(Kind, StringComparison.Ordinal))
        {
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword) == PasswordVerificationResult.Failed
                ? PasswordVerificationResult.Failed
                : PasswordVerificationResult.SuccessRehashNeeded;
        }

        return !Argon2id.VerifyHash(hashedPassword, Encoding.UTF8.GetBytes(providedPassword)) ? PasswordVerificationResult.Failed
            : Argon2id.NeedsRehash(hashedPassword, _passes, _memory) ? PasswordVerificationResult.SuccessRehashNeeded
            : PasswordVerificationResult.Success;
    }
}
