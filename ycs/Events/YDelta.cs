namespace RealLearning.Ycs;

/// <summary>What an operation of a delta does.</summary>
public enum YDeltaKind
{
    /// <summary>Adds content.</summary>
    Insert,

    /// <summary>Passes over units, and formats them where there are attributes.</summary>
    Retain,

    /// <summary>Takes units away.</summary>
    Delete,
}

/// <summary>One operation of a delta (Quill's format). Lengths count UTF-16 units of text, or elements.</summary>
public sealed record YDelta
{
    private YDelta(YDeltaKind kind) => Kind = kind;

    /// <summary>What it does.</summary>
    public YDeltaKind Kind { get; }

    /// <summary>What is inserted: of a text a string, a value or a shared type; of a list the elements as a list.</summary>
    public object? Content { get; private init; }

    /// <summary>Units that are passed over or deleted; 0 where it inserts.</summary>
    public int Length { get; private init; }

    /// <summary>Formatting; null for none.</summary>
    public IReadOnlyDictionary<string, object?>? Attributes { get; private init; }

    /// <summary>An insertion.</summary>
    public static YDelta Insert(object? content, IReadOnlyDictionary<string, object?>? attributes = null) =>
        new(YDeltaKind.Insert) { Content = content, Attributes = attributes };

    /// <summary>Passes over units.</summary>
    public static YDelta Retain(int length, IReadOnlyDictionary<string, object?>? attributes = null) =>
        new(YDeltaKind.Retain) { Length = length, Attributes = attributes };

    /// <summary>Takes units away.</summary>
    public static YDelta Delete(int length) => new(YDeltaKind.Delete) { Length = length };

    /// <summary>The same with a copy of a shared type.</summary>
    internal YDelta Copy() => Content is YType type ? this with { Content = type.Clone() } : this;

    /// <summary>Throws <see cref="ArgumentException"/> where a text cannot carry it out.</summary>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Length);
        if (Kind == YDeltaKind.Insert)
        {
            ArgumentNullException.ThrowIfNull(Content);
            YType.Check(Content, nameof(Content));
        }

        foreach (var value in Attributes?.Values ?? [])
        {
            YType.Check(value, nameof(Attributes));
        }
    }
}
