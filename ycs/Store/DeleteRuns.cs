namespace RealLearning.Ycs;

/// <summary>Ranges of clocks by client index, sorted and joined when asked; the delete set of a transaction.</summary>
internal sealed class DeleteRuns
{
    private readonly List<(int Client, int Clock, int Length)> _runs = [];

    public int Count => _runs.Count;

    public (int Client, int Clock, int Length) this[int index] => _runs[index];

    public void Add(int client, int clock, int length)
    {
        if (_runs.Count > 0 && _runs[^1] is var last && last.Client == client && last.Clock + last.Length == clock)
        {
            _runs[^1] = last with { Length = last.Length + length };
            return;
        }

        _runs.Add((client, clock, length));
    }

    public void Clear() => _runs.Clear();

    /// <summary>Sorts by client, then clock, and joins what touches.</summary>
    public void Normalize()
    {
        if (_runs.Count < 2)
        {
            return;
        }

        _runs.Sort();
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
