using Microsoft.Playwright;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>An authenticator of Chromium's own, built into one window's machine: it keeps passkeys and knows who holds it.</summary>
internal sealed class VirtualDevice
{
    private readonly ICDPSession _session;
    private readonly string _id;

    private VirtualDevice(ICDPSession session, string id) => (_session, _id) = (session, id);

    public static async Task<VirtualDevice> PlugInAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        return new VirtualDevice(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether somebody touches it whenever it asks.</summary>
    public Task TouchAsync(bool touched) =>
        _session.SendAsync("WebAuthn.setAutomaticPresenceSimulation", new() { ["authenticatorId"] = _id, ["enabled"] = touched });
}
