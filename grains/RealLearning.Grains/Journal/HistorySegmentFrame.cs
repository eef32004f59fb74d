using System.IO.Compression;

namespace RealLearning.Grains.Journal;

/// <summary>Version (1), compression (0 none, 1 Brotli), length before compression as a varint, bytes.</summary>
internal static class HistorySegmentFrame
{
    private const byte Version = 1;
    private const byte Plain = 0;
    private const byte Brotli = 1;
    private const int HeaderBytesMax = 12;

    // 5 of 11: on recorded typing within 4% of the size of 9, at a quarter of its time.
    private const int Quality = 5;
    private const int WindowBits = 22;

    public static byte[] Pack(ReadOnlySpan<byte> body, bool compress)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, HistorySegment.BytesMax, nameof(body));
        if (compress)
        {
            var target = new byte[HeaderBytesMax + BrotliEncoder.GetMaxCompressedLength(body.Length)];
            var header = WriteHeader(target, Brotli, body.Length);
            if (BrotliEncoder.TryCompress(body, target.AsSpan(header), out var written, Quality, WindowBits) && written < body.Length)
            {
                return target.AsSpan(0, header + written).ToArray();
            }
        }

        Span<byte> head = stackalloc byte[HeaderBytesMax];
        var length = WriteHeader(head, Plain, body.Length);
        var plain = new byte[length + body.Length];
        head[..length].CopyTo(plain);
        body.CopyTo(plain.AsSpan(length));
        return plain;
    }

    public static byte[] Unpack(ReadOnlySpan<byte> frame)
    {
        var reader = new HistorySegmentReader(frame);
        if (reader.ReadByte() is var version and not Version)
        {
            throw new MalformedSegmentException($"version {version}");
        }

        var compression = reader.ReadByte();
        var length = reader.ReadInt(HistorySegment.BytesMax);
        var rest = reader.Rest();
        if (compression == Plain)
        {
            return rest.Length == length ? rest.ToArray() : throw new MalformedSegmentException("its length is wrong");
        }

        if (compression != Brotli)
        {
            throw new MalformedSegmentException($"compression {compression}");
        }

        return Decompress(rest, length);
    }

    /// <summary>Takes exactly the length that was promised, from exactly the bytes that are there.</summary>
    private static byte[] Decompress(ReadOnlySpan<byte> source, int length)
    {
        // Brotli reaches at most some 2^17 to 1: a short frame that promises more is refused before memory is taken for it.
        if (length > (long)source.Length << 17)
        {
            throw new MalformedSegmentException("its length is wrong");
        }

        var body = new byte[length];
        using var decoder = new BrotliDecoder();
        var status = decoder.Decompress(source, body, out var consumed, out var written);
        return status == System.Buffers.OperationStatus.Done && consumed == source.Length && written == length
            ? body
            : throw new MalformedSegmentException("it does not decompress");
    }

    private static int WriteHeader(Span<byte> target, byte compression, int length)
    {
        target[0] = Version;
        target[1] = compression;
        var at = 2;
        for (var rest = (uint)length; ; rest >>= 7)
        {
            target[at++] = (byte)(rest < 0x80 ? rest : rest | 0x80);
            if (rest < 0x80)
            {
                return at;
            }
        }
    }
}
