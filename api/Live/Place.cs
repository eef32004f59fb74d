namespace RealLearning.Api.Live;

/// <summary>
/// How far a node has followed a document within a term. Deliveries come at most once, so a hole in the numbers is possible: what comes
/// behind it is noted until the hole is filled.
/// </summary>
internal sealed class Place
{
    /// <summary>Numbers beyond a hole that are remembered. Beyond them the node simply asks again.</summary>
    private const int AheadMax = 4_096;

    private readonly HashSet<long> _ahead = [];

    /// <summary>The last number up to which nothing is missing.</summary>
    public long Sequence { get; private set; }

    /// <summary>True while something is missing.</summary>
    public bool HasGap => _ahead.Count > 0;

    /// <summary>Starts at a number.</summary>
    public void Reset(long sequence)
    {
        Sequence = sequence;
        _ahead.Clear();
    }

    /// <summary>Notes a delivery. False where it came before.</summary>
    public bool Note(long sequence)
    {
        if (sequence <= Sequence)
        {
            return false;
        }

        if (sequence > Sequence + 1)
        {
            return _ahead.Count >= AheadMax || _ahead.Add(sequence);
        }

        Sequence = sequence;
        Close();
        return true;
    }

    /// <summary>Everything up to a number has come in another way.</summary>
    public void Fill(long sequence)
    {
        if (sequence <= Sequence)
        {
            return;
        }

        Sequence = sequence;
        _ahead.RemoveWhere(ahead => ahead <= sequence);
        Close();
    }

    private void Close()
    {
        while (_ahead.Remove(Sequence + 1))
        {
            Sequence++;
        }
    }
}
