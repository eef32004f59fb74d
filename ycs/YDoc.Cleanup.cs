namespace RealLearning.Ycs;

/// <summary>Deletion, and the end of a transaction: what is deleted is collected, what belongs together is joined, in Yjs' own order, since the encoded state shows it.</summary>
public sealed partial class YDoc
{
    private readonly Stack<int> _todo = new();

    /// <summary>Something was deleted in this transaction that did not come deleted.</summary>
    private bool _hasContentToCollect;

    private void Delete(int handle)
    {
        _todo.Push(handle);
        while (_todo.TryPop(out var next))
        {
            ref var block = ref _store[next];
            if (block.IsDeleted)
            {
                continue;
            }

            if (block.IsCountable && block.Key == 0 && block.Parent != 0)
            {
                _store.Types[block.Parent].Length -= block.Length;
            }

            block.IsDeleted = _hasContentToCollect = true;
            _deleted.Add(block.Client, block.Clock, block.Length);
            if (block.Kind == BlockKind.Type)
            {
                PushChildren(_store.Types[block.Content]);
            }
        }
    }

    private void PushChildren(TypeNode type)
    {
        for (var child = type.Start; child != 0; child = _store[child].Right)
        {
            PushChild(child);
        }

        foreach (var last in type.Map?.Values ?? Enumerable.Empty<int>())
        {
            PushChild(last);
        }
    }

    private void PushChild(int child)
    {
        ref var block = ref _store[child];
        if (!block.IsDeleted)
        {
            _todo.Push(child);
        }
        else if (block.Clock < BeforeOf(block.Client))
        {
            // Its neighbours may now fit to it.
            _mergeLater.Add((block.Client, block.Clock));
        }
    }

    /// <summary>What is deleted must be encoded anew.</summary>
    private void ForgetEncodedDeleted() => _deletedV1 = _deletedV2 = null;

    private void Cleanup()
    {
        if (_deleted.Count > 0)
        {
            ForgetEncodedDeleted();
            _deleted.Normalize();
        }

        if (Gc && _hasContentToCollect)
        {
            for (var i = _deleted.Count - 1; i >= 0; i--)
            {
                CollectRun(_deleted[i]);
            }
        }

        _hasContentToCollect = false;
        for (var i = _deleted.Count - 1; i >= 0; i--)
        {
            // What is new is joined with all that is new.
            if (_deleted[i].Clock < BeforeOf(_deleted[i].Client))
            {
                JoinRun(_deleted[i]);
            }
        }

        foreach (var (client, before) in _before)
        {
            JoinNew(_store.Clients[client], before);
        }

        for (var i = _mergeLater.Count - 1; i >= 0; i--)
        {
            var (client, clock) = _mergeLater[i];
            var blocks = _store.Clients[client];
            var at = blocks.Seek(clock);
            var first = _store[blocks[at]].Clock;
            blocks.MoveNext(ref at);
            Join(blocks, at, first);
        }

        _store.CompactText();
    }

    private void CollectRun((int Client, int Clock, int Length) run)
    {
        var blocks = _store.Clients[run.Client];
        var end = run.Clock + run.Length;
        var at = blocks.Seek(run.Clock);
        do
        {
            var handle = blocks[at];
            ref var block = ref _store[handle];
            if (block.Clock >= end)
            {
                break;
            }

            if (block is { IsDeleted: true, IsItem: true, IsKept: false })
            {
                Collect(handle);
            }
        }
        while (blocks.MoveNext(ref at));
    }

    /// <summary>Drops the content of a deleted item; what is below it is dropped with its place.</summary>
    private void Collect(int handle)
    {
        ref var block = ref _store[handle];
        if (block.Kind == BlockKind.Deleted)
        {
            return;
        }

        if (block.Kind == BlockKind.Type)
        {
            CollectChildren(_store.Types[block.Content]);
        }

        Forget(ref block);
        (block.Kind, block.Content, block.IsRoomy) = (BlockKind.Deleted, 0, false);
    }

    private void CollectChildren(TypeNode type)
    {
        var parents = new Stack<TypeNode>();
        parents.Push(type);
        while (parents.TryPop(out var parent))
        {
            for (var child = parent.Start; child != 0;)
            {
                var next = _store[child].Right;
                CollectChild(child, parents);
                child = next;
            }

            foreach (var last in parent.Map?.Values ?? Enumerable.Empty<int>())
            {
                for (var child = last; child != 0;)
                {
                    var next = _store[child].Left;
                    CollectChild(child, parents);
                    child = next;
                }
            }

            (parent.Start, parent.Map, parent.Length) = (0, null, 0);
        }
    }

    private void CollectChild(int child, Stack<TypeNode> parents)
    {
        if (_store[child].Kind == BlockKind.Type)
        {
            parents.Push(_store.Types[_store[child].Content]);
        }

        BecomeGc(child);
    }

    private void JoinRun((int Client, int Clock, int Length) run)
    {
        var blocks = _store.Clients[run.Client];
        var last = blocks.Seek(run.Clock + run.Length - 1);
        blocks.MoveNext(ref last);
        Join(blocks, last, run.Clock);
    }

    private void JoinNew(ClientBlocks blocks, int before)
    {
        if (before == blocks.State)
        {
            return;
        }

        Join(blocks, blocks.Last, _store[blocks[blocks.Seek(before)]].Clock);
    }

    /// <summary>Joins each block from a place down to the one with a clock to the one before it where they fit, and goes on below it as long as they do.</summary>
    private void Join(ClientBlocks blocks, BlockCursor from, int clock)
    {
        var (right, fits, joined) = (from, false, false);
        while (fits || _store[blocks[right]].Clock >= clock)
        {
            var left = right;
            if (!blocks.MovePrevious(ref left))
            {
                break;
            }

            fits = TryJoin(blocks[left], blocks[right]);
            if (fits)
            {
                _store.Release(blocks[right]);
                blocks.Vacate(right);
                joined = true;
            }

            right = left;
        }

        if (joined)
        {
            blocks.Squeeze(right, from);
        }
    }

    private bool TryJoin(int leftHandle, int rightHandle)
    {
        ref var left = ref _store[leftHandle];
        ref var right = ref _store[rightHandle];
        if (left.Kind != right.Kind || left.IsDeleted != right.IsDeleted || left.End != right.Clock)
        {
            return false;
        }

        if (left.Kind == BlockKind.Gc)
        {
            left.Length += right.Length;
            return true;
        }

        if (left.Right != rightHandle
            || right.OriginClient != left.Client || right.OriginClock != left.End - 1
            || left.RightOriginClient != right.RightOriginClient
            || (left.RightOriginClient >= 0 && left.RightOriginClock != right.RightOriginClock)
            || !TryJoinContent(ref left, right))
        {
            return false;
        }

        left.Right = right.Right;
        left.Length += right.Length;
        if (right.Right != 0)
        {
            _store[right.Right].Left = leftHandle;
        }
        else if (right.Key != 0 && _store.Types[right.Parent].Map is { } map && map.TryGetValue(right.Key, out var last) && last == rightHandle)
        {
            map[right.Key] = leftHandle;
        }

        return true;
    }

    private bool TryJoinContent(ref Block left, in Block right)
    {
        switch (left.Kind)
        {
            case BlockKind.Deleted:
                return true;
            case BlockKind.String:
                _store.JoinText(ref left, right);
                return true;
            case BlockKind.Any:
                _store.SetValue(left.Content, (byte[][])[.. (byte[][])_store.Value(left.Content)!, .. (byte[][])_store.Value(right.Content)!]);
                _store.RemoveValue(right.Content);
                return true;
            case BlockKind.Json:
                _store.SetValue(left.Content, (string[])[.. (string[])_store.Value(left.Content)!, .. (string[])_store.Value(right.Content)!]);
                _store.RemoveValue(right.Content);
                return true;
            default:
                return false;
        }
    }
}
