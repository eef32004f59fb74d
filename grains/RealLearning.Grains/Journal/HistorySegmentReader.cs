using System.Text;

namespace RealLearning.Grains.Journal;

/// <summary>Reads numbers and text strictly: nothing beyond the end, no number above its bound, no number in a longer form than needed.</summary>
internal ref struct HistorySegmentReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public readonly int Left => _bytes.Length - _at;

    public byte ReadByte() => _at < _bytes.Length ? _bytes[_at++] : throw new MalformedSegmentException("it ends too early");

    public int ReadInt(int max) => (int)ReadUnsigned((ulong)max);

    /// <summary>How many of something follow, each of at least one byte.</summary>
    public int ReadCount() => ReadInt(Math.Min(Left, HistorySegment.RecordsMax * 16));

    public long ReadLong() => (long)ReadUnsigned(long.MaxValue);

    /// <summary>Small negative numbers are small too: 0, −1, 1, −2, …</summary>
    public long ReadSigned()
    {
        var value = ReadUnsigned(ulong.MaxValue);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string ReadText()
    {
        // What is left is less once the length is read.
        var length = ReadInt(Left);
        if (length > Left)
        {
            throw new MalformedSegmentException("it ends too early");
        }

        try
        {
            var text = Utf8.GetString(_bytes.Slice(_at, length));
            _at += length;
            return text;
        }
        catch (DecoderFallbackException)
        {
            throw new MalformedSegmentException("a text is not UTF-8");
        }
    }

    public ReadOnlySpan<byte> Rest()
    {
        var rest = _bytes[_at..];
        _at = _bytes.Length;
        return rest;
    }

    private ulong ReadUnsigned(ulong max)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = ReadByte();
            if (shift == 63 && part > 1)
            {
                break;
            }

            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value <= max && (part != 0 || shift == 0) ? value : throw new MalformedSegmentException("a number is out of bounds");
            }
        }

        throw new MalformedSegmentException("a number is too long");
    }
}
