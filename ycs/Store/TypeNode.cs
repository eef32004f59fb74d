namespace RealLearning.Ycs;

/// <summary>A shared type: a root or the content of a block. The list and the keys that it holds are blocks.</summary>
internal sealed class TypeNode
{
    public const byte Unknown = 255;

    public int Handle;

    /// <summary>The block whose content it is; 0 for a root.</summary>
    public int Item;

    public string? RootName;

    /// <summary>How many types it is nested in; 0 for a root.</summary>
    public int Depth;

    /// <summary>0 array, 1 map, 2 text, 3 element, 4 fragment, 5 hook, 6 XML text; <see cref="Unknown"/> for a root that nobody has named yet.</summary>
    public byte Ref = Unknown;

    /// <summary>The node name of an element or hook.</summary>
    public string? Name;

    public int Start;

    /// <summary>The last block of each key.</summary>
    public Dictionary<int, int>? Map;

    /// <summary>Countable, undeleted units in the list.</summary>
    public int Length;

    public YType? View;
}
