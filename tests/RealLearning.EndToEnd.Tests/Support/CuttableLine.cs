using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>A line between a client and the server that can be cut and mended, as a tunnel on a train does.</summary>
internal sealed class CuttableLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Socket> _open = new();
    private readonly IPEndPoint _server;
    private readonly Task _accepting;
    private volatile bool _cut;

    public CuttableLine(ServerProcess server)
    {
        _server = new IPEndPoint(IPAddress.Loopback, server.Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Ends every connection; new ones are ended at once.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var (client, server) in _open)
        {
            client.Dispose();
            server.Dispose();
        }
    }

    public void Mend() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The listener was stopped.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            if (_cut)
            {
                return;
            }

            client.NoDelay = true;
            _open[client] = server;
            try
            {
                await server.ConnectAsync(_server);
                await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // One of the two ends is gone, which ends the other.
            }
            finally
            {
                _open.TryRemove(client, out _);
            }
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // As above.
        }
    }
}
