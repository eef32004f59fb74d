namespace RealLearning.Ycs;

/// <summary>One client's awareness: a clock and its state as JSON; <c>null</c> where it has left.</summary>
public readonly record struct AwarenessEntry(long ClientId, long Clock, ReadOnlyMemory<byte> JsonUtf8)
{
    /// <summary>True where the client says that it has left.</summary>
    public bool IsGone => JsonUtf8.Span.SequenceEqual("null"u8);

    /// <summary>The removal of this entry. Of the same clock, over which it wins, so that a client that comes back is seen at its next one.</summary>
    public AwarenessEntry Gone() => this with { JsonUtf8 = "null"u8.ToArray() };

    /// <summary>Whether it is taken where a client has this clock, and a state or none (rule 23).</summary>
    public bool IsNewerThan(long clock, bool isPresent) => IsNewer(clock, isPresent, Clock, IsGone);

    internal static bool IsNewer(long known, bool isPresent, long clock, bool isGone) => known < clock || (known == clock && isGone && isPresent);
}
