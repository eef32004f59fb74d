using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Clients;

/// <summary>
/// A device with one passkey and the browser before it: what <c>navigator.credentials</c> would give, byte by byte (W3C Web Authentication, level 3), and wrong where a test wants
/// that. A key of P-256, without attestation.
/// </summary>
internal sealed class Authenticator(Uri address) : IDisposable
{
    public Authenticator(Server server)
        : this(server.Address)
    {
    }

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private string? _user;

    public byte[] Id { get; init; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Where the page says that it is from.</summary>
    public string Origin { get; set; } = address.GetLeftPart(UriPartial.Authority);

    /// <summary>The next signature's number; 0 for a device that does not count.</summary>
    public uint Count { get; set; } = 1;

    /// <summary>Whether it looks at who holds it.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>Whether the page that asks is inside another's.</summary>
    public bool IsFramed { get; set; }

    /// <summary>The domain that it answers for, where it is not the one that is asked for.</summary>
    public string? Domain { get; set; }

    /// <summary>What <c>create</c> gives for options.</summary>
    public JsonObject Create(JsonElement options)
    {
        _user = options.GetProperty("user").GetProperty("id").GetString();
        var q = _key.ExportParameters(false).Q;
        byte[] key = [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. q.X!, 0x22, 0x58, 32, .. q.Y!];
        byte[] data = [.. Data(options.GetProperty("rp").GetProperty("id").GetString()!, 0x40), .. new byte[16], (byte)(Id.Length >> 8), (byte)Id.Length, .. Id, .. key];
        byte[] attestation =
        [
            0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x59, (byte)(data.Length >> 8), (byte)data.Length, .. data,
        ];
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Text(Client("webauthn.create", options)),
            ["attestationObject"] = Text(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>What <c>get</c> gives for options.</summary>
    public JsonObject Get(JsonElement options)
    {
        var client = Client("webauthn.get", options);
        var data = Data(options.GetProperty("rpId").GetString()!, 0);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Text(client),
            ["authenticatorData"] = Text(data),
            ["signature"] = Text(_key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = _user,
        });
    }

    /// <summary>From now on it says that it is another's.</summary>
    public void Claim(string accountId) => _user = Text(Encoding.UTF8.GetBytes(accountId));

    public void Dispose() => _key.Dispose();

    private JsonObject Credential(JsonObject response) => new()
    {
        ["id"] = Text(Id), ["rawId"] = Text(Id), ["type"] = "public-key", ["clientExtensionResults"] = new JsonObject(), ["response"] = response,
    };

    private byte[] Client(string type, JsonElement options) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type, challenge = options.GetProperty("challenge").GetString(), origin = Origin, crossOrigin = IsFramed,
    });

    private byte[] Data(string domain, byte flags)
    {
        var data = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(Domain ?? domain), data);
        data[32] = (byte)(flags | 1 | (Verifies ? 4 : 0));
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), Count == 0 ? 0 : Count++);
        return data;
    }

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
