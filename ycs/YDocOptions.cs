namespace RealLearning.Ycs;

/// <summary>How a document behaves. Randomness comes from outside: the engine draws none.</summary>
public sealed record YDocOptions
{
    /// <summary>The id under which local changes are written; above 0 and below 2^53, never used by two writers at once.</summary>
    public long ClientId { get; init; }

    /// <summary>Whether deleted content is dropped at the end of each transaction. Default true, as in Yjs.</summary>
    public bool Gc { get; init; } = true;

    /// <summary>What is accepted from others.</summary>
    public YLimits Limits { get; init; } = YLimits.Default;
}
