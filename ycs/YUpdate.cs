namespace RealLearning.Ycs;

/// <summary>What an update adds and deletes.</summary>
public sealed record UpdateContents(IReadOnlyList<ClientRange> Added, IReadOnlyList<ClientRange> Deleted);

/// <summary>Work on v1 updates without a document. Everything throws <see cref="MalformedUpdateException"/> for what is none.</summary>
public static class YUpdate
{
    private static readonly byte[] EmptyBytes = [0, 0];

    /// <summary>The update of nothing.</summary>
    public static ReadOnlySpan<byte> Empty => EmptyBytes;

    /// <summary>The ranges that an update adds and deletes.</summary>
    public static UpdateContents Inspect(ReadOnlySpan<byte> update)
    {
        var decoder = Decode(update, YLimits.Default);
        var added = new List<ClientRange>();
        Ranges(decoder, added);
        return new UpdateContents(added, [.. decoder.Deleted.AsSpan(0, decoder.DeletedCount)]);
    }

    /// <summary>One update that does what all of them do, in any order. Linear in their size; holes between them become Skip structs (rule 16).</summary>
    public static byte[] Merge(IReadOnlyList<ReadOnlyMemory<byte>> updates) => Merge(updates, YLimits.Default);

    /// <summary>The same for what a document has taken: its own limits held.</summary>
    internal static byte[] MergeTaken(IReadOnlyList<ReadOnlyMemory<byte>> updates) => Merge(updates, YLimits.Taken);

    /// <summary>The part of an update that the holder of a state vector lacks, with all its deletions.</summary>
    public static byte[] Diff(ReadOnlySpan<byte> update, ReadOnlySpan<byte> stateVector) => Diff(update, stateVector, YLimits.Default);

    /// <summary>The same for what a document has taken.</summary>
    internal static byte[] DiffTaken(ReadOnlySpan<byte> update, ReadOnlySpan<byte> stateVector) => Diff(update, stateVector, YLimits.Taken);

    /// <summary>The state vector that an update leads to from nothing: up to the first hole of each client.</summary>
    public static byte[] EncodeStateVector(ReadOnlySpan<byte> update)
    {
        var decoder = Decode(update, YLimits.Default);
        var ranges = new List<ClientRange>();
        Ranges(decoder, ranges);
        var first = ranges.Where(range => range.Clock == 0).OrderByDescending(range => range.Client).ToList();
        var writer = new Lib0Writer(64);
        writer.WriteVarUint(first.Count);
        foreach (var range in first)
        {
            writer.WriteVarUint(range.Client);
            writer.WriteVarUint(range.Length);
        }

        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    internal static void Ranges(UpdateDecoder decoder, List<ClientRange> into)
    {
        for (var i = 0; i < decoder.StructCount; i++)
        {
            ref var item = ref decoder.Structs[i];
            if (item.Kind == BlockKind.Skip)
            {
                continue;
            }

            if (into.Count > 0 && into[^1] is var last && last.Client == item.Client && last.End == item.Clock)
            {
                into[^1] = last with { Length = last.Length + item.Length };
            }
            else
            {
                into.Add(new ClientRange(item.Client, item.Clock, item.Length));
            }
        }
    }

    private static byte[] Merge(IReadOnlyList<ReadOnlyMemory<byte>> updates, YLimits limits) =>
        UpdateMerge.Write(updates, [.. updates.Select(update => Decode(update.Span, limits))], []);

    private static byte[] Diff(ReadOnlySpan<byte> update, ReadOnlySpan<byte> stateVector, YLimits limits)
    {
        ReadOnlyMemory<byte> bytes = update.ToArray();
        return UpdateMerge.Write([bytes], [Decode(bytes.Span, limits)], StateVectors.Read(stateVector));
    }

    private static UpdateDecoder Decode(ReadOnlySpan<byte> update, YLimits limits)
    {
        var decoder = new UpdateDecoder();
        decoder.Decode(update, limits);
        return decoder;
    }
}
