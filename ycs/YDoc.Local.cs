using System.Text;

namespace RealLearning.Ycs;

/// <summary>Changes made here: found by position, written as blocks of this document's client id.</summary>
public sealed partial class YDoc
{
    internal IEnumerable<KeyValuePair<int, int>> LiveKeys(TypeNode type) =>
        type.Map?.Where(entry => !_store[entry.Value].IsDeleted) ?? [];

    internal bool TryGetKey(TypeNode type, string key, out object? value)
    {
        value = null;
        if (type.Map is null || !type.Map.TryGetValue(_store.FindKey(key), out var handle) || _store[handle].IsDeleted)
        {
            return false;
        }

        value = ValuesOf(handle).LastOrDefault();
        return true;
    }

    /// <summary>The elements of one block.</summary>
    internal IEnumerable<object?> ValuesOf(int handle)
    {
        var block = _store[handle];
        switch (block.Kind)
        {
            case BlockKind.Any:
                return ((byte[][])_store.Value(block.Content)!).Select(AnyValue.Decode);
            case BlockKind.Json:
                return (string[])_store.Value(block.Content)!;
            case BlockKind.Type:
                return [YType.Of(this, _store.Types[block.Content])];
            case BlockKind.String:
                return _store.TextOf(block).ToArray().Select(unit => (object?)unit.ToString());
            case BlockKind.Binary or BlockKind.Embed:
                return [_store.Value(block.Content)];
            case BlockKind.Doc:
                return [((DocValue)_store.Value(block.Content)!).Guid];
            default:
                return [];
        }
    }

    internal void InsertTextLocal(TypeNode type, int index, string text)
    {
        text = WellFormed(text);
        var left = LeftOf(type, index);
        var handle = NewLocal(BlockKind.String, text.Length, left, RightOf(type, left));
        _store.SetText(ref _store[handle], text);
        Integrate(handle, left, RightOf(type, left), type.Handle, 0);
    }

    /// <summary>Half a pair of surrogates cannot be sent (rule 4), so it is not kept either.</summary>
    private static string WellFormed(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    internal void InsertLocal(TypeNode type, int index, IEnumerable<object?> values)
    {
        var left = LeftOf(type, index);
        foreach (var value in values)
        {
            left = WriteLocal(type, value, left, RightOf(type, left), 0);
        }
    }

    internal void SetLocal(TypeNode type, string key, object? value)
    {
        var index = _store.KeyOf(key);
        var left = type.Map is not null && type.Map.TryGetValue(index, out var last) ? last : 0;
        WriteLocal(type, value, left, 0, index);
    }

    internal void RemoveLocal(TypeNode type, string key)
    {
        if (type.Map is not null && type.Map.TryGetValue(_store.FindKey(key), out var last))
        {
            Delete(last);
        }
    }

    internal void DeleteLocal(TypeNode type, int index, int length)
    {
        var left = LeftOf(type, index);
        for (var next = RightOf(type, left); length > 0; next = _store[next].Right)
        {
            ref var block = ref _store[next];
            if (block.IsDeleted || !block.IsCountable)
            {
                continue;
            }

            if (block.Length > length)
            {
                CleanEnd(block.Client, block.Clock + length - 1);
            }

            length -= _store[next].Length;
            Delete(next);
        }
    }

    /// <summary>The block that ends at a position; splits one that reaches beyond. 0 at the start.</summary>
    private int LeftOf(TypeNode type, int index)
    {
        var left = 0;
        for (var next = type.Start; next != 0 && index > 0; next = _store[next].Right)
        {
            ref var block = ref _store[next];
            if (!block.IsDeleted && block.IsCountable)
            {
                if (block.Length > index)
                {
                    return CleanEnd(block.Client, block.Clock + index - 1);
                }

                index -= block.Length;
            }

            left = next;
        }

        return left;
    }

    private int RightOf(TypeNode type, int left) => left == 0 ? type.Start : _store[left].Right;

    private int NewLocal(byte kind, int length, int left, int right)
    {
        var client = _store.ClientOf(ClientId);
        var handle = _store.Allocate();
        ref var block = ref _store[handle];
        block = new Block { Client = client, Clock = _store.Clients[client].State, Length = length, Kind = kind, OriginClient = -1, RightOriginClient = -1 };
        if (left != 0)
        {
            (block.OriginClient, block.OriginClock) = (_store[left].Client, _store[left].End - 1);
        }

        if (right != 0)
        {
            (block.RightOriginClient, block.RightOriginClock) = (_store[right].Client, _store[right].Clock);
        }

        return handle;
    }

    private int WriteLocal(TypeNode type, object? value, int left, int right, int key)
    {
        var handle = NewLocal(KindOf(value), 1, left, right);
        if (value is YType shared)
        {
            if (shared.Doc is not null)
            {
                throw new InvalidOperationException("The type has a place in a document already.");
            }

            var node = _store.AddType();
            (node.Ref, node.Name) = (shared.Kind, shared.Name);
            _store[handle].Content = node.Handle;
            Integrate(handle, left, right, type.Handle, key);
            shared.Settle(this, node);
            if (shared is YText { Initial.Length: > 0 } text)
            {
                InsertTextLocal(node, 0, text.Initial);
            }

            return handle;
        }

        var content = _store.AddValue(value is byte[] bytes ? bytes : new[] { AnyValue.Encode(value) });
        _store[handle].Content = content;
        Integrate(handle, left, right, type.Handle, key);
        return handle;
    }

    private static byte KindOf(object? value) => value switch
    {
        YType => BlockKind.Type,
        byte[] => BlockKind.Binary,
        _ => BlockKind.Any,
    };
}
