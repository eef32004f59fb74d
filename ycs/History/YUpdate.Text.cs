namespace RealLearning.Ycs;

/// <summary>Reading the words of updates by their ids, deleted ones too: what an uncollected history still knows.</summary>
public static partial class YUpdate
{
    /// <summary>
    /// The text that v1 updates hold of some ranges, each id once, by client from the highest id to the lowest and then by clock; a run for each stretch of text
    /// in a row. Only text: not values, attributes or embeds. Given the deletions of an update, it tells what that update deleted.
    /// </summary>
    public static IReadOnlyList<RangeText> ReadText(IEnumerable<ReadOnlyMemory<byte>> updates, IReadOnlyCollection<ClientRange> ranges) =>
        ReadText(Decode(updates, isV2: false), Joined(ranges));

    /// <summary>The same for v2.</summary>
    public static IReadOnlyList<RangeText> ReadTextV2(IEnumerable<ReadOnlyMemory<byte>> updates, IReadOnlyCollection<ClientRange> ranges) =>
        ReadText(Decode(updates, isV2: true), Joined(ranges));

    private static List<RangeText> ReadText(UpdateDecoder decoder, List<ClientRange> ranges)
    {
        var texts = new List<int>();
        for (var i = 0; i < decoder.StructCount; i++)
        {
            if (decoder.Structs[i].Kind == BlockKind.String)
            {
                texts.Add(i);
            }
        }

        texts.Sort((left, right) => Compare(decoder, decoder.Structs[left], decoder.Structs[right]));
        var found = new RangeTextList();
        var (client, known) = (-1, 0);
        foreach (var index in texts)
        {
            ref var item = ref decoder.Structs[index];
            (client, known) = (item.Client, item.Client == client ? known : 0);
            var (id, at) = (decoder.ClientIds[client], Math.Max(known, item.Clock));
            for (var next = DeleteSets.FindFrom(ranges, id, at); next < ranges.Count && ranges[next].Client == id && ranges[next].Clock < item.ClockEnd; next++)
            {
                var from = (int)Math.Max(at, ranges[next].Clock);
                var to = (int)Math.Min(item.ClockEnd, ranges[next].End);
                if (from < to)
                {
                    found.Add(id, from, decoder.TextOf(item)[(from - item.Clock)..(to - item.Clock)]);
                }
            }

            known = Math.Max(known, item.ClockEnd);
        }

        return found.ToList();
    }

    private static int Compare(UpdateDecoder decoder, in StructRef left, in StructRef right) =>
        left.Client != right.Client ? decoder.ClientIds[right.Client].CompareTo(decoder.ClientIds[left.Client]) : left.Clock.CompareTo(right.Clock);
}
