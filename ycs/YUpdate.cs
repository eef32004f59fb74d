namespace RealLearning.Ycs;

/// <summary>What an update adds and deletes.</summary>
public sealed record UpdateContents(IReadOnlyList<ClientRange> Added, IReadOnlyList<ClientRange> Deleted);

/// <summary>
/// Work on updates without a document. Methods without a number are for format v1, those with <c>V2</c> for v2. Everything throws
/// <see cref="MalformedUpdateException"/> for what is no update.
/// </summary>
public static partial class YUpdate
{
    private static readonly byte[] EmptyBytes = [0, 0];

    /// <summary>The v1 update of nothing.</summary>
    public static ReadOnlySpan<byte> Empty => EmptyBytes;

    /// <summary>The ranges that an update adds and deletes.</summary>
    public static UpdateContents Inspect(ReadOnlySpan<byte> update) => Inspect(update, isV2: false);

    /// <summary>The same for v2.</summary>
    public static UpdateContents InspectV2(ReadOnlySpan<byte> update) => Inspect(update, isV2: true);

    /// <summary>
    /// One update that does what all of them do, in any order. Runs that continue each other are joined, holes between them become Skip structs
    /// (rule 16). Linear in their size where each client's come in order.
    /// </summary>
    public static byte[] Merge(IEnumerable<ReadOnlyMemory<byte>> updates) => Encode(Decode(updates, isV2: false), false, [], false);

    /// <summary>The same for v2.</summary>
    public static byte[] MergeV2(IEnumerable<ReadOnlyMemory<byte>> updates) => Encode(Decode(updates, isV2: true), true, [], false);

    /// <summary>Like <see cref="Merge"/>, and what the updates delete loses its content, as in a document that collects garbage.</summary>
    public static byte[] MergeCollected(IEnumerable<ReadOnlyMemory<byte>> updates) => Encode(Decode(updates, isV2: false), false, [], true);

    /// <summary>The same for v2.</summary>
    public static byte[] MergeCollectedV2(IEnumerable<ReadOnlyMemory<byte>> updates) => Encode(Decode(updates, isV2: true), true, [], true);

    /// <summary>The part of an update that the holder of a state vector lacks, with all its deletions.</summary>
    public static byte[] Diff(ReadOnlySpan<byte> update, ReadOnlySpan<byte> stateVector) => Encode(Decode(update, isV2: false), false, StateVectors.Read(stateVector), false);

    /// <summary>The same for v2.</summary>
    public static byte[] DiffV2(ReadOnlySpan<byte> update, ReadOnlySpan<byte> stateVector) => Encode(Decode(update, isV2: true), true, StateVectors.Read(stateVector), false);

    /// <summary>A v1 update in format v2, struct by struct.</summary>
    public static byte[] ConvertV1ToV2(ReadOnlySpan<byte> update) => Convert(Decode(update, isV2: false), toV2: true);

    /// <summary>A v2 update in format v1, struct by struct.</summary>
    public static byte[] ConvertV2ToV1(ReadOnlySpan<byte> update) => Convert(Decode(update, isV2: true), toV2: false);

    /// <summary>The state vector that an update leads to from nothing: up to the first hole of each client.</summary>
    public static byte[] EncodeStateVector(ReadOnlySpan<byte> update) => EncodeStateVector(Decode(update, isV2: false));

    /// <summary>The same for v2.</summary>
    public static byte[] EncodeStateVectorV2(ReadOnlySpan<byte> update) => EncodeStateVector(Decode(update, isV2: true));

    internal static void Ranges(UpdateDecoder decoder, List<ClientRange> into)
    {
        foreach (var group in decoder.Clients.AsSpan(0, decoder.ClientCount))
        {
            for (var i = group.First; i < group.First + group.Count; i++)
            {
                ref var item = ref decoder.Structs[i];
                if (item.Kind == BlockKind.Skip)
                {
                    continue;
                }

                var client = decoder.ClientIds[item.Client];
                if (into.Count > 0 && into[^1] is var last && last.Client == client && last.End == item.Clock)
                {
                    into[^1] = last with { Length = last.Length + item.Length };
                }
                else
                {
                    into.Add(new ClientRange(client, item.Clock, item.Length));
                }
            }
        }
    }

    private static UpdateContents Inspect(ReadOnlySpan<byte> update, bool isV2)
    {
        var decoder = Decode(update, isV2);
        var added = new List<ClientRange>();
        Ranges(decoder, added);
        return new UpdateContents(added, [.. decoder.Deleted.AsSpan(0, decoder.DeletedCount)]);
    }

    private static byte[] EncodeStateVector(UpdateDecoder decoder)
    {
        var ranges = new List<ClientRange>();
        Ranges(decoder, ranges);
        return StateVectors.Write([.. ranges.Where(range => range.Clock == 0).Select(range => (range.Client, range.Length))]);
    }

    private static byte[] Encode(UpdateDecoder decoder, bool isV2, Dictionary<long, long> known, bool collect)
    {
        if (isV2)
        {
            var v2 = new V2Writer(1_024);
            UpdateMerge.Write(ref v2, decoder, known, collect);
            return v2.Finish();
        }

        var v1 = new V1Writer(1_024);
        UpdateMerge.Write(ref v1, decoder, known, collect);
        return v1.Finish();
    }

    private static byte[] Convert(UpdateDecoder decoder, bool toV2)
    {
        var pieces = new List<UpdatePiece>(decoder.StructCount);
        foreach (var group in decoder.Clients.AsSpan(0, decoder.ClientCount))
        {
            for (var i = group.First; i < group.First + group.Count; i++)
            {
                pieces.Add(new UpdatePiece(decoder, decoder.Structs[i], 0));
            }
        }

        return UpdatePiece.Encode(pieces, [.. decoder.Deleted.AsSpan(0, decoder.DeletedCount)], toV2);
    }

    private static UpdateDecoder Decode(ReadOnlySpan<byte> update, bool isV2)
    {
        var decoder = new UpdateDecoder();
        decoder.Decode(update, YLimits.Default, isV2);
        return decoder;
    }

    private static UpdateDecoder Decode(IEnumerable<ReadOnlyMemory<byte>> updates, bool isV2)
    {
        var decoder = new UpdateDecoder();
        foreach (var update in updates)
        {
            decoder.DecodeMore(update.Span, YLimits.Default, isV2);
        }

        return decoder;
    }
}
