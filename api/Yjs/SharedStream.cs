namespace RealLearning.Api.Yjs;

/// <summary>
/// The stream of an upgraded connection, shared by a <see cref="System.Net.WebSockets.WebSocket"/> (which reads, answers pings and closes) and the frames that the
/// fan-out has made already. Both write through one outbox, so that no frame is cut by another. A WebSocket hands each of its frames over whole.
/// </summary>
internal sealed class SharedStream(Stream inner, YjsOutbox outbox) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        outbox.ClientHasSpoken();
        return count;
    }

    /// <summary>Queues a copy, since the WebSocket uses its buffer again as soon as this returns.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        outbox.Post(buffer.ToArray(), buffer.Length, isVital: true);
        return ValueTask.CompletedTask;
    }

    public override void Write(byte[] buffer, int offset, int count) => outbox.Post(buffer.AsSpan(offset, count).ToArray(), count, isVital: true);

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            outbox.Close();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
