using MessagePack;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Ycs;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>A client of the hub that speaks the wire itself, without the provider: what it was promised is written down as it arrives.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HubDocument> _documents = [];
    private readonly List<Wait> _waits = [];
    private readonly HubConnection _connection;
    private bool _isCut;

    public HubClient(Person person)
    {
        _connection = new HubConnectionBuilder()
            .WithUrl(new Uri(person.Server.Address, "/live"), options => options.Cookies = person.Cookies)
            .AddMessagePackProtocol()
            .Build();
        _connection.Closed += _ =>
        {
            lock (_lock)
            {
                _isCut = true;
                _waits.ForEach(wait => wait.Met.TrySetCanceled());
                _waits.Clear();
            }

            return Task.CompletedTask;
        };
        _connection.On<string, byte[]>("Update", (document, update) => Change(document, held => held.Doc.ApplyUpdate(update)));
        _connection.On<string, int>("Saved", (document, number) => Change(document, held => held.Saved = Math.Max(held.Saved, number)));
        _connection.On<string, int, string, string>("Refused", (document, _, code, _) => Change(document, held => held.Refused = code));
        _connection.On<string>("Resync", document => Change(document, held => held.Resyncs++));
        _connection.On<string, byte[]>("Aware", (_, _) => { });
        _connection.On<string, bool>("Status", (document, retrying) => Change(document, held => held.Retrying = retrying));
        _connection.On<string, string, string>("Right", (document, right, _) => Change(document, held => held.Right = right));
        _connection.On<string, string, string>("Closed", (document, code, _) => Change(document, held => held.Closed = code));
    }

    /// <summary>Runs after each thing that arrives, with the lock held.</summary>
    public Action? Arrived { get; set; }

    public Task ConnectAsync() => _connection.StartAsync();

    /// <summary>Joins a document, with what it already holds of it, and sends what the server lacks.</summary>
    public async Task<HubDocument> JoinAsync(string document, YDoc? held = null)
    {
        var doc = held ?? new YDoc(new YDocOptions { ClientId = Random.Shared.NextInt64(1, uint.MaxValue) });
        var joined = new HubDocument(document, doc);
        lock (_lock)
        {
            _documents[document] = joined;
        }

        var reply = await _connection.InvokeAsync<JoinAnswer>("Join", document, doc.EncodeStateVector());
        if (reply.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}");
        }

        lock (_lock)
        {
            joined.Right = reply.Right;
            doc.ApplyUpdate(reply.Update);
        }

        return joined;
    }

    /// <summary>Changes a document and pushes the change; returns its number.</summary>
    public async Task<int> PushAsync(HubDocument document, Action<YDoc> change)
    {
        byte[] update;
        int number;
        lock (_lock)
        {
            update = document.Doc.TransactAndEncode(() => change(document.Doc));
            number = ++document.Pushed;
        }

        await _connection.SendAsync("Push", document.Name, number, update);
        return number;
    }

    public async Task<int> ReplyAsync(HubDocument document, byte[] update)
    {
        var number = ++document.Pushed;
        await _connection.SendAsync("Reply", document.Name, number, update);
        return number;
    }

    /// <summary>Says in a document that its person is here; the server writes who that is.</summary>
    public Task SayHereAsync(HubDocument document) =>
        _connection.SendAsync("Aware", document.Name, AwarenessMessage.Encode([new AwarenessEntry(document.Doc.ClientId, 1, "{}"u8.ToArray())]));

    /// <summary>Sends bytes as a push, whatever they are.</summary>
    public async Task SendAsync(string method, params object?[] arguments) => await _connection.SendCoreAsync(method, arguments);

    /// <summary>Reads a document while nothing arrives.</summary>
    public T Read<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }

    /// <summary>Waits until a condition holds, at most twenty seconds; is cancelled when the line is cut.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        Task met;
        lock (_lock)
        {
            if (condition())
            {
                return;
            }

            if (_isCut)
            {
                throw new OperationCanceledException("The line was cut.");
            }

            var wait = new Wait(condition);
            _waits.Add(wait);
            met = wait.Met.Task;
        }

        await met.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private sealed class Wait(Func<bool> condition)
    {
        public Func<bool> Condition { get; } = condition;

        public TaskCompletionSource Met { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void Change(string document, Action<HubDocument> change)
    {
        lock (_lock)
        {
            if (_documents.TryGetValue(document, out var held))
            {
                change(held);
                Arrived?.Invoke();
                foreach (var wait in _waits.FindAll(wait => wait.Condition()))
                {
                    _waits.Remove(wait);
                    wait.Met.TrySetResult();
                }
            }
        }
    }
}

/// <summary>One document as a hub client holds it.</summary>
internal sealed class HubDocument(string name, YDoc doc)
{
    public string Name { get; } = name;

    public YDoc Doc { get; } = doc;

    public int Pushed { get; set; }

    public int Saved { get; set; }

    public string Right { get; set; } = "";

    public string? Refused { get; set; }

    public string? Closed { get; set; }

    public int Resyncs { get; set; }

    public bool Retrying { get; set; }
}

/// <summary>What the hub answers to Join.</summary>
[MessagePackObject]
public sealed class JoinAnswer
{
    /// <summary>Why not, or null.</summary>
    [Key("refusal")]
    public RefusalAnswer? Refusal { get; set; }

    /// <summary>The right in the document.</summary>
    [Key("right")]
    public string Right { get; set; } = "";

    /// <summary>What the caller lacked.</summary>
    [Key("update")]
    public byte[] Update { get; set; } = [];

    /// <summary>What the server has.</summary>
    [Key("stateVector")]
    public byte[] StateVector { get; set; } = [];
}

/// <summary>A refusal on the wire.</summary>
[MessagePackObject]
public sealed class RefusalAnswer
{
    /// <summary>Its code.</summary>
    [Key("code")]
    public string Code { get; set; } = "";

    /// <summary>A sentence.</summary>
    [Key("message")]
    public string Message { get; set; } = "";
}
