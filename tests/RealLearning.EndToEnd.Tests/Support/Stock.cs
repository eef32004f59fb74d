using System.Diagnostics;
using System.Text.Json.Nodes;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>Stock clients from npm, run by Node.</summary>
internal static class Stock
{
    private static string Folder => ServerProcess.PathOf("tests", "RealLearning.EndToEnd.Tests", "stock");

    /// <summary>Runs a script to its end and returns the JSON of its last line.</summary>
    public static async Task<JsonNode> RunAsync(string script, string input, params string[] arguments)
    {
        using var process = Start(script, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await ResultAsync(process, script);
    }

    /// <summary>Starts a script whose standard output the caller reads.</summary>
    public static Process Start(string script, params string[] arguments) => Process.Start(new ProcessStartInfo("node", [script, .. arguments])
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>The JSON of the last line that a script prints; fails where the script does.</summary>
    public static async Task<JsonNode> ResultAsync(Process process, string script)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && lines.Length > 0
            ? JsonNode.Parse(lines[^1])!
            : throw new InvalidOperationException($"{script} ended with {process.ExitCode}:\n{await errors}");
    }
}
