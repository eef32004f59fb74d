namespace RealLearning.Ycs;

/// <summary>Delete sets on the wire: clients from high to low, their ranges by clock, joined where they touch (rule 7).</summary>
internal static class DeleteSets
{
    /// <summary>Bytes of a v2 update before its delete set where it has no structs.</summary>
    private static readonly int EmptyV2Bytes = UpdatePiece.Encode([], [], isV2: true).Length - 1;

    /// <summary>Sorted for writing, and joined.</summary>
    public static List<ClientRange> Join(List<ClientRange> ranges)
    {
        ranges.Sort(static (left, right) => left.Client != right.Client ? right.Client.CompareTo(left.Client) : left.Clock.CompareTo(right.Clock));
        var joined = new List<ClientRange>(ranges.Count);
        foreach (var range in ranges)
        {
            if (joined.Count > 0 && joined[^1] is var last && last.Client == range.Client && last.End >= range.Clock)
            {
                joined[^1] = last with { Length = Math.Max(last.End, range.End) - last.Clock };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }

    /// <summary>Where the range that holds an id stands among joined ranges, or -1.</summary>
    public static int Find(List<ClientRange> joined, long client, long clock)
    {
        var at = FindFrom(joined, client, clock);
        return at < joined.Count && joined[at].Client == client && joined[at].Clock <= clock ? at : -1;
    }

    /// <summary>The first of joined ranges that is not before an id: it holds it, or is behind it. Their number where there is none.</summary>
    public static int FindFrom(List<ClientRange> joined, long client, long clock)
    {
        var (low, high) = (0, joined.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var range = joined[middle];
            (low, high) = range.Client > client || (range.Client == client && range.End <= clock) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Reads a delete set that stands alone, and joins it. Throws <see cref="MalformedUpdateException"/>.</summary>
    public static List<ClientRange> Read(ref Lib0Reader reader, bool isV2)
    {
        var ranges = new List<ClientRange>();
        for (var clients = reader.ReadCount(2); clients > 0; clients--)
        {
            var client = reader.ReadVarUint();
            long end = 0;
            for (var left = reader.ReadCount(2); left > 0; left--)
            {
                var start = reader.Position;
                var clock = reader.ReadVarUint31() + (isV2 ? end : 0);
                var length = reader.ReadVarUint31() + (isV2 ? 1L : 0);
                end = clock + length;
                if (length == 0 || end > YLimits.ClockMax)
                {
                    throw Lib0Reader.Bad("a deletion of nothing, or beyond the last clock", start);
                }

                ranges.Add(new ClientRange(client, clock, length));
            }
        }

        return Join(ranges);
    }

    /// <summary>Writes joined ranges by themselves.</summary>
    public static void Write(ref Lib0Writer writer, List<ClientRange> ranges, bool isV2)
    {
        // An update of no structs is a delete set behind what both formats begin with.
        var update = UpdatePiece.Encode([], ranges, isV2);
        writer.WriteBytes(update.AsSpan(isV2 ? EmptyV2Bytes : 1));
    }

    /// <summary>Writes joined ranges.</summary>
    public static void Write<TWriter>(ref TWriter writer, List<ClientRange> ranges)
        where TWriter : IUpdateWriter, allows ref struct
    {
        var clients = 0;
        for (var i = 0; i < ranges.Count; i++)
        {
            clients += i == 0 || ranges[i].Client != ranges[i - 1].Client ? 1 : 0;
        }

        writer.WriteRest(clients);
        for (var i = 0; i < ranges.Count;)
        {
            var end = i;
            while (end < ranges.Count && ranges[end].Client == ranges[i].Client)
            {
                end++;
            }

            writer.WriteRest(ranges[i].Client);
            writer.WriteRest(end - i);
            writer.BeginDeletes();
            for (; i < end; i++)
            {
                writer.WriteDelete(ranges[i].Clock, ranges[i].Length);
            }
        }
    }
}
