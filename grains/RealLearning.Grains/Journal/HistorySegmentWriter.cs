using System.Buffers;
using System.Text;

namespace RealLearning.Grains.Journal;

/// <summary>Writes what <see cref="HistorySegmentReader"/> reads: LEB128 numbers, and text after its length in bytes.</summary>
internal sealed class HistorySegmentWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Write(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        WriteUnsigned((ulong)value);
    }

    public void WriteSigned(long value) => WriteUnsigned(((ulong)value << 1) ^ (ulong)(value >> 63));

    public void WriteText(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Write(length);
        Encoding.UTF8.GetBytes(text, _buffer.GetSpan(length));
        _buffer.Advance(length);
    }

    private void WriteUnsigned(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var at = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[at++] = (byte)(value | 0x80);
        }

        span[at++] = (byte)value;
        _buffer.Advance(at);
    }
}
