namespace RealLearning.Ycs;

/// <summary>Changes of lists and maps that are made here, written as blocks of this document's client id where Yjs would put them.</summary>
public sealed partial class YDoc
{
    internal void InsertLocal(TypeNode type, int index, IReadOnlyList<object?> values)
    {
        var left = 0;
        if (index > 0)
        {
            left = LeftOfInsertion(type, index);
        }

        type.Markers?.Change(_store, index, values.Count);
        InsertAfter(type, left, values);
    }

    /// <summary>Inserts behind everything, deleted or not.</summary>
    internal void PushLocal(TypeNode type, IReadOnlyList<object?> values)
    {
        var last = type.Markers?.Last() is > 0 and var marked ? marked : type.Start;
        while (last != 0 && _store[last].Right != 0)
        {
            last = _store[last].Right;
        }

        InsertAfter(type, last, values);
    }

    /// <summary>Inserts behind a block, or at the start where it is 0. What is plain and stands in a row becomes one block.</summary>
    internal void InsertAfter(TypeNode type, int left, IReadOnlyList<object?> values)
    {
        var right = RightOf(type, left);
        for (var i = 0; i < values.Count;)
        {
            var end = i;
            while (end < values.Count && KindOf(values[end]) == BlockKind.Any)
            {
                end++;
            }

            if (end > i)
            {
                left = WriteAny(type, values, i, end, left, right);
            }
            else
            {
                left = WriteLocal(type, values[end++], left, right, 0);
            }

            i = end;
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
        var (start, count) = (index, length);
        if (!SearchMarkers.Find(_store, type, index, out var next, out var at))
        {
            (next, at) = (type.Start, 0);
        }

        for (index -= at; next != 0 && index > 0; next = _store[next].Right)
        {
            ref var block = ref _store[next];
            if (!block.IsDeleted && block.IsCountable)
            {
                if (index < block.Length)
                {
                    CleanStart(block.Client, block.Clock + index);
                }

                index -= _store[next].Length;
            }
        }

        for (; length > 0 && next != 0; next = _store[next].Right)
        {
            if (!_store[next].IsDeleted)
            {
                if (length < _store[next].Length)
                {
                    CleanStart(_store[next].Client, _store[next].Clock + length);
                }

                Delete(next);
                length -= _store[next].Length;
            }
        }

        type.Markers?.Change(_store, start, length - count);
    }

    /// <summary>The block that ends where something is inserted, with Yjs' choice among deleted ones; cut where needed. 0 for the start.</summary>
    private int LeftOfInsertion(TypeNode type, int index)
    {
        var left = type.Start;
        if (SearchMarkers.Find(_store, type, index, out var marked, out var at))
        {
            (left, index) = (marked, index - at);
            if (index == 0)
            {
                do
                {
                    left = _store[left].Left;
                }
                while (left != 0 && _store[left].IsDeleted);
                index += left != 0 && _store[left].IsCountable ? _store[left].Length : 0;
            }
        }

        for (; left != 0; left = _store[left].Right)
        {
            ref var block = ref _store[left];
            if (!block.IsDeleted && block.IsCountable)
            {
                if (index <= block.Length)
                {
                    if (index < block.Length)
                    {
                        CleanStart(block.Client, block.Clock + index);
                    }

                    break;
                }

                index -= block.Length;
            }
        }

        return left;
    }

    private int RightOf(TypeNode type, int left) => left == 0 ? type.Start : _store[left].Right;

    /// <summary>A block of this client that is yet to be integrated between two others.</summary>
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

    private int WriteAny(TypeNode type, IReadOnlyList<object?> values, int from, int to, int left, int right)
    {
        var encoded = new byte[to - from][];
        for (var i = from; i < to; i++)
        {
            encoded[i - from] = AnyValue.Encode(values[i]);
        }

        var handle = NewLocal(BlockKind.Any, encoded.Length, left, right);
        _store[handle].Content = _store.AddValue(encoded);
        Integrate(handle, left, right, type.Handle, 0);
        return handle;
    }

    private int WriteLocal(TypeNode type, object? value, int left, int right, int key)
    {
        if (value is YType shared)
        {
            return WriteType(type, shared, left, right, key);
        }

        object content = value switch
        {
            byte[] bytes => bytes.ToArray(),
            YDoc doc => doc.AsSubdocument(),
            _ => new[] { AnyValue.Encode(value) },
        };
        var handle = NewLocal(KindOf(value), 1, left, right);
        _store[handle].Content = _store.AddValue(content);
        Integrate(handle, left, right, type.Handle, key);
        return handle;
    }

    private int WriteType(TypeNode type, YType shared, int left, int right, int key)
    {
        if (shared.Doc is not null)
        {
            throw new InvalidOperationException("The type has a place in a document already.");
        }

        var handle = NewLocal(BlockKind.Type, 1, left, right);
        var node = _store.AddType();
        (node.Ref, node.Name) = (shared.Kind, shared.Name);
        _store[handle].Content = node.Handle;
        shared.Settle(this, node);
        Integrate(handle, left, right, type.Handle, key);
        return handle;
    }

    private static byte KindOf(object? value) => value switch
    {
        YType => BlockKind.Type,
        byte[] => BlockKind.Binary,
        YDoc => BlockKind.Doc,
        _ => BlockKind.Any,
    };
}
