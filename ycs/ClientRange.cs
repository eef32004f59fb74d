namespace RealLearning.Ycs;

/// <summary>The ids (client, clock) … (client, clock + length − 1). Lengths count UTF-16 units of text and elements of arrays.</summary>
public readonly record struct ClientRange(long Client, long Clock, long Length)
{
    /// <summary>The first clock after the range.</summary>
    public long End => Clock + Length;
}
