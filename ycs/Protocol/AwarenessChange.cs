namespace RealLearning.Ycs;

/// <summary>The clients whose states came, changed and went.</summary>
public sealed record AwarenessChange(IReadOnlyList<long> Added, IReadOnlyList<long> Updated, IReadOnlyList<long> Removed)
{
    /// <summary>The origin of what was done here.</summary>
    public const string Local = "local";

    /// <summary>The origin of removals of clients that were silent for too long.</summary>
    public const string Timeout = "timeout";
}
