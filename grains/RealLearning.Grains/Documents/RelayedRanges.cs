namespace RealLearning.Grains.Documents;

/// <summary>What others than its author brought of one client: by clock, none over another, neighbours by the same person as one.</summary>
internal sealed class RelayedRanges
{
    private readonly List<RelayedRange> _ranges = [];

    public IReadOnlyList<RelayedRange> All => _ranges;

    public bool Meets(long from, long to) => IndexAt(from) is var at && at < _ranges.Count && _ranges[at].Clock < to;

    /// <summary>What was brought before stays its first bringer's.</summary>
    public void Add(RelayedRange range)
    {
        var (clock, end) = (range.Clock, range.End);
        var at = IndexAt(clock);
        while (clock < end)
        {
            var next = at < _ranges.Count ? _ranges[at] : null;
            var until = next is null ? end : Math.Min(end, next.Clock);
            if (until > clock)
            {
                at = Insert(at, range with { Clock = clock, Length = until - clock });
            }

            clock = next is null ? end : Math.Max(until, next.End);
            at++;
        }
    }

    public void Remove(long from, long to)
    {
        for (var at = IndexAt(from); at < _ranges.Count && _ranges[at].Clock < to; at++)
        {
            var range = _ranges[at];
            _ranges.RemoveAt(at);
            if (range.Clock < from)
            {
                _ranges.Insert(at++, range with { Length = from - range.Clock });
            }

            if (to < range.End)
            {
                _ranges.Insert(at++, range with { Clock = to, Length = range.End - to });
            }

            at--;
        }
    }

    public void RemoveBroughtBy(string personId) => _ranges.RemoveAll(range => range.PersonId == personId);

    /// <summary>The first range that ends behind a clock.</summary>
    private int IndexAt(long clock)
    {
        var (low, high) = (0, _ranges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _ranges[middle].End > clock ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>Where it stands then.</summary>
    private int Insert(int at, RelayedRange range)
    {
        if (at > 0 && _ranges[at - 1] is var before && before.End == range.Clock && before.PersonId == range.PersonId)
        {
            _ranges[at - 1] = before with { Length = before.Length + range.Length };
            return at - 1;
        }

        _ranges.Insert(at, range);
        return at;
    }
}

/// <summary>A range that somebody other than its author brought.</summary>
internal sealed record RelayedRange(long Client, long Clock, long Length, string PersonId)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public long End => Clock + Length;
}
