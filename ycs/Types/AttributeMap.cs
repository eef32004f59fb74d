namespace RealLearning.Ycs;

/// <summary>Formatting by key, in the order in which the keys came, as JavaScript's maps hold it. Few entries; used again and again.</summary>
internal sealed class AttributeMap
{
    private readonly List<FormatValue> _entries = [];

    public int Count => _entries.Count;

    public FormatValue this[int index] => _entries[index];

    public FormatValue? Get(string key) => IndexOf(key) is >= 0 and var index ? _entries[index] : null;

    public void Set(FormatValue format)
    {
        var index = IndexOf(format.Key);
        if (index >= 0)
        {
            _entries[index] = format;
        }
        else
        {
            _entries.Add(format);
        }
    }

    public void Remove(string key)
    {
        if (IndexOf(key) is >= 0 and var index)
        {
            _entries.RemoveAt(index);
        }
    }

    /// <summary>What a format does to the attributes that hold at a place.</summary>
    public void Apply(FormatValue format)
    {
        if (format.Value.IsNull)
        {
            Remove(format.Key);
        }
        else
        {
            Set(format);
        }
    }

    public void CopyFrom(AttributeMap other)
    {
        _entries.Clear();
        _entries.AddRange(other._entries);
    }

    public void Clear() => _entries.Clear();

    /// <summary>In the order of an object's keys: those that look like an array's index first, by number.</summary>
    public void SortAsObject()
    {
        foreach (var (key, _) in _entries)
        {
            if (JsKeys.IsIndex(key, out _))
            {
                var sorted = JsKeys.InOrder(_entries.Select(entry => KeyValuePair.Create(entry.Key, entry)));
                _entries.Clear();
                _entries.AddRange(sorted.Select(entry => entry.Value));
                return;
            }
        }
    }

    /// <summary>As plain values.</summary>
    public Dictionary<string, object?> ToPlain() => _entries.ToDictionary(entry => entry.Key, entry => entry.Value.ToObject());

    private int IndexOf(string key)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }
}
