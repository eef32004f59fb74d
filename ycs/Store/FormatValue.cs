namespace RealLearning.Ycs;

/// <summary>A change of formatting: a key and its value. Of values that are objects it is the identity as well, as JavaScript's <c>===</c> sees it.</summary>
internal sealed record FormatValue(string Key, JsonValue Value)
{
    public static FormatValue None(string key) => new(key, JsonValue.Null);

    /// <summary>As <c>===</c> tells: plain values by what they are, objects and arrays only where they are one and the same. None at all is null.</summary>
    public static bool AreIdentical(FormatValue? left, FormatValue? right)
    {
        var (one, other) = (left?.Value ?? JsonValue.Null, right?.Value ?? JsonValue.Null);
        return ReferenceEquals(left, right) || (!one.IsObject && !other.IsObject && one.Text == other.Text);
    }

    /// <summary>As Yjs compares formatting: identical, or objects with the same keys whose values are identical. What is nested deeper is never the same.</summary>
    public static bool AreSame(FormatValue? left, FormatValue? right) =>
        AreIdentical(left, right)
        || (left is { Value.IsObject: true } && right is { Value.IsObject: true } && FlatComparison.AreSame(left.Value.ToObject(), right.Value.ToObject()));
}
