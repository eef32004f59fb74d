using System.Diagnostics;
using System.Runtime.CompilerServices;
using RealLearning.Api.OpenApi;
using RealLearning.Api.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace RealLearning.Api.Tests.OpenApi;

/// <summary>A linter that knows nothing of this server finds nothing in its document.</summary>
public sealed class LintTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static string Folder => Path.Combine(Path.GetDirectoryName(Here())!, "..", "lint");

    [Fact]
    public async Task Document_Linted_HasNoFault()
    {
        var path = Path.Combine(fixture.Server.Folder, "openapi.json");
        await File.WriteAllBytesAsync(path, await fixture.Server.Services.GetRequiredService<ApiDocument>().BytesAsync());
        var start = new ProcessStartInfo("node", ["node_modules/@redocly/cli/bin/cli.js", "lint", path, "--format", "json", "--config", "redocly.yaml"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true" },
        };
        using var linter = Process.Start(start)!;
        var (found, said) = (linter.StandardOutput.ReadToEndAsync(), linter.StandardError.ReadToEndAsync());
        await linter.WaitForExitAsync().Soon();

        Assert.True(linter.ExitCode == 0 && (await found).Contains("\"errors\": 0,", StringComparison.Ordinal) && (await found).Contains("\"warnings\": 0,", StringComparison.Ordinal), await found + await said);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
