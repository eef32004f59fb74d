using System.Net;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Hubs;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Clients;

/// <summary>Something that the hub sent.</summary>
internal sealed record HubEvent(string Method, string Document, byte[]? Update = null, long Number = 0, string Code = "", string Text = "", bool Flag = false);

/// <summary>SignalR's own .NET client at the hub, with everything that it was sent.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private HubClient(HubConnection connection) => Connection = connection;

    public HubConnection Connection { get; }

    public Inbox<HubEvent> Inbox { get; } = new();

    /// <summary>Connects: with a person's cookie, with a token, or as nobody to the lab; by MessagePack or by JSON.</summary>
    public static Task<HubClient> ConnectAsync(Server server, Person? person = null, bool byJson = false, string? byToken = null, HttpTransportType transport = HttpTransportType.WebSockets, DelegatingHandler? through = null) =>
        ConnectAsync(server, person?.Cookies, byJson, byToken, transport, through);

    /// <summary>Connects as the browser that holds these cookies.</summary>
    public static Task<HubClient> ConnectByCookieAsync(Server server, CookieContainer cookies) =>
        ConnectAsync(server, cookies, byJson: false, null, HttpTransportType.WebSockets, null);

    /// <summary>Connects by whatever there is.</summary>
    public static Task<HubClient> ConnectAsync(Server server, CookieContainer cookies, string? token) =>
        ConnectAsync(server, cookies, byJson: false, token, HttpTransportType.WebSockets, null);

    private static async Task<HubClient> ConnectAsync(Server server, CookieContainer? cookies, bool byJson, string? byToken, HttpTransportType transport, DelegatingHandler? through)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(server.Address, "/live"), transport, options =>
        {
            options.SkipNegotiation = false;
            options.Cookies = cookies ?? options.Cookies;
            options.AccessTokenProvider = byToken is null ? null : () => Task.FromResult<string?>(byToken);
            options.HttpMessageHandlerFactory = handler => Through(through, handler);
        });
        var client = new HubClient((byJson ? builder : builder.AddMessagePackProtocol()).Build());
        client.Listen();
        await client.Connection.StartAsync().Soon();
        return client;
    }

    /// <summary>Completes when the connection has ended.</summary>
    public Task EndedAsync()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Connection.Closed += _ =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        return ended.Task;
    }

    public Task<JoinResult> JoinAsync(string document, byte[]? stateVector = null) =>
        Connection.InvokeAsync<JoinResult>("Join", document, stateVector ?? [0]).Soon();

    public Task LeaveAsync(string document) => Connection.InvokeAsync("Leave", document).Soon();

    public Task PushAsync(string document, long number, byte[] update) => Connection.SendAsync("Push", document, number, update);

    public Task ReplyAsync(string document, long number, byte[] update) => Connection.SendAsync("Reply", document, number, update);

    public Task AwareAsync(string document, byte[] update) => Connection.SendAsync("Aware", document, update);

    public Task<HubEvent> NextAsync(string method, Func<HubEvent, bool>? fits = null) =>
        Inbox.FirstAsync(item => item.Method == method && (fits?.Invoke(item) ?? true), method);

    /// <summary>The first of one or the other.</summary>
    public Task<HubEvent> NextEitherAsync(string method, string other) => Inbox.FirstAsync(item => item.Method == method || item.Method == other, method);

    public Task SavedAsync(string document, long number) => NextAsync("Saved", item => item.Document == document && item.Number >= number);

    /// <summary>The updates that came since the connection began.</summary>
    public IEnumerable<byte[]> Updates(string document) =>
        Inbox.All.Where(item => item.Method == "Update" && item.Document == document).Select(item => item.Update!);

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static HttpMessageHandler Through(DelegatingHandler? first, HttpMessageHandler handler)
    {
        if (first is null)
        {
            return handler;
        }

        first.InnerHandler = handler;
        return first;
    }

    private void Listen()
    {
        Connection.On<string, byte[]>("Update", (document, update) => Inbox.Add(new HubEvent("Update", document, update)));
        Connection.On<string, byte[]>("Aware", (document, update) => Inbox.Add(new HubEvent("Aware", document, update)));
        Connection.On<string, long>("Saved", (document, number) => Inbox.Add(new HubEvent("Saved", document, Number: number)));
        Connection.On<string, bool>("Status", (document, retrying) => Inbox.Add(new HubEvent("Status", document, Flag: retrying)));
        Connection.On<string, string, string>("Right", (document, right, reason) => Inbox.Add(new HubEvent("Right", document, Code: right, Text: reason)));
        Connection.On<string>("Resync", document => Inbox.Add(new HubEvent("Resync", document)));
        Connection.On<string, long, string, string>("Refused", (document, number, code, message) => Inbox.Add(new HubEvent("Refused", document, null, number, code, message)));
        Connection.On<string, string, string>("Closed", (document, code, message) => Inbox.Add(new HubEvent("Closed", document, Code: code, Text: message)));
    }
}
