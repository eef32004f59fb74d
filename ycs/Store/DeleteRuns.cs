namespace RealLearning.Ycs;

/// <summary>Ranges of clocks by client index, sorted and joined when asked; the delete set of a transaction.</summary>
internal sealed class DeleteRuns
{
    private static readonly Comparison<(int Client, int Clock, int Length)> ByIdentity =
        static (left, right) => left.Client != right.Client ? left.Client.CompareTo(right.Client) : left.Clock.CompareTo(right.Clock);

    private readonly List<(int Client, int Clock, int Length)> _runs = [];
    private bool _isSorted = true;

    public int Count => _runs.Count;

    public (int Client, int Clock, int Length) this[int index] => _runs[index];

    public void Add(int client, int clock, int length)
    {
        if (_runs.Count > 0)
        {
            var last = _runs[^1];
            if (last.Client == client && last.Clock + last.Length == clock)
            {
                _runs[^1] = last with { Length = last.Length + length };
                return;
            }

            _isSorted &= client > last.Client || (client == last.Client && clock > last.Clock + last.Length);
        }

        _runs.Add((client, clock, length));
    }

    /// <summary>Forgets them, and a list that was large.</summary>
    public void Clear()
    {
        _runs.Clear();
        _isSorted = true;
        if (_runs.Capacity > Scratch.KeptMax)
        {
            _runs.Capacity = 0;
        }
    }

    /// <summary>Sorts by client, then clock, and joins what touches.</summary>
    public void Normalize()
    {
        if (_isSorted)
        {
            return;
        }

        _runs.Sort(ByIdentity);
        _isSorted = true;
        var kept = 0;
        for (var i = 1; i < _runs.Count; i++)
        {
            var (last, next) = (_runs[kept], _runs[i]);
            if (last.Client == next.Client && last.Clock + last.Length >= next.Clock)
            {
                _runs[kept] = last with { Length = Math.Max(last.Length, next.Clock + next.Length - last.Clock) };
            }
            else
            {
                _runs[++kept] = next;
            }
        }

        _runs.RemoveRange(kept + 1, _runs.Count - kept - 1);
    }
}
