using RealLearning.Grains.Journal;
using static RealLearning.Silo.Storage.JournalChecksum;

namespace RealLearning.Silo.Storage;

/// <summary>Records, from the log and from history segments.</summary>
internal sealed partial class JournalTables
{
    private readonly SqliteStatement _step = database.Prepare("SELECT sequence, before FROM records WHERE id = ?");

    private readonly SqliteStatement _record = database.Prepare(
        "SELECT sequence, before, checksum, idx, payload FROM records WHERE id = ?");

    private readonly SqliteStatement _segment = database.Prepare(
        """
        SELECT first_sequence, last_sequence, index_checksum, payload_checksum, idx, payload FROM segments
        WHERE document = ? AND first_sequence <= ? ORDER BY first_sequence DESC LIMIT 1
        """);

    /// <summary>
    /// The records of a range as far as one segment, or some bytes of the log, hold them; empty past the end.
    /// The range begins with the first record that it returns.
    /// </summary>
    public IReadOnlyList<JournalRecord> Next(JournalName name, long from, long to, long bytesMax, bool indexOnly)
    {
        if (Head(name) is not { } head || from > Math.Min(to, head.LastSequence))
        {
            return [];
        }

        to = Math.Min(to, head.LastSequence);
        return from > head.SnapshotSequence
            ? Log(name, head, from, to, bytesMax, indexOnly).Records
            : Segment(name, from, to, indexOnly);
    }

    /// <summary>Records of the log, oldest first, until the range or the bytes are at their end, with their rows.</summary>
    public (IReadOnlyList<JournalRecord> Records, IReadOnlyList<long> Rows) Log(
        JournalName name, JournalHead head, long from, long to, long bytesMax, bool indexOnly)
    {
        var rows = Rows(name, head, from, to);
        var records = new List<JournalRecord>();
        for (long bytes = 0; records.Count < rows.Length && (bytes < bytesMax || records.Count == 0);)
        {
            var record = Record(name, rows[records.Count], from + records.Count, indexOnly, out var size);
            records.Add(record);
            bytes += size;
        }

        return (records, new ArraySegment<long>(rows, 0, records.Count));
    }

    /// <summary>Follows the log back from its end; returns the rows of the range, oldest first.</summary>
    public long[] Rows(JournalName name, JournalHead head, long from, long to)
    {
        var rows = new long[Math.Max(0, to - from + 1)];
        var row = head.LastRow;
        for (var sequence = head.LastSequence; sequence >= from; sequence--)
        {
            if (!_step.Start().Bind(row).Step() || _step.Long(0) != sequence)
            {
                _step.Reset();
                throw new JournalDamagedException(name.Document, $"record {sequence} is missing");
            }

            if (sequence <= to)
            {
                rows[sequence - from] = row;
            }

            row = _step.Long(1);
            _step.Reset();
        }

        return rows;
    }

    public static ulong RecordChecksum(JournalName name, long sequence, long before, ReadOnlySpan<byte> index, ReadOnlySpan<byte> payload) =>
        Of(Row.Record, name.Utf8, [sequence, before], index, payload);

    private JournalRecord Record(JournalName name, long row, long sequence, bool indexOnly, out int size)
    {
        if (!_record.Start().Bind(row).Step())
        {
            throw new JournalDamagedException(name.Document, $"record {sequence} is missing");
        }

        var (stored, before, checksum) = (_record.Long(0), _record.Long(1), _record.Hash(2));
        var (index, payload) = (_record.Blob(3).ToArray(), _record.Blob(4).ToArray());
        _record.Reset();
        if (stored != sequence || checksum != RecordChecksum(name, sequence, before, index, payload))
        {
            throw new JournalDamagedException(name.Document, $"record {sequence} fails its checksum");
        }

        size = payload.Length;
        return (indexOnly ? HistorySegment.DecodeIndex(index) : HistorySegment.Decode(index, payload))[0];
    }

    private IReadOnlyList<JournalRecord> Segment(JournalName name, long from, long to, bool indexOnly)
    {
        if (!_segment.Start().BindText(name.Utf8).Bind(from).Step())
        {
            throw new JournalDamagedException(name.Document, $"the history of record {from} is missing");
        }

        var (first, last) = (_segment.Long(0), _segment.Long(1));
        var (indexChecksum, payloadChecksum) = (_segment.Hash(2), _segment.Hash(3));
        var index = _segment.Blob(4).ToArray();
        var payload = indexOnly ? [] : _segment.Blob(5).ToArray();
        _segment.Reset();
        if (last < from)
        {
            throw new JournalDamagedException(name.Document, $"the history of record {from} is missing");
        }

        if (indexChecksum != Of(Row.SegmentIndex, name.Utf8, [first, last], index)
            || (!indexOnly && payloadChecksum != Of(Row.SegmentPayload, name.Utf8, [first, last], payload)))
        {
            throw new JournalDamagedException(name.Document, $"the history of records {first} to {last} fails its checksum");
        }

        var records = indexOnly ? HistorySegment.DecodeIndex(index) : HistorySegment.Decode(index, payload);
        if (records[0].Sequence != first || records[^1].Sequence != last)
        {
            throw new JournalDamagedException(name.Document, $"the history of records {first} to {last} holds others");
        }

        return [.. records.Skip((int)(from - first)).Take((int)(Math.Min(to, last) - from + 1))];
    }
}
