using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace RealLearning.Ycs;

/// <summary>
/// Writes the primitives of lib0's encoding into a growing buffer, rented when none is given.
/// Call <see cref="Dispose"/>, or take the bytes with <see cref="ToArray"/> first.
/// </summary>
public ref struct Lib0Writer
{
    /// <summary>UTF-16 units that never take more than 127 bytes.</summary>
    private const int ShortMax = 42;

    private Span<byte> _buffer;
    private byte[]? _rented;
    private int _at;

    /// <summary>Writes into <paramref name="initial"/> until it is full, into rented memory from then on.</summary>
    public Lib0Writer(Span<byte> initial)
    {
        _buffer = initial;
        _rented = null;
        _at = 0;
    }

    /// <summary>Writes into rented memory with room for <paramref name="capacity"/> bytes.</summary>
    public Lib0Writer(int capacity)
    {
        _rented = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 16));
        _buffer = _rented;
        _at = 0;
    }

    /// <summary>Bytes written so far.</summary>
    public readonly int Length => _at;

    /// <summary>The bytes written so far; invalid after the next write.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._at];

    /// <summary>A copy of the bytes written.</summary>
    public readonly byte[] ToArray()
    {
        if (_at == 0) return [];
        var bytes = GC.AllocateUninitializedArray<byte>(_at);
        _buffer[.._at].CopyTo(bytes);
        return bytes;
    }

    /// <summary>Gives rented memory back.</summary>
    public void Dispose()
    {
        if (_rented is { } rented) ArrayPool<byte>.Shared.Return(rented);
        this = default;
    }

    /// <summary>Forgets what was written after <paramref name="length"/>.</summary>
    public void Truncate(int length) => _at = length <= _at ? length : throw new ArgumentOutOfRangeException(nameof(length));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _at + needed));
        _buffer[.._at].CopyTo(larger);
        if (_rented is { } rented) ArrayPool<byte>.Shared.Return(rented);
        _rented = larger;
        _buffer = larger;
    }

    /// <summary>Makes room for <paramref name="count"/> bytes and counts them as written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Take(int count)
    {
        if (_buffer.Length - _at < count) Grow(count);
        var span = _buffer.Slice(_at, count);
        _at += count;
        return span;
    }

    /// <summary>One byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        if (_at == _buffer.Length) Grow(1);
        _buffer[_at++] = value;
    }

    /// <summary>A varuint, shortest form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVarUint(long value)
    {
        if (_buffer.Length - _at < 10) Grow(10);
        ref var at = ref Unsafe.Add(ref MemoryMarshal.GetReference(_buffer), _at);
        var count = 1;
        for (; value > 0x7F; count++)
        {
            at = (byte)(0x80 | value);
            at = ref Unsafe.Add(ref at, 1);
            value = (long)((ulong)value >> 7);
        }
        at = (byte)value;
        _at += count;
    }

    /// <summary>A signed varint; <paramref name="negativeZero"/> writes JavaScript's −0 for the value 0.</summary>
    public void WriteVarInt(long value, bool negativeZero = false)
    {
        var negative = value < 0 || negativeZero;
        if (value < 0) value = -value;
        WriteByte((byte)((value > 0x3F ? 0x80 : 0) | (negative ? 0x40 : 0) | (int)(value & 0x3F)));
        for (value >>= 6; value > 0; value >>= 7) WriteByte((byte)((value > 0x7F ? 0x80 : 0) | (int)(value & 0x7F)));
    }

    /// <summary>Bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBytes(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Bytes with their length before them.</summary>
    public void WriteVarBytes(scoped ReadOnlySpan<byte> bytes)
    {
        WriteVarUint(bytes.Length);
        WriteBytes(bytes);
    }

    /// <summary>A string as UTF-8 with its length in bytes before it; a lone surrogate becomes U+FFFD (rule 4).</summary>
    public void WriteVarString(scoped ReadOnlySpan<char> text)
    {
        if (text.Length <= ShortMax)
        {
            // However many bytes it becomes, its length takes one: written behind it, once it is known.
            if (_buffer.Length - _at < 1 + (3 * ShortMax)) Grow(1 + (3 * ShortMax));
            var written = Encoding.UTF8.GetBytes(text, _buffer[(_at + 1)..]);
            _buffer[_at] = (byte)written;
            _at += 1 + written;
            return;
        }
        var count = Encoding.UTF8.GetByteCount(text);
        WriteVarUint(count);
        Encoding.UTF8.GetBytes(text, Take(count));
    }

    /// <summary>A big-endian 32-bit float.</summary>
    public void WriteFloat32(float value) => BinaryPrimitives.WriteSingleBigEndian(Take(4), value);

    /// <summary>A big-endian 64-bit float.</summary>
    public void WriteFloat64(double value) => BinaryPrimitives.WriteDoubleBigEndian(Take(8), value);

    /// <summary>A big-endian signed 64-bit integer.</summary>
    public void WriteBigInt64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(8), value);
}
