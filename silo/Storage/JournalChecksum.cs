using System.Buffers.Binary;
using System.IO.Hashing;

namespace RealLearning.Silo.Storage;

/// <summary>
/// XXH3, 64 bits, over what a row is, whose it is, where it stands and what it holds, so that a row that was moved, swapped or
/// renamed is noticed as well as one that was changed.
/// </summary>
internal static class JournalChecksum
{
    [ThreadStatic]
    private static XxHash3? s_hash;

    /// <summary>Kinds of rows. The numbers are part of the file format.</summary>
    public enum Row : byte
    {
        /// <summary>A record of the log.</summary>
        Record = 1,

        /// <summary>A snapshot.</summary>
        Snapshot = 2,

        /// <summary>The index of a segment.</summary>
        SegmentIndex = 3,

        /// <summary>The payload of a segment.</summary>
        SegmentPayload = 4,

        /// <summary>A document's head.</summary>
        Head = 5,

        /// <summary>A command.</summary>
        Command = 6,

        /// <summary>A grain's state.</summary>
        Grain = 7,
    }

    public static ulong Of(Row row, ReadOnlySpan<byte> name, ReadOnlySpan<long> numbers, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        var hash = s_hash ??= new XxHash3();
        hash.Reset();
        Span<byte> head = stackalloc byte[17];
        head[0] = (byte)row;
        BinaryPrimitives.WriteInt64LittleEndian(head[1..], name.Length);
        BinaryPrimitives.WriteInt64LittleEndian(head[9..], first.Length);
        hash.Append(head);
        hash.Append(name);
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt64LittleEndian(head, number);
            hash.Append(head[..8]);
        }

        hash.Append(first);
        hash.Append(second);
        return hash.GetCurrentHashAsUInt64();
    }
}
