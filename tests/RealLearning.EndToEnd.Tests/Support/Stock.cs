using System.Diagnostics;
using System.Text.Json.Nodes;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>Stock clients from npm, run by Node. Their packages are installed from the lock file when it is newer than they are.</summary>
internal static class Stock
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    private static string Folder => ServerProcess.PathOf("tests", "RealLearning.EndToEnd.Tests", "stock");

    /// <summary>Runs a script to its end and returns the JSON of its last line.</summary>
    public static async Task<JsonNode> RunAsync(string script, string input, params string[] arguments)
    {
        using var process = await StartAsync(script, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await ResultAsync(process, script);
    }

    /// <summary>Starts a script whose standard output the caller reads.</summary>
    public static async Task<Process> StartAsync(string script, params string[] arguments)
    {
        await InstallAsync();
        return Start("node", [script, .. arguments]);
    }

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

    private static async Task InstallAsync()
    {
        await Installing.WaitAsync();
        try
        {
            var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
            if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            {
                return;
            }

            using var npm = Start("npm", ["ci", "--silent"]);
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0)
            {
                throw new InvalidOperationException($"npm ci failed:\n{await npm.StandardError.ReadToEndAsync()}");
            }
        }
        finally
        {
            Installing.Release();
        }
    }

    private static Process Start(string command, string[] arguments) => Process.Start(new ProcessStartInfo(command, arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
