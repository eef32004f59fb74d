namespace RealLearning.Ycs;

/// <summary>One struct that waits: as a v2 update of its own, with what must be known of it to order it and to see what it lacks.</summary>
internal sealed class PendingPiece
{
    private PendingPiece(int clock, int end) => (Clock, End) = (clock, end);

    public int Clock { get; }

    public int End { get; }

    public byte Kind { get; private init; }

    public byte[] Update { get; private init; } = [];

    /// <summary>The ids that it builds on; client -1 where there is none.</summary>
    public YId Origin { get; private init; } = None;

    public YId RightOrigin { get; private init; } = None;

    public YId Parent { get; private init; } = None;

    private static YId None => new(-1, 0);

    public static PendingPiece Of(UpdatePiece piece)
    {
        var (decoder, item) = (piece.Decoder, piece.Item);
        return new PendingPiece(piece.Clock, piece.End)
        {
            Kind = item.Kind,
            Update = UpdatePiece.Encode([piece], [], isV2: true),
            Origin = piece.Offset > 0 ? new YId(piece.Client, piece.Clock - 1) : Id(decoder, item.OriginClient, item.OriginClock),
            RightOrigin = Id(decoder, item.RightOriginClient, item.RightOriginClock),
            Parent = piece.Offset > 0 ? None : Id(decoder, item.ParentClient, item.ParentClock),
        };
    }

    /// <summary>To look up a clock among pieces.</summary>
    public static PendingPiece At(int clock) => new(clock, clock);

    /// <summary>Pieces, those of one client in a row, as one v2 update with Skips where some are missing.</summary>
    public static byte[] Join(IEnumerable<PendingPiece> pieces)
    {
        var decoder = new UpdateDecoder();
        var joined = new List<UpdatePiece>();
        foreach (var piece in pieces)
        {
            decoder.DecodeMore(piece.Update, YLimits.Taken, isV2: true);
            var next = new UpdatePiece(decoder, decoder.Structs[decoder.StructCount - 1], 0);
            if (joined.Count > 0 && joined[^1].Client == next.Client && joined[^1].End < next.Clock)
            {
                joined.Add(next.As(BlockKind.Skip, joined[^1].End, next.Clock - joined[^1].End));
            }

            joined.Add(next);
        }

        return UpdatePiece.Encode(joined, [], isV2: true);
    }

    /// <summary>
    /// Whether a text of a struct begins or ends with half of a surrogate pair. In v2 it is whole only together with the text that happens to stand beside it, so
    /// that such a struct cannot be written alone.
    /// </summary>
    public static bool HasHalves(UpdateDecoder decoder, in StructRef item) =>
        (item.Kind == BlockKind.String && HasHalves(decoder.TextOf(item)))
        || (item.ParentClient == StructRef.Root && HasHalves(decoder.NameOf(item.ParentClock)))
        || (item.Key >= 0 && HasHalves(decoder.NameOf(item.Key)))
        || (item.Kind == BlockKind.Type && HasHalves(decoder.NameOrNull(item.Content)))
        || (item.Kind is BlockKind.Json or BlockKind.Format or BlockKind.Doc && decoder.ValueOf(item) switch
        {
            string[] texts => texts.Any(text => HasHalves(text)),
            FormatValue format => HasHalves(format.Key),
            DocValue doc => HasHalves(doc.Guid),
            _ => false,
        });

    private static bool HasHalves(ReadOnlySpan<char> text) => !text.IsEmpty && (char.IsLowSurrogate(text[0]) || char.IsHighSurrogate(text[^1]));

    private static YId Id(UpdateDecoder decoder, int client, int clock) => client < 0 ? None : new YId(decoder.ClientIds[client], clock);
}
