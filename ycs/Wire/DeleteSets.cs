namespace RealLearning.Ycs;

/// <summary>Delete sets on the wire: clients from high to low, their ranges by clock, joined where they touch (rule 7).</summary>
internal static class DeleteSets
{
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
