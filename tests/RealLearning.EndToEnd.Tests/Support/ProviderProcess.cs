using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>The built npm provider, run by Node: <c>web/provider/test/real.mjs</c>.</summary>
internal sealed class ProviderProcess : IDisposable
{
    private readonly Process _process;

    private ProviderProcess(Process process) => _process = process;

    public static ProviderProcess Start(ServerProcess server) => new(Process.Start(
        new ProcessStartInfo("node", ["real.mjs", server.Address.ToString().TrimEnd('/')])
        {
            WorkingDirectory = ServerProcess.PathOf("web", "provider", "test"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);

    public Task OpenAsync(string client, string document, string? token = null) => DoAsync(new { op = "open", client, document, token });

    public Task InsertAsync(string client, int at, string text, int times = 1) => DoAsync(new { op = "insert", client, at, text, times });

    /// <summary>Waits until the provider says that it stands there.</summary>
    public Task StateAsync(string client, string state) => DoAsync(new { op = "state", client, state });

    public Task HasAsync(string client, string text) => DoAsync(new { op = "has", client, text });

    public Task LengthAsync(string client, int length) => DoAsync(new { op = "length", client, length });

    /// <summary>Waits for an event of this kind, and returns it and what was told before it.</summary>
    public async Task<JsonArray> ToldAsync(string client, string key) => (await DoAsync(new { op = "told", client, key }))!.AsArray();

    public async Task<string> TextAsync(string client) => (string)(await DoAsync(new { op = "text", client }))!;

    /// <summary>Lets go of the line; what was written stays.</summary>
    public Task DisconnectAsync(string client) => DoAsync(new { op = "disconnect", client });

    public Task ConnectAsync(string client) => DoAsync(new { op = "connect", client });

    public Task CloseAsync(string client) => DoAsync(new { op = "close", client });

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<JsonNode?> DoAsync(object command)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(command));
        var answer = JsonNode.Parse(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The provider's process has ended."))!;
        return answer["error"] is { } error ? throw new InvalidOperationException((string?)error) : answer["result"];
    }
}
