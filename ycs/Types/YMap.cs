namespace RealLearning.Ycs;

/// <summary>A shared map from text to plain values, bytes, shared types and subdocuments.</summary>
public class YMap : YType
{
    private readonly KeyedValues _values;

    /// <summary>A map without a place yet.</summary>
    public YMap()
        : this(1, null)
    {
    }

    /// <summary>A map without a place yet, with entries.</summary>
    public YMap(IEnumerable<KeyValuePair<string, object?>> entries)
        : this()
    {
        foreach (var (key, value) in entries)
        {
            Set(key, value);
        }
    }

    private protected YMap(byte kind, string? name)
        : base(kind, name) => _values = new KeyedValues(this);

    /// <summary>How many keys have a value.</summary>
    public int Count => _values.All().Count();

    /// <summary>The keys that have a value, in the order in which this document saw them first.</summary>
    public IEnumerable<string> Keys => _values.All().Select(entry => entry.Key);

    /// <summary>The entries, likewise; shared types and subdocuments as such.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Entries => _values.All();

    /// <summary>Sets a key; the last of concurrent writers wins.</summary>
    public void Set(string key, object? value) => _values.Set(key, value);

    /// <summary>The value of a key, or null.</summary>
    public object? Get(string key) => _values.TryGet(key, out var value) ? value : null;

    /// <summary>Whether a key has a value.</summary>
    public bool ContainsKey(string key) => _values.TryGet(key, out _);

    /// <summary>Removes a key.</summary>
    public void Remove(string key) => _values.Remove(key);

    /// <summary>Removes all keys.</summary>
    public void Clear() => Owner.Transact(() =>
    {
        foreach (var key in Keys.ToList())
        {
            Remove(key);
        }
    });

    /// <summary>All entries as plain values.</summary>
    public Dictionary<string, object?> ToJson() => _values.All().ToDictionary(entry => entry.Key, entry => Plain(entry.Value));

    /// <inheritdoc/>
    public override object ToPlain() => ToJson();

    /// <inheritdoc/>
    public override YMap Clone() => new(_values.All().Select(entry => KeyValuePair.Create(entry.Key, Copy(entry.Value))));

    internal override void WritePending() => _values.WritePending();
}
