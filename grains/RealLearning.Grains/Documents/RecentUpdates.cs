namespace RealLearning.Grains.Documents;

/// <summary>The last updates of a document, for nodes that missed one. Bounded in number and bytes; what is older is read from the state.</summary>
internal sealed class RecentUpdates(int countMax, int bytesMax)
{
    private readonly Queue<byte[]> _updates = new();
    private long _first = 1;
    private int _bytes;

    /// <summary>Starts again behind a sequence, with nothing at hand.</summary>
    public void Reset(long sequence)
    {
        _updates.Clear();
        _bytes = 0;
        _first = sequence + 1;
    }

    public void Add(byte[] update)
    {
        _updates.Enqueue(update);
        _bytes += update.Length;
        while (_updates.Count > countMax || _bytes > bytesMax)
        {
            _bytes -= _updates.Dequeue().Length;
            _first++;
        }
    }

    /// <summary>All updates after a sequence, or null where some are no longer at hand.</summary>
    public byte[][]? After(long sequence) =>
        sequence + 1 < _first ? null : [.. _updates.Skip((int)(sequence + 1 - _first))];
}
