namespace RealLearning.Grains.Journal;

/// <summary>
/// A run of records as two blobs: the index (who, when, which ranges) and the payload (events and updates), so that a timeline is read
/// without the words. Both are framed alike: version, compression, length before compression, bytes. Inside, columns rather than rows,
/// since neighbours in a column resemble each other. A single record in a log is a segment of one, not compressed.
/// The format is written down in docs/operations.md. What calls this keeps its own checksum.
/// </summary>
/// <param name="FirstSequence">The first record.</param>
/// <param name="LastSequence">The last record.</param>
public sealed record HistorySegment(long FirstSequence, long LastSequence, ReadOnlyMemory<byte> Index, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Most records in one segment.</summary>
    public const int RecordsMax = 1 << 20;

    /// <summary>Most bytes of an index or a payload before compression: 512 MiB.</summary>
    public const int BytesMax = 512 << 20;

    /// <summary>
    /// Packs records, oldest first and without holes. Throws <see cref="ArgumentException"/> where there are none, too many, or a hole.
    /// </summary>
    public static HistorySegment Encode(IReadOnlyList<JournalRecord> records, bool compress)
    {
        ArgumentOutOfRangeException.ThrowIfZero(records.Count, nameof(records));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records.Count, RecordsMax, nameof(records));
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Sequence != records[0].Sequence + i)
            {
                throw new ArgumentException($"Record {records[i].Sequence} stands where {records[0].Sequence + i} belongs.", nameof(records));
            }
        }

        var payload = new byte[checked((int)records.Sum(record => (long)record.Event.Length + record.Update.Length))];
        var at = 0;
        foreach (var record in records)
        {
            record.Event.Span.CopyTo(payload.AsSpan(at));
            at += record.Event.Length;
            record.Update.Span.CopyTo(payload.AsSpan(at));
            at += record.Update.Length;
        }

        return new HistorySegment(
            records[0].Sequence,
            records[^1].Sequence,
            HistorySegmentFrame.Pack(HistorySegmentIndex.Encode(records), compress),
            HistorySegmentFrame.Pack(payload, compress));
    }

    /// <summary>The records without updates and events. Throws <see cref="MalformedSegmentException"/>.</summary>
    public static IReadOnlyList<JournalRecord> DecodeIndex(ReadOnlyMemory<byte> index) =>
        [.. HistorySegmentIndex.Decode(HistorySegmentFrame.Unpack(index.Span)).Select(entry => entry.Record)];

    /// <summary>The records as they were. Throws <see cref="MalformedSegmentException"/>.</summary>
    public static IReadOnlyList<JournalRecord> Decode(ReadOnlyMemory<byte> index, ReadOnlyMemory<byte> payload)
    {
        var entries = HistorySegmentIndex.Decode(HistorySegmentFrame.Unpack(index.Span));
        ReadOnlyMemory<byte> bytes = HistorySegmentFrame.Unpack(payload.Span);
        var records = new JournalRecord[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var (record, eventLength, updateLength) = entries[i];
            if ((long)eventLength + updateLength > bytes.Length)
            {
                throw new MalformedSegmentException("the payload is shorter than its index says");
            }

            records[i] = record with { Event = bytes[..eventLength], Update = bytes.Slice(eventLength, updateLength) };
            bytes = bytes[(eventLength + updateLength)..];
        }

        return bytes.IsEmpty ? records : throw new MalformedSegmentException("the payload is longer than its index says");
    }
}

/// <summary>The bytes are no segment of a version that this program reads.</summary>
public sealed class MalformedSegmentException(string detail) : FormatException($"Not a history segment: {detail}.");
