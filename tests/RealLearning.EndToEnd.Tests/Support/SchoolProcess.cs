using System.Diagnostics;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>An organisation's OpenID provider in Node, the one of the server's own tests.</summary>
internal sealed class SchoolProcess : IAsyncDisposable
{
    private readonly Process _node;

    private SchoolProcess(Process node, string issuer) => (_node, Issuer) = (node, issuer);

    public string Issuer { get; }

    /// <summary>What a server must be told of it.</summary>
    public string[] Options =>
    [
        $"--Access:OpenId:school:Authority={Issuer}", "--Access:OpenId:school:ClientId=real-learning", "--Access:OpenId:school:ClientSecret=a secret of the organisation", "--Access:OpenId:school:Name=The School",
    ];

    public static async Task<SchoolProcess> StartAsync()
    {
        var node = Process.Start(new ProcessStartInfo("node", "provider.mjs")
        {
            WorkingDirectory = ServerProcess.PathOf("tests", "RealLearning.Api.Tests", "oidc"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        node.BeginErrorReadLine();
        return new SchoolProcess(node, await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The provider did not start."));
    }

    public async ValueTask DisposeAsync()
    {
        _node.Kill();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }
}
