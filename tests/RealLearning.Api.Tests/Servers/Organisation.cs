using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;

namespace RealLearning.Api.Tests.Servers;

/// <summary>An organisation's OpenID provider from npm, in a Node process; <c>oidc/provider.mjs</c> says who is there.</summary>
internal sealed class Organisation : IAsyncDisposable
{
    private readonly Process _node;

    private Organisation(Process node, string issuer) => (_node, Issuer) = (node, issuer);

    public string Issuer { get; }

    /// <summary>What a server must be told of it.</summary>
    public string[] Options =>
    [
        $"--Access:OpenId:school:Authority={Issuer}", "--Access:OpenId:school:ClientId=real-learning", "--Access:OpenId:school:ClientSecret=a secret of the organisation", "--Access:OpenId:school:Name=The School",
    ];

    public static async Task<Organisation> StartAsync()
    {
        var node = Process.Start(new ProcessStartInfo("node", "provider.mjs")
        {
            WorkingDirectory = Path.Combine(Path.GetDirectoryName(Here())!, "..", "oidc"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        node.BeginErrorReadLine();
        return new Organisation(node, (await node.StandardOutput.ReadLineAsync().Soon())!);
    }

    /// <summary>A browser that goes somewhere on the server, signs in at the organisation as somebody where it is asked to, and comes back.</summary>
    /// <returns>The path at which it ends.</returns>
    public static async Task<string> VisitAsync(HttpClient browser, string path, string name)
    {
        using var form = await browser.GetAsync(path);
        if (form.RequestMessage!.RequestUri!.AbsolutePath is not ['/', 'i', 'n', 't', ..])
        {
            return form.RequestMessage.RequestUri.PathAndQuery;
        }

        using var back = await browser.PostAsync(form.RequestMessage.RequestUri, new FormUrlEncodedContent(new Dictionary<string, string> { ["prompt"] = "login", ["login"] = name, ["password"] = "x" }));
        return back.RequestMessage!.RequestUri!.PathAndQuery;
    }

    /// <summary>The address with which the organisation would send a browser back to the server; it is not gone to. The browser follows no redirects by itself.</summary>
    public static async Task<Uri> CallbackAsync(HttpClient browser, string path, string name)
    {
        var at = new Uri(browser.BaseAddress!, path);
        var reply = await browser.GetAsync(at);
        while (true)
        {
            var next = reply.Headers.Location;
            reply.Dispose();
            if (next is null)
            {
                reply = await browser.PostAsync(at, new FormUrlEncodedContent(new Dictionary<string, string> { ["prompt"] = "login", ["login"] = name, ["password"] = "x" }));
                continue;
            }

            at = new Uri(at, next);
            if (at.AbsolutePath.EndsWith("/callback", StringComparison.Ordinal))
            {
                return at;
            }

            reply = await browser.GetAsync(at);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _node.Kill();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
