using System.Net;
using System.Net.WebSockets;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Clients;

/// <summary>A WebSocket on the y-websocket door that sends whatever a test wants.</summary>
internal sealed class RawYjsClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 20];

    /// <summary>Connects; a token, a cookie and an origin are sent where given.</summary>
    public static Task<RawYjsClient> ConnectAsync(Server server, string document, Person? byCookie = null, string? byToken = null, string? origin = null) =>
        ConnectAsync(server, document, byCookie?.Cookies, byToken, origin);

    /// <summary>Connects as the browser that holds these cookies.</summary>
    public static Task<RawYjsClient> ConnectByCookieAsync(Server server, string document, CookieContainer cookies) => ConnectAsync(server, document, cookies, null, null);

    /// <summary>Connects by whatever there is.</summary>
    public static async Task<RawYjsClient> ConnectAsync(Server server, string document, CookieContainer? cookies, string? token, string? origin = null)
    {
        var client = new RawYjsClient();
        client._socket.Options.Cookies = cookies;
        if (origin is not null)
        {
            client._socket.Options.SetRequestHeader("Origin", origin);
        }

        var query = token is null ? "" : $"?token={Uri.EscapeDataString(token)}";
        await client._socket.ConnectAsync(new Uri($"{server.Yjs}/{document}{query}"), CancellationToken.None).Soon();
        return client;
    }

    public Task SendAsync(params byte[] message) => _socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None);

    public Task SendTextAsync(string text) =>
        _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task AskAsync(byte[] stateVector) => SendAsync([0, 0, (byte)stateVector.Length, .. stateVector]);

    public Task UpdateAsync(byte[] update) => SendAsync([0, 2, .. TestUpdates.VarUint(update.Length), .. update]);

    public Task Step2Async(byte[] update) => SendAsync([0, 1, .. TestUpdates.VarUint(update.Length), .. update]);

    public Task AwarenessAsync(byte[] update) => SendAsync([1, .. TestUpdates.VarUint(update.Length), .. update]);

    /// <summary>The next binary message, or null when the server closes.</summary>
    public async Task<byte[]?> ReadAsync()
    {
        using var message = new MemoryStream();
        while (true)
        {
            var result = await _socket.ReceiveAsync(_buffer, CancellationToken.None).Soon();
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(_buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }

    /// <summary>Reads up to the first message that begins so.</summary>
    public async Task<byte[]> ReadUntilAsync(params byte[] start)
    {
        while (await ReadAsync() is { } message)
        {
            if (message.AsSpan().StartsWith(start))
            {
                return message;
            }
        }

        throw new InvalidOperationException($"Closed with {_socket.CloseStatus} {_socket.CloseStatusDescription} before a message {Convert.ToHexString(start)}.");
    }

    /// <summary>What the server answers to a state vector; null where it closed instead.</summary>
    public async Task<byte[]?> AnswerAsync(byte[] stateVector)
    {
        try
        {
            await AskAsync(stateVector);
        }
        catch (WebSocketException)
        {
            // Closed meanwhile: what was sent before that is still to be read.
        }

        while (await ReadAsync() is { } message)
        {
            if (message.AsSpan().StartsWith((ReadOnlySpan<byte>)[0, 1]))
            {
                return message;
            }
        }

        return null;
    }

    /// <summary>Reads to the end and returns the server's code and reason.</summary>
    public async Task<(int Code, string Reason)> ClosedAsync()
    {
        while (_socket.CloseStatus is null && await ReadAsync() is not null)
        {
        }

        var closed = ((int)_socket.CloseStatus!.Value, _socket.CloseStatusDescription ?? "");
        try
        {
            if (_socket.State == WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
            }
        }
        catch (WebSocketException)
        {
            // The server waits for this answer as long as `Doors:CloseMsMax` says, and then cuts.
        }

        return closed;
    }

    public void Dispose() => _socket.Dispose();
}
