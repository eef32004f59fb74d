namespace RealLearning.Ycs;

/// <summary>What waits of one client: pieces by clock that do not overlap.</summary>
internal sealed class PendingClient(long id)
{
    private static readonly PendingPiece Start = PendingPiece.At(0);

    private readonly SortedSet<PendingPiece> _pieces = new(Comparer<PendingPiece>.Create(static (left, right) => left.Clock.CompareTo(right.Clock)));

    public long Id { get; } = id;

    public IReadOnlyCollection<PendingPiece> Pieces => _pieces;

    public PendingPiece? First => _pieces.Min;

    public long Bytes { get; private set; }

    /// <summary>While something is tried again: the next clock, and how far the search has come.</summary>
    public int State { get; set; }

    public bool IsOnStack { get; set; }

    public bool IsGivenUp { get; set; }

    /// <summary>
    /// Adds structs in a row as Yjs' <c>mergeUpdates</c> would: those that overlap something are cut or dropped, collected ones that touch are joined. Takes time
    /// with what it touches, not with what waits.
    /// </summary>
    public void Add(List<PendingPiece> row)
    {
        var (start, end, touched) = (row[0].Clock, row[^1].End, new List<PendingPiece>());
        for (var before = Floor(start); before is not null && before.End >= start; before = before.Clock == start ? Floor(start - 1) : null)
        {
            touched.Insert(0, before);
        }

        if (start < end)
        {
            touched.AddRange(_pieces.GetViewBetween(PendingPiece.At(start + 1), PendingPiece.At(end)));
        }

        if (touched.TrueForAll(piece => piece.End <= start ? !Joins(piece, row[0]) : piece.Clock >= end && !Joins(row[^1], piece)))
        {
            row.ForEach(Insert);
            return;
        }

        for (var last = touched[^1]; last.Kind == BlockKind.Gc && Floor(last.End) is { } next && next.Clock == last.End && next.Kind == BlockKind.Gc; last = next)
        {
            touched.Add(next);
        }

        var merged = PendingMerge.Pieces([Decode(touched), Decode(row)]);
        touched.ForEach(Remove);
        foreach (var piece in merged)
        {
            if (piece.Item.Kind != BlockKind.Skip)
            {
                Insert(PendingPiece.Of(piece));
            }
        }
    }

    public void Insert(PendingPiece piece)
    {
        _pieces.Add(piece);
        Bytes += piece.Update.Length;
    }

    public void Remove(PendingPiece piece)
    {
        _pieces.Remove(piece);
        Bytes -= piece.Update.Length;
    }

    private static bool Joins(PendingPiece left, PendingPiece right) => left.Kind == BlockKind.Gc && right.Kind == BlockKind.Gc;

    private static UpdateDecoder Decode(IEnumerable<PendingPiece> pieces)
    {
        var decoder = new UpdateDecoder();
        decoder.Decode(PendingPiece.Join(pieces), YLimits.Taken, isV2: true);
        return decoder;
    }

    /// <summary>The last piece that begins at a clock or before it.</summary>
    private PendingPiece? Floor(int clock) => clock < 0 ? null : _pieces.GetViewBetween(Start, PendingPiece.At(clock)).Max;
}
