using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RealLearning.Grains.People;

/// <summary>A secret that a link carries. Told once; what is kept is its hash.</summary>
internal static class SecretToken
{
    /// <summary>32 characters of base64url: 192 random bits.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Whether two hashes are the same, in a time that tells nothing.</summary>
    public static bool IsSame(byte[] left, byte[] right) => CryptographicOperations.FixedTimeEquals(left, right);
}
