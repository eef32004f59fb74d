namespace RealLearning.Ycs;

/// <summary>What was written behind one left origin: its client's id, the client's index and the clock at which it begins; a node of <see cref="SiblingOrder"/>.</summary>
internal sealed class Sibling(long rank, int client, int clock)
{
    public long Rank { get; } = rank;

    public int Client { get; } = client;

    public int Clock { get; } = clock;

    internal Sibling? Before { get; set; }

    internal Sibling? Behind { get; set; }

    internal Sibling? Above { get; set; }

    internal uint Priority { get; set; }

    /// <summary>The least rank of what hangs below it and its own.</summary>
    internal long Least { get; set; } = rank;
}

/// <summary>
/// The siblings of a place as they stand in the list, whatever their right origins: a treap without keys, in which the last one of a lesser rank before a given one
/// is found in logarithmic time.
/// </summary>
internal sealed class SiblingOrder
{
    private Sibling? _root;
    private uint _random = 2_463_534_242;

    public Sibling? First => _root is null ? null : Outermost(_root, isLast: false);

    /// <summary>Puts one before another, or at the end.</summary>
    public void Insert(Sibling sibling, Sibling? next)
    {
        sibling.Priority = Random();
        if (_root is null)
        {
            _root = sibling;
            return;
        }

        if (next is { Before: null })
        {
            (next.Before, sibling.Above) = (sibling, next);
        }
        else
        {
            var last = Outermost(next?.Before ?? _root, isLast: true);
            (last.Behind, sibling.Above) = (sibling, last);
        }

        for (var above = sibling.Above; above is not null; above = sibling.Above)
        {
            if (above.Priority >= sibling.Priority)
            {
                break;
            }

            RotateUp(sibling, above);
        }

        for (var above = sibling.Above; above is not null && above.Least > sibling.Rank; above = above.Above)
        {
            above.Least = sibling.Rank;
        }
    }

    /// <summary>The last one of a lesser rank that stands before another, or before the end.</summary>
    public Sibling? LastBelow(long rank, Sibling? end)
    {
        if (end is null)
        {
            return Descend(_root, rank);
        }

        if (Descend(end.Before, rank) is { } near)
        {
            return near;
        }

        for (var (at, above) = (end, end.Above); above is not null; (at, above) = (above, above.Above))
        {
            if (above.Behind == at)
            {
                if (above.Rank < rank)
                {
                    return above;
                }

                if (Descend(above.Before, rank) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    public static Sibling? Next(Sibling sibling)
    {
        if (sibling.Behind is { } behind)
        {
            return Outermost(behind, isLast: false);
        }

        var (at, above) = (sibling, sibling.Above);
        while (above is not null && above.Behind == at)
        {
            (at, above) = (above, above.Above);
        }

        return above;
    }

    private static Sibling? Descend(Sibling? at, long rank)
    {
        while (at is not null && at.Least < rank)
        {
            if (at.Behind?.Least < rank)
            {
                at = at.Behind;
            }
            else if (at.Rank < rank)
            {
                return at;
            }
            else
            {
                at = at.Before;
            }
        }

        return null;
    }

    private static Sibling Outermost(Sibling at, bool isLast)
    {
        while ((isLast ? at.Behind : at.Before) is { } next)
        {
            at = next;
        }

        return at;
    }

    private void RotateUp(Sibling sibling, Sibling above)
    {
        var moved = above.Before == sibling ? sibling.Behind : sibling.Before;
        if (above.Before == sibling)
        {
            (above.Before, sibling.Behind) = (moved, above);
        }
        else
        {
            (above.Behind, sibling.Before) = (moved, above);
        }

        if (moved is not null)
        {
            moved.Above = above;
        }

        var top = above.Above;
        (sibling.Above, above.Above) = (top, sibling);
        if (top is null)
        {
            _root = sibling;
        }
        else if (top.Before == above)
        {
            top.Before = sibling;
        }
        else
        {
            top.Behind = sibling;
        }

        above.Least = LeastOf(above);
        sibling.Least = LeastOf(sibling);
    }

    private static long LeastOf(Sibling at) => Math.Min(at.Rank, Math.Min(at.Before?.Least ?? long.MaxValue, at.Behind?.Least ?? long.MaxValue));

    private uint Random()
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        return _random ^= _random << 5;
    }
}
