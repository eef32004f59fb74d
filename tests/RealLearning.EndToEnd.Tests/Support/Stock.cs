using System.Diagnostics;
using System.Text.Json.Nodes;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>Stock clients from npm, run by Node.</summary>
internal static class Stock
{
    private static string Folder => ServerProcess.PathOf("tests", "RealLearning.EndToEnd.Tests", "stock");

    /// <summary>Runs a script to its end, and returns what its last line says in JSON.</summary>
    public static async Task<JsonNode> RunAsync(string script, string input, params string[] arguments) =>
        JsonNode.Parse((await OutputAsync(Folder, script, input, arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!;

    /// <summary>Runs a script of any folder to its end, and returns what it prints; fails where the script does.</summary>
    public static async Task<string> OutputAsync(string folder, string script, string input = "", params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{script} ended with {process.ExitCode}:\n{await errors}");
    }
}
