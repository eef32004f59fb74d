using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using RealLearning.Api.Access;
using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Yjs;

/// <summary>One WebSocket: reads whole binary messages within the limit, writes frames, and closes once, with a code.</summary>
internal sealed class YjsLine(WebSocket socket, YjsOutbox outbox, DoorOptions options, TimeProvider time, CancellationToken aborted) : IDisposable
{
    /// <summary>A close reason has at most 123 bytes (RFC 6455, 5.5).</summary>
    private const int ReasonBytesMax = 123;

    private const int FirstBufferBytes = 4 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
    private int _isClosing;

    /// <summary>What is written to the client.</summary>
    public YjsOutbox Outbox => outbox;

    /// <summary>
    /// The next message, valid until the next call; null when the line ends. Bad frames close the line with their code.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync()
    {
        var filled = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result;
            try
            {
                result = await socket.ReceiveAsync(_buffer.AsMemory(filled), aborted);
            }
            catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
            {
                return null;
            }

            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (result.MessageType == WebSocketMessageType.Text)
            {
                await CloseAsync(WebSocketCloseStatus.InvalidMessageType, $"{RefusalCodes.MalformedMessage}: messages here are binary");
                return null;
            }

            filled += result.Count;
            if (filled > options.FrameBytesMax)
            {
                await CloseAsync(new Refusal(RefusalCodes.TooLarge, $"A message may have {options.FrameBytesMax} bytes."));
                return null;
            }

            if (result.EndOfMessage)
            {
                return _buffer.AsMemory(0, filled);
            }

            if (filled == _buffer.Length)
            {
                Grow(filled);
            }
        }
    }

    /// <summary>Gives back the memory of a large message once it has been dealt with.</summary>
    public void Shrink()
    {
        if (_buffer.Length > FirstBufferBytes * 4)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        }
    }

    /// <summary>Closes with a refusal's code, and completes when the client has answered or the time is up.</summary>
    public Task CloseAsync(Refusal refusal) =>
        CloseAsync((WebSocketCloseStatus)Refusals.CloseCodeOf(refusal.Code), $"{refusal.Code}: {refusal.Message}");

    /// <summary>Answers the client's closing, or ends what is left of the line.</summary>
    public async Task EndAsync()
    {
        if (socket.State == WebSocketState.CloseReceived && Interlocked.Exchange(ref _isClosing, 1) == 0)
        {
            await SendCloseAsync(WebSocketCloseStatus.NormalClosure, "");
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>Sends the closing frame only: somebody else reads, and sees the answer.</summary>
    public Task StartCloseAsync(Refusal refusal) =>
        StartCloseAsync((WebSocketCloseStatus)Refusals.CloseCodeOf(refusal.Code), $"{refusal.Code}: {refusal.Message}");

    /// <summary>The node stops: the client connects again, to another one or to this one when it is back.</summary>
    public Task GoAwayAsync() => StartCloseAsync(WebSocketCloseStatus.EndpointUnavailable, "the server is stopping");

    private async Task StartCloseAsync(WebSocketCloseStatus status, string reason)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) == 0)
        {
            await SendCloseAsync(status, reason);
            await AbortLaterAsync();
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) == 0)
        {
            await SendCloseAsync(status, reason);
        }

        await AwaitAnswerAsync();
    }

    private async Task SendCloseAsync(WebSocketCloseStatus status, string reason)
    {
        try
        {
            await socket.CloseOutputAsync(status, Cut(reason), CancellationToken.None);
            await outbox.DrainedAsync().WaitAsync(TimeSpan.FromMilliseconds(options.CloseMsMax), time);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException or TimeoutException)
        {
            socket.Abort();
        }
    }

    /// <summary>Reads, and throws away, until the client's closing frame: a connection that is cut with bytes unread may lose the code on its way.</summary>
    private async Task AwaitAnswerAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.CloseMsMax), time);
        try
        {
            while (socket.State == WebSocketState.CloseSent)
            {
                await socket.ReceiveAsync(_buffer.AsMemory(), limit.Token);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            socket.Abort();
        }
    }

    private async Task AbortLaterAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(options.CloseMsMax), time, CancellationToken.None);
        if (socket.State == WebSocketState.CloseSent)
        {
            socket.Abort();
        }
    }

    private void Grow(int filled)
    {
        var larger = ArrayPool<byte>.Shared.Rent(filled * 2);
        _buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private static string Cut(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > ReasonBytesMax)
        {
            reason = reason[..^1];
        }

        return reason;
    }
}
