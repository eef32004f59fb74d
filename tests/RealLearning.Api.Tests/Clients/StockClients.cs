using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Clients;

/// <summary>Stock clients from npm in one Node process; <c>stock/clients.mjs</c> has the operations.</summary>
internal sealed class StockClients : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _asked = new();
    private readonly Process _node;
    private readonly Task _reading;
    private int _lastId;

    private StockClients(Process node)
    {
        _node = node;
        _reading = ReadAsync();
    }

    private static string Folder => Path.Combine(Path.GetDirectoryName(Here())!, "..", "stock");

    /// <summary>Starts Node.</summary>
    public static StockClients Start()
    {
        var start = new ProcessStartInfo("node", "clients.mjs")
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new StockClients(Process.Start(start)!);
    }

    /// <summary>Opens a document with a client of this name and waits until it has synced.</summary>
    public async Task OpenAsync(string name, Server server, string document, Person? person = null, long? clientId = null, string? state = null, string right = "edit")
    {
        await StartOpenAsync(name, server, document, person, clientId, state, right);
        await AskAsync(new { op = "synced", name });
    }

    /// <summary>Opens a document without waiting.</summary>
    public async Task StartOpenAsync(string name, Server server, string document, Person? person = null, long? clientId = null, string? state = null, string right = "edit")
    {
        var token = person is null ? null : await person.TokenAsync(document, right);
        await AskAsync(new { op = "open", name, server = server.Yjs, document, token, clientId, state });
    }

    /// <summary>The code and reason of the first closing by the server.</summary>
    public async Task<(int Code, string Reason)> ClosedAsync(string name)
    {
        var closed = await AskAsync(new { op = "closed", name });
        return (closed!["code"]!.GetValue<int>(), closed["reason"]!.GetValue<string>());
    }

    public Task InsertAsync(string name, int at, string text) => AskAsync(new { op = "insert", name, at, text });

    public Task TypeAsync(string name, string text) => AskAsync(new { op = "type", name, text });

    public Task ContainsAsync(string name, string text) => AskAsync(new { op = "contains", name, text });

    public Task LengthAsync(string name, int length) => AskAsync(new { op = "length", name, length });

    public async Task<string> TextAsync(string name) => (await AskAsync(new { op = "text", name }))!.GetValue<string>();

    public async Task<string> StateAsync(string name) => (await AskAsync(new { op = "state", name }))!.GetValue<string>();

    /// <summary>What a fresh document says after these updates.</summary>
    public async Task<string> ReadTextAsync(params IEnumerable<byte[]> updates) =>
        (await AskAsync(new { op = "read", updates = updates.Select(Convert.ToBase64String) }))!["text"]!.GetValue<string>();

    public async Task<JsonNode?> AskAsync(object request)
    {
        var id = Interlocked.Increment(ref _lastId);
        var message = JsonSerializer.SerializeToNode(request)!.AsObject();
        message["id"] = id;
        var answer = _asked[id] = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_node)
        {
            _node.StandardInput.WriteLine(message.ToJsonString());
            _node.StandardInput.Flush();
        }

        return await answer.Task.Soon();
    }

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync().Soon();
        await _reading;
        _node.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _node.StandardOutput.ReadLineAsync() is { } line)
        {
            var answer = JsonNode.Parse(line)!;
            if (!_asked.TryRemove(answer["id"]!.GetValue<int>(), out var asked))
            {
                continue;
            }

            if (answer["error"] is { } error)
            {
                asked.TrySetException(new InvalidOperationException(error.GetValue<string>()));
            }
            else
            {
                asked.TrySetResult(answer["result"]);
            }
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
