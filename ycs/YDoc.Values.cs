namespace RealLearning.Ycs;

/// <summary>Reading what blocks hold.</summary>
public sealed partial class YDoc
{
    /// <summary>The elements of one block: shared types and subdocuments as such, everything else as plain values.</summary>
    internal IEnumerable<object?> ValuesOf(int handle)
    {
        var block = _store[handle];
        switch (block.Kind)
        {
            case BlockKind.Any:
                return ((byte[][])_store.Value(block.Content)!).Select(AnyValue.Decode);
            case BlockKind.Json:
                return ((string[])_store.Value(block.Content)!).Select(FromJson);
            case BlockKind.String:
                return _store.TextOf(block).ToArray().Select(unit => (object?)unit.ToString());
            case BlockKind.Type or BlockKind.Binary or BlockKind.Embed or BlockKind.Doc:
                return [OnlyValueOf(block)];
            default:
                return [];
        }
    }

    /// <summary>The last element of a block, which is the value of a key.</summary>
    internal object? LastValueOf(int handle) => ValueOf(handle, _store[handle].Length - 1);

    /// <summary>The element at a position; remembers the place as Yjs does.</summary>
    internal object? ElementAt(TypeNode type, int index)
    {
        var next = type.Start;
        if (SearchMarkers.Find(_store, type, index, out var marked, out var start))
        {
            (next, index) = (marked, index - start);
        }

        for (; next != 0; next = _store[next].Right)
        {
            ref var block = ref _store[next];
            if (!block.IsDeleted && block.IsCountable)
            {
                if (index < block.Length)
                {
                    return ValueOf(next, index);
                }

                index -= block.Length;
            }
        }

        return null;
    }

    private object? ValueOf(int handle, int offset)
    {
        ref var block = ref _store[handle];
        return block.Kind switch
        {
            BlockKind.Any => AnyValue.Decode(((byte[][])_store.Value(block.Content)!)[offset]),
            BlockKind.Json => FromJson(((string[])_store.Value(block.Content)!)[offset]),
            BlockKind.String => _store.TextOf(block)[offset].ToString(),
            _ => OnlyValueOf(block),
        };
    }

    private object? OnlyValueOf(in Block block) => block.Kind switch
    {
        BlockKind.Type => YType.Of(this, _store.Types[block.Content]),
        BlockKind.Binary => ((byte[])_store.Value(block.Content)!).ToArray(),
        BlockKind.Embed => ((JsonValue)_store.Value(block.Content)!).ToObject(),
        BlockKind.Doc => SubdocumentOf((DocValue)_store.Value(block.Content)!),
        _ => null,
    };

    private static object? FromJson(string text) => text == "undefined" ? YUndefined.Value : JsonReader.Parse(text, int.MaxValue);
}
