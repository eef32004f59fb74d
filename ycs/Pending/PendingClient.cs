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
    /// What of some structs is new here. False where one overlaps what waits without being the same: what becomes of it then depends on which of the two came first
    /// in all the clients before.
    /// </summary>
    public bool TryTrim(List<PendingPiece> row, out List<PendingPiece> fresh)
    {
        fresh = [];
        foreach (var piece in row)
        {
            if (Floor(piece.End - 1) is not { } known || known.End <= piece.Clock)
            {
                fresh.Add(piece);
            }
            else if (known.Clock != piece.Clock || piece.Kind == BlockKind.Gc || !known.Update.AsSpan().SequenceEqual(piece.Update))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Adds structs in a row that overlap nothing; collected ones that touch such as wait are joined to them, as Yjs' <c>mergeUpdates</c> does. Takes time with what
    /// it touches, not with what waits.
    /// </summary>
    public void Add(List<PendingPiece> row)
    {
        var before = Floor(row[0].Clock);
        List<PendingPiece> touched = [];
        if (before is not null && before.End == row[0].Clock && Joins(before, row[0]))
        {
            touched.Add(before);
        }

        // What was joined once goes on: it is no longer one run of one update.
        for (var last = row[^1]; Floor(last.End) is { } next && next.Clock == last.End && Joins(last, next); last = next)
        {
            touched.Add(next);
        }

        if (touched.Count == 0)
        {
            row.ForEach(Insert);
            return;
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
