namespace RealLearning.Ycs;

/// <summary>Ranges of clocks by client index, the clients in the order in which they came first, as Yjs holds a delete set. Sorted and joined when asked.</summary>
internal sealed class DeleteRuns
{
    private static readonly Comparer<Run> ByPlace = Comparer<Run>.Create(
        static (left, right) => left.Rank != right.Rank ? left.Rank.CompareTo(right.Rank) : left.Clock.CompareTo(right.Clock));

    private readonly List<Run> _runs = [];
    private readonly List<int> _clients = [];
    private Dictionary<int, int>? _ranks;
    private bool _isSorted = true;

    public int Count => _runs.Count;

    public (int Client, int Clock, int Length) this[int index] => (_clients[_runs[index].Rank], _runs[index].Clock, _runs[index].Length);

    public void Add(int client, int clock, int length)
    {
        var rank = _runs.Count > 0 && _clients[_runs[^1].Rank] == client ? _runs[^1].Rank : RankOf(client);
        if (_runs.Count > 0 && _runs[^1] is var last)
        {
            if (last.Rank == rank && last.Clock + last.Length == clock)
            {
                _runs[^1] = last with { Length = last.Length + length };
                return;
            }

            _isSorted &= last.Rank < rank || (last.Rank == rank && last.Clock + last.Length < clock);
        }

        _runs.Add(new Run(rank, clock, length));
    }

    /// <summary>Adds the ranges of another.</summary>
    public void Add(DeleteRuns other)
    {
        foreach (var run in other._runs)
        {
            Add(other._clients[run.Rank], run.Clock, run.Length);
        }
    }

    public void Clear()
    {
        _runs.Clear();
        _clients.Clear();
        _ranks?.Clear();
        _isSorted = true;
    }

    /// <summary>Sorts each client's ranges by clock and joins what touches.</summary>
    public void Normalize()
    {
        if (_isSorted)
        {
            return;
        }

        _runs.Sort(ByPlace);
        var kept = 0;
        for (var i = 1; i < _runs.Count; i++)
        {
            var (last, next) = (_runs[kept], _runs[i]);
            if (last.Rank == next.Rank && last.Clock + last.Length >= next.Clock)
            {
                _runs[kept] = last with { Length = Math.Max(last.Length, next.Clock + next.Length - last.Clock) };
            }
            else
            {
                _runs[++kept] = next;
            }
        }

        _runs.RemoveRange(kept + 1, _runs.Count - kept - 1);
        _isSorted = true;
    }

    /// <summary>Whether an id is among them, which must be sorted.</summary>
    public bool Contains(int client, int clock)
    {
        if (_runs.Count == 0 || FindRank(client) is not (>= 0 and var rank))
        {
            return false;
        }

        var (low, high) = (0, _runs.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var run = _runs[middle];
            if (run.Rank < rank || (run.Rank == rank && run.Clock + run.Length <= clock))
            {
                low = middle + 1;
            }
            else if (run.Rank > rank || run.Clock > clock)
            {
                high = middle - 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next client's ranges, from the last place on: first and end. False where there are no more.</summary>
    public bool NextClient(ref int first, ref int end)
    {
        first = end;
        while (end < _runs.Count && _runs[end].Rank == _runs[first].Rank)
        {
            end++;
        }

        return first < end;
    }

    private int FindRank(int client)
    {
        if (_clients.Count <= 8)
        {
            return _clients.IndexOf(client);
        }

        return _ranks!.TryGetValue(client, out var rank) ? rank : -1;
    }

    private int RankOf(int client)
    {
        var rank = FindRank(client);
        if (rank >= 0)
        {
            return rank;
        }

        _clients.Add(client);
        if (_clients.Count > 8)
        {
            _ranks ??= [];
            for (var i = _ranks.Count; i < _clients.Count; i++)
            {
                _ranks.Add(_clients[i], i);
            }
        }

        return _clients.Count - 1;
    }

    private readonly record struct Run(int Rank, int Clock, int Length);
}
