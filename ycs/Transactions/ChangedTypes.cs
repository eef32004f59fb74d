namespace RealLearning.Ycs;

/// <summary>The types that a transaction changes, in the order of their first change, each with what was changed: its list, and keys. Used again and again.</summary>
internal sealed class ChangedTypes
{
    private readonly List<ChangedType> _types = [];

    public int Count { get; private set; }

    public ChangedType this[int index] => _types[index];

    public int Add(TypeNode type)
    {
        if (Count == _types.Count)
        {
            _types.Add(new ChangedType());
        }

        _types[Count].Type = type;
        return Count++;
    }

    /// <summary>Forgets all; those that somebody holds on to are replaced.</summary>
    public void Clear(bool areHeld)
    {
        if (areHeld || _types.Count > 64)
        {
            _types.Clear();
        }

        for (var i = 0; i < Math.Min(Count, _types.Count); i++)
        {
            _types[i].Clear();
        }

        Count = 0;
    }
}

/// <summary>What a transaction changes of one type.</summary>
internal sealed class ChangedType
{
    private const int RowMax = 8;

    private HashSet<int>? _known;

    /// <summary>Null where the type was deleted later in the transaction.</summary>
    public TypeNode? Type { get; set; }

    /// <summary>Whether its list was changed.</summary>
    public bool List { get; set; }

    /// <summary>The keys that were changed, in the order of their first change.</summary>
    public List<int> Keys { get; } = [];

    public void AddKey(int key)
    {
        if (Keys.Count < RowMax ? Keys.Contains(key) : !(_known ??= [.. Keys]).Add(key))
        {
            return;
        }

        Keys.Add(key);
        _known?.Add(key);
    }

    public void Clear()
    {
        (Type, List, _known) = (null, false, null);
        Keys.Clear();
    }
}
