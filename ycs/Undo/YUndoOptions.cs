namespace RealLearning.Ycs;

/// <summary>How a <see cref="YUndoManager"/> behaves. Time comes from outside.</summary>
public sealed record YUndoOptions
{
    /// <summary>The time, in milliseconds above 0, from any start. Without it each change is a step of its own.</summary>
    public Func<long>? NowMs { get; init; }

    /// <summary>Changes that follow each other in less than so many milliseconds become one step. Default 500.</summary>
    public long CaptureTimeoutMs { get; init; } = 500;

    /// <summary>Whether a transaction's changes are to be undone at all. Default: all.</summary>
    public Func<YTransaction, bool> CaptureTransaction { get; init; } = static _ => true;

    /// <summary>Whether undoing may delete something. Default: all.</summary>
    public Func<YItem, bool> DeleteFilter { get; init; } = static _ => true;

    /// <summary>The origins whose transactions can be undone; a <see cref="Type"/> stands for all origins of that very type. Default: null, that is none given.</summary>
    public IEnumerable<object?> TrackedOrigins { get; init; } = [null];

    /// <summary>Whether undoing a change of a key overwrites what others have set since. Default false.</summary>
    public bool IgnoreRemoteMapChanges { get; init; }
}
