namespace RealLearning.Ycs;

/// <summary>A shared map from text to values.</summary>
public sealed class YMap : YType
{
    /// <summary>A map without a place yet.</summary>
    public YMap()
        : base(1)
    {
    }

    /// <summary>The keys that have a value.</summary>
    public IEnumerable<string> Keys => Owner.LiveKeys(Place).Select(key => Store.KeyName(key.Key));

    /// <summary>Sets a key; the last of concurrent writers wins.</summary>
    public void Set(string key, object? value) => Owner.Transact(() => Owner.SetLocal(Place, key, value));

    /// <summary>The value of a key, or null.</summary>
    public object? Get(string key) => Owner.TryGetKey(Place, key, out var value) ? value : null;

    /// <summary>Removes a key.</summary>
    public void Remove(string key) => Owner.Transact(() => Owner.RemoveLocal(Place, key));

    /// <summary>All entries as plain values.</summary>
    public Dictionary<string, object?> ToJson() => Keys.ToDictionary(key => key, key => Get(key) is YType type ? type.ToPlain() : Get(key));

    internal override object ToPlain() => ToJson();
}
