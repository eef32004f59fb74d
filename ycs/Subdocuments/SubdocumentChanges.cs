namespace RealLearning.Ycs;

/// <summary>The subdocuments that a transaction brings, takes away, and wants loaded.</summary>
internal sealed class SubdocumentChanges
{
    public List<DocValue> Added { get; } = [];

    public List<DocValue> Removed { get; } = [];

    public List<DocValue> Loaded { get; } = [];
}

/// <summary>What happened to the subdocuments of a document in one transaction.</summary>
/// <param name="Added">Those that came.</param>
/// <param name="Removed">Those that were deleted or destroyed; they are destroyed after this.</param>
/// <param name="Loaded">Those whose content is wanted.</param>
public sealed record YSubdocumentsEvent(IReadOnlyList<YDoc> Added, IReadOnlyList<YDoc> Removed, IReadOnlyList<YDoc> Loaded);
