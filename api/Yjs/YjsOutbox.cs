using System.Buffers;
using System.Net.Sockets;
using RealLearning.Api.Live;

namespace RealLearning.Api.Yjs;

/// <summary>
/// Frames on their way to one y-websocket connection; those that gathered go out in one write. Hot: on a connection without TLS they go straight to the
/// socket, a fifth less work than through Kestrel's pipe. Watched by the fan-out benchmark in <c>bench/</c>.
/// </summary>
internal sealed class YjsOutbox(Stream stream, Socket? socket, Action abort, DoorOptions options, TimeProvider time) : Outbox<byte[]>(options, time)
{
    /// <summary>Most bytes that are copied together for one write; larger frames are written by themselves.</summary>
    private const int GatherBytesMax = 64 << 10;

    private const int Undecided = 0;
    private const int ByStream = 1;
    private const int BySocket = 2;

    private int _way;

    /// <summary>Writes or queues one frame or several behind one another.</summary>
    public bool Post(byte[] frames, bool isVital = false) => Post(frames, frames.Length, isVital);

    /// <summary>
    /// The client has sent something, so it has read the answer to its upgrade, and Kestrel's pipe is empty unless we wrote to it: from now on the socket may be
    /// written to without overtaking anything.
    /// </summary>
    public void ClientHasSpoken()
    {
        if (socket is not null && Volatile.Read(ref _way) == Undecided)
        {
            Interlocked.CompareExchange(ref _way, BySocket, Undecided);
        }
    }

    protected override ValueTask WriteAsync(byte[] item) => SendAsync(item);

    protected override async ValueTask WriteAsync(IReadOnlyList<byte[]> items)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(GatherBytesMax);
        try
        {
            var filled = 0;
            foreach (var item in items)
            {
                if (filled + item.Length > buffer.Length)
                {
                    await SendAsync(buffer.AsMemory(0, filled));
                    filled = 0;
                }

                if (item.Length > buffer.Length)
                {
                    await SendAsync(item);
                    continue;
                }

                item.CopyTo(buffer, filled);
                filled += item.Length;
            }

            await SendAsync(buffer.AsMemory(0, filled));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override void Abort(Exception? exception) => abort();

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (Volatile.Read(ref _way) != BySocket && Interlocked.CompareExchange(ref _way, ByStream, Undecided) != BySocket)
        {
            return stream.WriteAsync(bytes);
        }

        var sending = socket!.SendAsync(bytes, SocketFlags.None);
        if (!sending.IsCompletedSuccessfully)
        {
            return SendRestAsync(sending, bytes);
        }

        var sent = sending.Result;
        return sent == bytes.Length ? ValueTask.CompletedTask : SendAsync(bytes[sent..]);
    }

    private async ValueTask SendRestAsync(ValueTask<int> sending, ReadOnlyMemory<byte> bytes)
    {
        var sent = await sending;
        if (sent < bytes.Length)
        {
            await SendAsync(bytes[sent..]);
        }
    }
}
