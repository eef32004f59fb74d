using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>npm yjs in a Node process of its own, asked line by line.</summary>
public class Yjs : IAsyncLifetime
{
    private Process _node = null!;

    private protected virtual string Script => "histories.mjs";

    public ValueTask InitializeAsync()
    {
        _node = Process.Start(new ProcessStartInfo("node", [Script])
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

    /// <summary>One question, as many answers as it takes.</summary>
    internal async IAsyncEnumerable<JsonNode> AskManyAsync(object question, int answers)
    {
        await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
        for (; answers > 0; answers--)
        {
            yield return JsonNode.Parse(await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("Node has ended."))!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        // It may still be telling what a test that failed does not hear.
        _node.Kill();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private static string Folder { get; } = FindFolder();

    private static string FindFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "node");
}
