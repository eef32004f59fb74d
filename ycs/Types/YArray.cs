namespace RealLearning.Ycs;

/// <summary>A shared list of plain values, bytes, shared types and subdocuments.</summary>
public sealed class YArray : YList
{
    /// <summary>A list without a place yet.</summary>
    public YArray()
        : base(0)
    {
    }

    /// <summary>A list without a place yet, with values.</summary>
    public YArray(IEnumerable<object?> values)
        : this() => AddRange(values);

    /// <summary>Elements in the list.</summary>
    public int Count => Length;

    /// <summary>Adds an element behind everything.</summary>
    public void Add(object? value) => PushValues([value]);

    /// <summary>Adds elements behind everything.</summary>
    public void AddRange(IEnumerable<object?> values) => PushValues([.. values]);

    /// <summary>Inserts an element before a position.</summary>
    public void Insert(int index, object? value) => InsertValues(index, [value]);

    /// <summary>Inserts elements before a position.</summary>
    public void InsertRange(int index, IEnumerable<object?> values) => InsertValues(index, [.. values]);

    /// <summary>The element at a position. Throws <see cref="ArgumentOutOfRangeException"/>.</summary>
    public object? Get(int index) => ElementAt(index);

    /// <summary>All elements: shared types and subdocuments as such.</summary>
    public List<object?> ToList() => [.. Elements()];

    /// <summary>All elements as plain values.</summary>
    public List<object?> ToJson() => [.. Elements().Select(Plain)];

    /// <inheritdoc/>
    public override object ToPlain() => ToJson();

    /// <inheritdoc/>
    public override YArray Clone() => new(Elements().Select(Copy));
}
