namespace RealLearning.Ycs;

/// <summary>The values under keys of one type: a map's entries, an element's or a text's attributes. Written before there is a place, they wait.</summary>
internal sealed class KeyedValues(YType type)
{
    private List<KeyValuePair<string, object?>>? _pending;

    public IEnumerable<KeyValuePair<string, object?>> All()
    {
        var (doc, node) = Read();
        foreach (var (key, handle) in node.Map ?? [])
        {
            if (!doc.Store[handle].IsDeleted)
            {
                yield return KeyValuePair.Create(doc.Store.KeyName(key), doc.LastValueOf(handle));
            }
        }
    }

    public bool TryGet(string key, out object? value)
    {
        var (doc, node) = Read();
        if (node.Map is { } map && map.TryGetValue(doc.Store.FindKey(key), out var handle) && !doc.Store[handle].IsDeleted)
        {
            value = doc.LastValueOf(handle);
            return true;
        }

        value = null;
        return false;
    }

    public void Set(string key, object? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        YType.Check(value, nameof(value));
        if (type.Node is null)
        {
            _pending ??= [];
            var index = _pending.FindIndex(entry => entry.Key == key);
            if (index >= 0)
            {
                _pending[index] = KeyValuePair.Create(key, value);
            }
            else
            {
                _pending.Add(KeyValuePair.Create(key, value));
            }

            return;
        }

        var (doc, node) = Write();
        doc.Begin();
        try
        {
            doc.SetLocal(node, key, value);
        }
        finally
        {
            doc.End();
        }
    }

    public void Remove(string key)
    {
        if (type.Node is null)
        {
            _pending?.RemoveAll(entry => entry.Key == key);
            return;
        }

        var (doc, node) = Write();
        doc.Begin();
        try
        {
            doc.RemoveLocal(node, key);
        }
        finally
        {
            doc.End();
        }
    }

    public void WritePending()
    {
        var pending = _pending;
        _pending = null;
        foreach (var (key, value) in pending ?? [])
        {
            type.Doc!.SetLocal(type.Node!, key, value);
        }
    }

    private (YDoc Doc, TypeNode Node) Read() =>
        type is { Doc: { } doc, Node: { } node } ? (doc, node) : throw new InvalidOperationException("The type has no place in a document yet.");

    private (YDoc Doc, TypeNode Node) Write() => Read() is { Node.Handle: > 0 } place ? place : throw new InvalidOperationException("The type was deleted.");
}
