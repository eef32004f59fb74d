namespace RealLearning.Ycs;

/// <summary>One step that can be undone or redone.</summary>
public sealed class YStackItem
{
    private Dictionary<object, object?>? _meta;

    internal YStackItem(DeleteRuns insertions, DeleteRuns deletions) => (Insertions, Deletions) = (insertions, deletions);

    /// <summary>Whatever is to be restored with it, such as a selection.</summary>
    public IDictionary<object, object?> Meta => _meta ??= [];

    internal DeleteRuns Insertions { get; }

    internal DeleteRuns Deletions { get; }

    internal void Add(DeleteRuns insertions, DeleteRuns deletions)
    {
        Insertions.Add(insertions);
        Insertions.Normalize();
        Deletions.Add(deletions);
        Deletions.Normalize();
    }
}

/// <summary>Which of the two stacks.</summary>
public enum YStackKind
{
    /// <summary>What can be undone.</summary>
    Undo,

    /// <summary>What can be redone.</summary>
    Redo,
}

/// <summary>What happened to a step.</summary>
/// <param name="Item">The step.</param>
/// <param name="Kind">The stack on which it is, or was.</param>
/// <param name="Origin">The origin of the transaction.</param>
/// <param name="ChangedTypes">The types that the transaction changed, and all types that hold them.</param>
public sealed record YStackItemEvent(YStackItem Item, YStackKind Kind, object? Origin, IReadOnlyList<YType> ChangedTypes);
