using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace RealLearning.Ycs;

/// <summary>
/// Reads the primitives of lib0's encoding from bytes. Every read is checked against what remains and throws
/// <see cref="MalformedUpdateException"/> with the offset. Hot: watched by the benchmark "remote keystrokes"; must not allocate.
/// </summary>
public ref struct Lib0Reader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    /// <summary>Reads from the start of <paramref name="bytes"/>.</summary>
    public Lib0Reader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _at = 0;
    }

    /// <summary>Offset of the next byte.</summary>
    public int Position
    {
        readonly get => _at;
        set => _at = (uint)value <= (uint)_bytes.Length ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>Bytes that remain.</summary>
    public readonly int Remaining => _bytes.Length - _at;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool AtEnd => _at == _bytes.Length;

    /// <summary>The bytes from <paramref name="start"/> to the current position.</summary>
    public readonly ReadOnlySpan<byte> Since(int start) => _bytes[start.._at];

    /// <summary>One byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte()
    {
        if ((uint)_at >= (uint)_bytes.Length) throw Short();
        return _bytes[_at++];
    }

    /// <summary>A varuint up to 2^53 − 1 in its shortest form (rules 1 and 2 of docs/wire-format.md).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadVarUint()
    {
        if ((uint)_at < (uint)_bytes.Length && _bytes[_at] < 0x80) return _bytes[_at++];
        return ReadLongVarUint();
    }

    private long ReadLongVarUint()
    {
        var start = _at;
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = ReadByte();
            if (shift == 49 && b > 0x0F) throw Bad("integer above 2^53 - 1", start);
            value |= (long)(b & 0x7F) << shift;
            if (b >= 0x80) continue;
            if (b == 0 && shift > 0) throw Bad("integer not in its shortest form", start);
            return value;
        }
    }

    /// <summary>A signed varint. <paramref name="negativeZero"/> tells the JavaScript value −0, which the encoding keeps apart.</summary>
    public long ReadVarInt(out bool negativeZero)
    {
        var start = _at;
        var b = ReadByte();
        long value = b & 0x3F;
        var negative = (b & 0x40) != 0;
        for (var shift = 6; b >= 0x80; shift += 7)
        {
            b = ReadByte();
            if (shift == 48 && b > 0x1F) throw Bad("integer beyond 53 bits", start);
            value |= (long)(b & 0x7F) << shift;
            if (b == 0) throw Bad("integer not in its shortest form", start);
        }
        negativeZero = negative && value == 0;
        return negative ? -value : value;
    }

    /// <summary>A varuint that must fit what this engine stores as a length or clock (2^31 − 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadVarUint31()
    {
        var start = _at;
        return Checked31(ReadVarUint(), start);
    }

    internal static int Checked31(long value, int offset) => value <= int.MaxValue ? (int)value : throw Bad("length or clock above 2^31 - 1", offset);

    /// <summary>A count of things of which each takes at least <paramref name="bytesEach"/> bytes.</summary>
    public int ReadCount(int bytesEach)
    {
        var start = _at;
        var value = ReadVarUint();
        if (value > Remaining / bytesEach) throw Bad("more items announced than bytes remain", start);
        return (int)value;
    }

    /// <summary>Exactly <paramref name="length"/> bytes.</summary>
    public ReadOnlySpan<byte> ReadBytes(int length)
    {
        if (length > Remaining) throw Short();
        var result = _bytes.Slice(_at, length);
        _at += length;
        return result;
    }

    /// <summary>Bytes with their length before them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadVarBytes() => ReadBytes(ReadCount(1));

    /// <summary>The UTF-8 bytes of a string, checked (rule 3).</summary>
    public ReadOnlySpan<byte> ReadVarUtf8()
    {
        var start = _at;
        var bytes = ReadVarBytes();
        if (bytes.Length == 1 ? bytes[0] >= 0x80 : !Utf8.IsValid(bytes)) throw Bad("invalid UTF-8", start);
        return bytes;
    }

    /// <summary>A string.</summary>
    public string ReadVarString() => Encoding.UTF8.GetString(ReadVarUtf8());

    /// <summary>A big-endian 32-bit float.</summary>
    public float ReadFloat32() => BinaryPrimitives.ReadSingleBigEndian(ReadBytes(4));

    /// <summary>A big-endian 64-bit float.</summary>
    public double ReadFloat64() => BinaryPrimitives.ReadDoubleBigEndian(ReadBytes(8));

    /// <summary>A big-endian signed 64-bit integer, JavaScript's bigint.</summary>
    public long ReadBigInt64() => BinaryPrimitives.ReadInt64BigEndian(ReadBytes(8));

    internal readonly MalformedUpdateException Short() => new("unexpected end of bytes", _at);

    internal static MalformedUpdateException Bad(string message, int offset) => new(message, offset);
}
