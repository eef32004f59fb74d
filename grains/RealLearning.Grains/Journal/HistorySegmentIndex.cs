namespace RealLearning.Grains.Journal;

/// <summary>
/// The columns of an index, in this order: count and first sequence; texts and client ids, each once; times as differences; sessions,
/// persons and commands as numbers of texts (commands from 1, 0 for none); lengths of events; lengths of updates; ranges added; ranges deleted.
/// A range is its client's number, its clock as the difference from the end of that client's range before, and length · 2 + relayed.
/// </summary>
internal static class HistorySegmentIndex
{
    public static ReadOnlySpan<byte> Encode(IReadOnlyList<JournalRecord> records)
    {
        var texts = new Table<string>();
        var clients = new Table<long>();
        var body = new HistorySegmentWriter();
        WriteColumns(body, records, texts, clients);
        var head = new HistorySegmentWriter();
        head.Write(records.Count);
        head.Write(records[0].Sequence);
        head.Write(texts.Values.Count);
        texts.Values.ForEach(head.WriteText);
        head.Write(clients.Values.Count);
        clients.Values.ForEach(head.Write);
        return (byte[])[.. head.Written, .. body.Written];
    }

    public static Entry[] Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new HistorySegmentReader(bytes);
        var count = reader.ReadInt(HistorySegment.RecordsMax);
        var first = reader.ReadLong();
        if (count == 0 || count > reader.Left || first == 0 || first > long.MaxValue - count)
        {
            throw new MalformedSegmentException("it counts wrongly");
        }

        var texts = new string[reader.ReadCount()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadText();
        }

        var clients = new long[reader.ReadCount()];
        for (var i = 0; i < clients.Length; i++)
        {
            clients[i] = reader.ReadLong();
        }

        var entries = ReadColumns(ref reader, count, first, texts, clients);
        return reader.Left == 0 ? entries : throw new MalformedSegmentException("bytes are left over");
    }

    private static void WriteColumns(HistorySegmentWriter body, IReadOnlyList<JournalRecord> records, Table<string> texts, Table<long> clients)
    {
        long before = 0;
        foreach (var record in records)
        {
            body.WriteSigned(unchecked(record.AtMs - before));
            before = record.AtMs;
        }

        Column(records, record => body.Write(texts.NumberOf(record.SessionId)));
        Column(records, record => body.Write(texts.NumberOf(record.PersonId)));
        Column(records, record => body.Write(record.CommandId is { } command ? 1 + texts.NumberOf(command) : 0));
        Column(records, record => body.Write(record.Event.Length));
        Column(records, record => body.Write(record.Update.Length));
        WriteRanges(body, records, record => record.Added, clients);
        WriteRanges(body, records, record => record.Deleted, clients);
    }

    private static void Column(IReadOnlyList<JournalRecord> records, Action<JournalRecord> write)
    {
        foreach (var record in records)
        {
            write(record);
        }
    }

    private static void WriteRanges(
        HistorySegmentWriter body, IReadOnlyList<JournalRecord> records, Func<JournalRecord, IReadOnlyList<AttributedRange>> column, Table<long> clients)
    {
        var ends = new Dictionary<int, long>();
        foreach (var record in records)
        {
            var ranges = column(record);
            body.Write(ranges.Count);
            foreach (var range in ranges)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(range.Clock, nameof(records));
                ArgumentOutOfRangeException.ThrowIfNegative(range.Length, nameof(records));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(range.Length, long.MaxValue >> 1, nameof(records));
                var client = clients.NumberOf(range.Client);
                body.Write(client);
                body.WriteSigned(unchecked(range.Clock - ends.GetValueOrDefault(client)));
                body.Write((range.Length << 1) + (range.Relayed ? 1 : 0));
                ends[client] = unchecked(range.Clock + range.Length);
            }
        }
    }

    private static Entry[] ReadColumns(ref HistorySegmentReader reader, int count, long first, string[] texts, long[] clients)
    {
        var times = new long[count];
        for (var i = 0; i < count; i++)
        {
            times[i] = unchecked((i == 0 ? 0 : times[i - 1]) + reader.ReadSigned());
        }

        var sessions = ReadNumbers(ref reader, count, texts.Length - 1);
        var persons = ReadNumbers(ref reader, count, texts.Length - 1);
        var commands = ReadNumbers(ref reader, count, texts.Length);
        var events = ReadNumbers(ref reader, count, HistorySegment.BytesMax);
        var updates = ReadNumbers(ref reader, count, HistorySegment.BytesMax);
        var added = ReadRanges(ref reader, count, clients);
        var deleted = ReadRanges(ref reader, count, clients);
        var entries = new Entry[count];
        for (var i = 0; i < count; i++)
        {
            var record = new JournalRecord
            {
                Sequence = first + i,
                AtMs = times[i],
                SessionId = texts[sessions[i]],
                PersonId = texts[persons[i]],
                CommandId = commands[i] == 0 ? null : texts[commands[i] - 1],
                Added = added[i],
                Deleted = deleted[i],
            };
            entries[i] = new Entry(record, events[i], updates[i]);
        }

        return entries;
    }

    private static int[] ReadNumbers(ref HistorySegmentReader reader, int count, int max)
    {
        if (max < 0)
        {
            throw new MalformedSegmentException("it has no texts");
        }

        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = reader.ReadInt(max);
        }

        return numbers;
    }

    private static AttributedRange[][] ReadRanges(ref HistorySegmentReader reader, int count, long[] clients)
    {
        var ends = new long[clients.Length];
        var columns = new AttributedRange[count][];
        for (var i = 0; i < count; i++)
        {
            var ranges = reader.ReadCount() is var n && n == 0 ? [] : new AttributedRange[n];
            for (var k = 0; k < ranges.Length; k++)
            {
                var client = clients.Length > 0 ? reader.ReadInt(clients.Length - 1) : throw new MalformedSegmentException("it has no clients");
                var clock = unchecked(ends[client] + reader.ReadSigned());
                var length = reader.ReadLong();
                if (clock < 0)
                {
                    throw new MalformedSegmentException("a clock is negative");
                }

                ranges[k] = new AttributedRange(clients[client], clock, length >> 1, (length & 1) == 1);
                ends[client] = unchecked(clock + (length >> 1));
            }

            columns[i] = ranges;
        }

        return columns;
    }

    /// <summary>A record without its words, and how many bytes of the payload they take.</summary>
    internal readonly record struct Entry(JournalRecord Record, int EventLength, int UpdateLength);

    /// <summary>Values in the order in which they first came, each with its number.</summary>
    private sealed class Table<T>
        where T : notnull
    {
        private readonly Dictionary<T, int> _numbers = [];

        public List<T> Values { get; } = [];

        public int NumberOf(T value)
        {
            if (!_numbers.TryGetValue(value, out var number))
            {
                number = Values.Count;
                _numbers.Add(value, number);
                Values.Add(value);
            }

            return number;
        }
    }
}
