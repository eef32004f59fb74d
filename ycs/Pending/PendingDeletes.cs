namespace RealLearning.Ycs;

/// <summary>Deletions of what is not there yet (rule 17), by client from the highest id to the lowest, then by clock. They may overlap until they are written.</summary>
internal sealed class PendingDeletes
{
    private readonly SortedDictionary<long, SortedSet<ClientRange>> _clients = new(Comparer<long>.Create(static (left, right) => right.CompareTo(left)));

    private static readonly Comparer<ClientRange> ByClock =
        Comparer<ClientRange>.Create(static (left, right) => left.Clock != right.Clock ? left.Clock.CompareTo(right.Clock) : left.Length.CompareTo(right.Length));

    public int Count { get; private set; }

    public void Add(ClientRange range)
    {
        if (!_clients.TryGetValue(range.Client, out var ranges))
        {
            ranges = new SortedSet<ClientRange>(ByClock);
            _clients.Add(range.Client, ranges);
        }

        Count += ranges.Add(range) ? 1 : 0;
    }

    /// <summary>Takes out what is there now, joined, since a range that is deleted at once is not cut; leaves what of it is behind the clients' states. Takes time with the clients that wait, and with what is taken.</summary>
    public List<ClientRange> Take(BlockStore store)
    {
        var taken = new List<ClientRange>();
        List<(ClientRange Left, bool IsLast)>? changed = null;
        foreach (var (client, ranges) in _clients)
        {
            var state = store.StateOf(client);
            while (ranges.Count > 0 && ranges.Min is var first && first.Clock < state)
            {
                ranges.Remove(first);
                Count--;
                taken.Add(first with { Length = Math.Min(first.End, state) - first.Clock });
                (changed ??= []).Add((new ClientRange(client, state, first.End - state), ranges.Count == 0));
            }
        }

        foreach (var (left, isLast) in changed ?? [])
        {
            if (isLast)
            {
                _clients.Remove(left.Client);
            }
        }

        foreach (var (left, _) in changed ?? [])
        {
            if (left.Length > 0)
            {
                Add(left);
            }
        }

        return DeleteSets.Join(taken);
    }

    /// <summary>All of them.</summary>
    public IEnumerable<ClientRange> All => _clients.Values.SelectMany(ranges => ranges);
}
