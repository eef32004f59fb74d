namespace RealLearning.Ycs;

/// <summary>A shared type: a root or the content of a block. The list and the keys that it holds are blocks.</summary>
internal sealed class TypeNode
{
    public const byte Unknown = 255;

    /// <summary>Its index in the store; 0 once it was collected.</summary>
    public int Handle;

    /// <summary>The block whose content it is; 0 for a root.</summary>
    public int Item;

    public string? RootName;

    /// <summary>How many types it is nested in; 0 for a root.</summary>
    public int Depth;

    /// <summary>0 array, 1 map, 2 text, 3 element, 4 fragment, 5 hook, 6 XML text; <see cref="Unknown"/> for a root that nobody has named yet.</summary>
    public byte Ref = Unknown;

    /// <summary>A format was integrated since its kind is known: Yjs has no search markers from then on, and cleans up after remote changes.</summary>
    public bool HasFormatting;

    /// <summary>A format was ever integrated.</summary>
    public bool HasFormats;

    /// <summary>The node name of an element or hook.</summary>
    public string? Name;

    public int Start;

    /// <summary>The last block of each key.</summary>
    public Dictionary<int, int>? Map;

    /// <summary>Countable, undeleted units in the list.</summary>
    public int Length;

    public YType? View;

    /// <summary>Where local edits have looked before; null where they have not.</summary>
    public SearchMarkers? Markers;

    /// <summary>The transaction that has asked last whether this type changes in it, and where it stands in <see cref="ChangedTypes"/>, or -1.</summary>
    public int ChangedIn;

    public int ChangedAt;

    public bool IsText => Ref is 2 or 6;

    /// <summary>Yjs remembers places in lists and in texts without formats.</summary>
    public bool RemembersPlaces => (Ref is 0 or 2 or 6) && !HasFormatting;

    /// <summary>Yjs makes another object of a root once its kind is known; it knows nothing of the past.</summary>
    public void BecomeKnown(byte kind) => (Ref, HasFormatting, Markers) = (kind, false, null);
}
