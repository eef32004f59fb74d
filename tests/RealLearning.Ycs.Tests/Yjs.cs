using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>npm yjs in a Node process of its own, asked line by line.</summary>
public sealed class Yjs : IAsyncLifetime
{
    private Process _node = null!;

    public ValueTask InitializeAsync()
    {
        _node = Process.Start(new ProcessStartInfo("node", ["histories.mjs"])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return ValueTask.CompletedTask;
    }

    /// <summary>One question, one answer.</summary>
    internal async Task<JsonNode> AskAsync(object question)
    {
        await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
        return JsonNode.Parse(await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("Node has ended."))!;
    }

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private static string Folder { get; } = FindFolder();

    private static string FindFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "node");
}
