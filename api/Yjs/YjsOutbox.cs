using System.Buffers;
using RealLearning.Api.Live;

namespace RealLearning.Api.Yjs;

/// <summary>Frames on their way to one y-websocket connection; those that gathered go out in one write.</summary>
internal sealed class YjsOutbox(Stream stream, Action abort, DoorOptions options, TimeProvider time) : Outbox<byte[]>(options, time)
{
    /// <summary>Most bytes that are copied together for one write; larger frames are written by themselves.</summary>
    private const int GatherBytesMax = 64 << 10;

    /// <summary>Writes or queues one frame or several behind one another.</summary>
    public bool Post(byte[] frames, bool isVital = false) => Post(frames, frames.Length, isVital);

    protected override ValueTask WriteAsync(byte[] item) => stream.WriteAsync(item);

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
                    await stream.WriteAsync(buffer.AsMemory(0, filled));
                    filled = 0;
                }

                if (item.Length > buffer.Length)
                {
                    await stream.WriteAsync(item);
                    continue;
                }

                item.CopyTo(buffer, filled);
                filled += item.Length;
            }

            await stream.WriteAsync(buffer.AsMemory(0, filled));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override void Abort(Exception? exception) => abort();
}
