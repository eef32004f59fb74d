namespace RealLearning.Ycs;

/// <summary>From a decoded struct to a block with its neighbours and parent, and deletion by ranges.</summary>
public sealed partial class YDoc
{
    private void IntegrateItem(int client, int offset, ref StructRef item)
    {
        var (left, right) = (0, 0);
        var (originClient, originClock) = (KnownOrNone(item.OriginClient), item.OriginClock);
        var rightOriginClient = KnownOrNone(item.RightOriginClient);
        if (originClient >= 0)
        {
            left = CleanEnd(originClient, originClock);
        }

        if (rightOriginClient >= 0)
        {
            right = left != 0 && Begins(_store[left].Right, rightOriginClient, item.RightOriginClock)
                ? _store[left].Right
                : CleanStart(rightOriginClient, item.RightOriginClock);
        }

        var (parent, key) = ParentOf(item, left, right);
        if (offset > 0)
        {
            (originClient, originClock) = (client, item.Clock + offset - 1);
            left = CleanEnd(client, originClock);

            // It goes where its first half is, whatever it says of itself: the first half may be somebody's other words under the same ids.
            (parent, key) = parent != 0 && _store[left].IsItem ? (_store[left].Parent, _store[left].Key) : default;
        }

        // A neighbour that was collected has no place any more.
        if (parent == 0)
        {
            (left, right) = (0, 0);
        }

        var handle = _store.Allocate();
        _store[handle] = new Block
        {
            Client = client,
            Clock = item.Clock + offset,
            Length = item.Length - offset,
            Kind = item.Kind,
            OriginClient = originClient,
            OriginClock = originClock,
            RightOriginClient = rightOriginClient,
            RightOriginClock = item.RightOriginClock,
        };
        SetContent(handle, offset, ref item);
        Integrate(handle, left, right, parent, key);
    }

    /// <summary>Whether a block begins with an id; 0 begins with none.</summary>
    private bool Begins(int handle, int client, int clock)
    {
        ref var block = ref _store[handle];
        return handle != 0 && block.Clock == clock && block.Client == client;
    }

    private int KnownOrNone(int client) => client < 0 ? -1 : _plan.KnownOrNew(client);

    /// <summary>The parent and key, copied from a neighbour or named; 0 where a neighbour or the parent was collected.</summary>
    private (int Parent, int Key) ParentOf(in StructRef item, int left, int right)
    {
        if ((left != 0 && !_store[left].IsItem) || (right != 0 && !_store[right].IsItem))
        {
            return default;
        }

        if (left != 0)
        {
            return (_store[left].Parent, _store[left].Key);
        }

        if (right != 0)
        {
            return (_store[right].Parent, _store[right].Key);
        }

        var key = item.Key < 0 ? 0 : _store.KeyOf(_decoder.NameOf(item.Key));
        if (item.ParentClient == StructRef.Root)
        {
            return (RootNode(_decoder.NameOf(item.ParentClock)).Handle, key);
        }

        ref var parent = ref _store[_store.Find(_plan.Known(item.ParentClient), item.ParentClock)];
        return parent.Kind == BlockKind.Type ? (parent.Content, key) : default;
    }

    private void SetContent(int handle, int offset, ref StructRef item)
    {
        ref var block = ref _store[handle];
        switch (item.Kind)
        {
            case BlockKind.String:
                var text = _decoder.TextOf(item);
                _store.SetText(ref block, text[offset..]);
                if (offset > 0 && char.IsHighSurrogate(text[offset - 1]))
                {
                    _store.WritableText(block)[0] = '\uFFFD';
                }

                break;
            case BlockKind.Deleted:
                break;
            case BlockKind.Type:
                var type = _store.AddType();
                (type.Ref, type.Name) = (item.TypeRef, _decoder.NameOrNull(item.Content));
                _store[handle].Content = type.Handle;
                break;
            case BlockKind.Any:
                var values = (byte[][])_decoder.ValueOf(item);
                block.Content = _store.AddValue(offset == 0 ? values : values[offset..]);
                break;
            case BlockKind.Json:
                var texts = (string[])_decoder.ValueOf(item);
                block.Content = _store.AddValue(offset == 0 ? texts : texts[offset..]);
                break;
            default:
                block.Content = _store.AddValue(_decoder.ValueOf(item));
                break;
        }
    }

    /// <summary>Deletes what the update deletes; returns what is not here yet.</summary>
    private List<ClientRange>? DeleteAll()
    {
        List<ClientRange>? unapplied = null;
        for (var i = 0; i < _decoder.DeletedCount; i++)
        {
            var range = _decoder.Deleted[i];
            var state = _store.StateOf(range.Client);
            if (state < range.End)
            {
                var from = Math.Max(state, range.Clock);
                (unapplied ??= []).Add(new ClientRange(range.Client, from, range.End - from));
            }

            if (range.Clock < state)
            {
                DeleteRange(_store.FindClient(range.Client), (int)range.Clock, (int)Math.Min(range.End, state));
            }
        }

        return unapplied;
    }

    private void DeleteRange(int client, int clock, int end)
    {
        var blocks = _store.Clients[client];
        var at = blocks.Seek(clock);
        ref var first = ref _store[blocks[at]];
        if (!first.IsDeleted && first.Clock < clock)
        {
            Split(blocks, ref at, clock - first.Clock);
        }

        do
        {
            var handle = blocks[at];
            ref var block = ref _store[handle];
            if (block.Clock >= end)
            {
                break;
            }

            if (!block.IsDeleted)
            {
                if (end < block.End)
                {
                    Split(blocks, ref at, end - block.Clock);
                }

                Delete(handle);
            }
        }
        while (blocks.MoveNext(ref at));
    }

    /// <summary>Whether everything of a range that is here is deleted, and nothing is missing.</summary>
    internal bool IsDeleted(ClientRange range)
    {
        if (range.End > _store.StateOf(range.Client))
        {
            return false;
        }

        var blocks = _store.Clients[_store.FindClient(range.Client)];
        var at = blocks.Seek((int)range.Clock);
        do
        {
            ref var block = ref _store[blocks[at]];
            if (block.Clock >= range.End)
            {
                break;
            }

            if (!block.IsDeleted)
            {
                return false;
            }
        }
        while (blocks.MoveNext(ref at));

        return true;
    }
}
