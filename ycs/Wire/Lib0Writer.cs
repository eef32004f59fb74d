using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
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

    /// <summary>Most bytes of a varuint.</summary>
    internal const int VarUintMax = 10;

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

    /// <summary>Room for <paramref name="count"/> bytes, none of them counted until <see cref="Commit"/>: for several values behind one check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref byte Reserve(int count)
    {
        if (_buffer.Length - _at < count) Grow(count);
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_buffer), _at);
    }

    /// <summary>Counts what was written into reserved room, up to <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Commit(ref byte end) => _at = (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(_buffer), ref end);

    /// <summary>Writes a varuint, shortest form, of at most <see cref="VarUintMax"/> bytes into reserved room; returns its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref byte Put(ref byte at, long value)
    {
        if ((ulong)value < 1 << 28)
        {
            var bits = (uint)value;
            return ref PutGroups(ref at, (bits & 0x7F) | ((bits & 0x3F80) << 1) | ((bits & 0x1F_C000) << 2) | ((bits & 0xFE0_0000) << 3), 0);
        }
        for (; value > 0x7F; value = (long)((ulong)value >> 7))
        {
            at = (byte)(0x80 | value);
            at = ref Unsafe.Add(ref at, 1);
        }
        at = (byte)value;
        return ref Unsafe.Add(ref at, 1);
    }

    /// <summary>Writes up to four bytes at once, each but the last marked as followed: how many count is hard to foretell, and so no branch asks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte PutGroups(ref byte at, uint bytes, uint sign)
    {
        var more = BitOperations.Log2(bytes | 1) & ~7;
        bytes |= (0x8080_8080 & ((1u << more) - 1)) | sign;
        Unsafe.WriteUnaligned(ref at, BitConverter.IsLittleEndian ? bytes : BinaryPrimitives.ReverseEndianness(bytes));
        return ref Unsafe.Add(ref at, (more >> 3) + 1);
    }

    /// <summary>One byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value)
    {
        if (_at == _buffer.Length) Grow(1);
        _buffer[_at++] = value;
    }

    /// <summary>Bytes that a varuint takes.</summary>
    internal static int LengthOf(long value) => (BitOperations.Log2((ulong)value | 1) / 7) + 1;

    /// <summary>A varuint, shortest form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVarUint(long value)
    {
        Commit(ref Put(ref Reserve(VarUintMax), value));
    }

    /// <summary>A signed varint; <paramref name="negativeZero"/> writes JavaScript's −0 for the value 0.</summary>
    public void WriteVarInt(long value, bool negativeZero = false)
    {
        var negative = value >> 63;
        value = (value ^ negative) - negative;
        var sign = (uint)(negative & 0x40) | (negativeZero ? 0x40u : 0);
        ref var at = ref Reserve(1 + VarUintMax);
        if ((ulong)value < 1 << 27)
        {
            var bits = (uint)value;
            Commit(ref PutGroups(ref at, (bits & 0x3F) | ((bits & 0x1FC0) << 2) | ((bits & 0xF_E000) << 3) | ((bits & 0x7F0_0000) << 4), sign));
            return;
        }
        at = (byte)(0x80 | sign | (uint)(value & 0x3F));
        Commit(ref Put(ref Unsafe.Add(ref at, 1), value >> 6));
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
        // Nearly all text is ASCII: as many bytes as units.
        ref var start = ref Reserve(VarUintMax + text.Length);
        ref var at = ref Put(ref start, text.Length);
        if (Ascii.FromUtf16(text, MemoryMarshal.CreateSpan(ref at, text.Length), out _) == OperationStatus.Done)
        {
            Commit(ref Unsafe.Add(ref at, text.Length));
            return;
        }
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

    /// <summary>The same for a part of a row of texts: a short one is read in one step, with what stands behind it.</summary>
    internal void WriteVarString(scoped ReadOnlySpan<char> row, int start, int length)
    {
        if (row.Length - start - length >= AsciiText.Beyond)
        {
            ref var at = ref Put(ref Reserve(VarUintMax + length + AsciiText.Beyond), length);
            if (AsciiText.TryNarrow(ref Unsafe.Add(ref MemoryMarshal.GetReference(row), start), length, ref at))
            {
                Commit(ref Unsafe.Add(ref at, length));
                return;
            }
        }
        WriteVarString(row.Slice(start, length));
    }

    /// <summary>A big-endian 32-bit float.</summary>
    public void WriteFloat32(float value) => BinaryPrimitives.WriteSingleBigEndian(Take(4), value);

    /// <summary>A big-endian 64-bit float.</summary>
    public void WriteFloat64(double value) => BinaryPrimitives.WriteDoubleBigEndian(Take(8), value);

    /// <summary>A big-endian signed 64-bit integer.</summary>
    public void WriteBigInt64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(8), value);
}
