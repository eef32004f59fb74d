namespace RealLearning.Ycs;

/// <summary>A shared list.</summary>
public sealed class YArray : YSequence
{
    /// <summary>A list without a place yet.</summary>
    public YArray()
        : base(0)
    {
    }

    /// <summary>Elements in the list.</summary>
    public int Count => Length;

    /// <summary>Adds an element at the end.</summary>
    public void Add(object? value) => Insert(Length, value);

    /// <summary>Inserts an element before a position.</summary>
    public void Insert(int index, object? value) => InsertValues(index, [value]);

    /// <summary>The element at a position.</summary>
    public object? Get(int index) => Elements().ElementAt(index);

    /// <summary>All elements as plain values.</summary>
    public List<object?> ToJson() => [.. Elements().Select(element => element is YType type ? type.ToPlain() : element)];

    internal override object ToPlain() => ToJson();
}
