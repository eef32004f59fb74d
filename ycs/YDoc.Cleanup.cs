using System.Runtime.InteropServices;

namespace RealLearning.Ycs;

/// <summary>Deletion, and the end of a transaction: what is deleted is collected, what belongs together is joined, in Yjs' own order, since the encoded state shows it.</summary>
public sealed partial class YDoc
{
    private readonly List<int> _todo = [];

    /// <summary>Deletes a block and what is in it, in Yjs' order: each before its children, these from the first to the last, then those under keys.</summary>
    private void Delete(int handle)
    {
        // A transaction that a handler begins may be deleting already.
        var floor = _todo.Count;
        _todo.Add(handle);
        while (_todo.Count > floor)
        {
            var next = _todo[^1];
            _todo.RemoveAt(_todo.Count - 1);
            if (next < 0)
            {
                ForgetChanges(_store.Types[-next]);
                continue;
            }

            ref var block = ref _store[next];
            if (block.IsDeleted)
            {
                if (next != handle && block.Clock < _transaction.BeforeOf(block.Client))
                {
                    // Its neighbours may now fit to it.
                    _transaction.MergeLater.Add((block.Client, block.Clock));
                }

                continue;
            }

            DeleteOne(ref block);
            if (block.Kind == BlockKind.Type)
            {
                PushChildren(_store.Types[block.Content]);
            }
        }
    }

    private void DeleteOne(ref Block block)
    {
        if (block.IsCountable && block.Key == 0 && block.Parent != 0)
        {
            _store.Types[block.Parent].Length -= block.Length;
        }

        ForgetEncodedDeleted();
        block.IsDeleted = _transaction.HasContentToCollect = true;
        _transaction.Deleted.Add(block.Client, block.Clock, block.Length);
        NoteChange(_store.Types[block.Parent], block.Key);
        if (block.Kind == BlockKind.Doc)
        {
            SubdocumentDeleted((DocValue)_store.Value(block.Content)!);
        }
    }

    private void PushChildren(TypeNode type)
    {
        var first = _todo.Count;
        for (var child = type.Start; child != 0; child = _store[child].Right)
        {
            _todo.Add(child);
        }

        foreach (var last in type.Map?.Values ?? Enumerable.Empty<int>())
        {
            _todo.Add(last);
        }

        _todo.Add(-type.Handle);
        CollectionsMarshal.AsSpan(_todo)[first..].Reverse();
    }

    /// <summary>What is deleted must be encoded anew.</summary>
    private void ForgetEncodedDeleted() => _deletedV1 = _deletedV2 = null;

    private void Cleanup(Transaction transaction)
    {
        var deleted = transaction.Deleted;
        if (Gc && transaction.HasContentToCollect)
        {
            for (int first = 0, end = 0; deleted.NextClient(ref first, ref end);)
            {
                for (var i = end - 1; i >= first; i--)
                {
                    CollectRun(deleted[i]);
                }
            }
        }

        for (int first = 0, end = 0; deleted.NextClient(ref first, ref end);)
        {
            for (var i = end - 1; i >= first; i--)
            {
                // What is new is joined with all that is new.
                if (deleted[i].Clock < transaction.BeforeOf(deleted[i].Client))
                {
                    JoinRun(deleted[i]);
                }
            }
        }

        foreach (var (client, clocks) in transaction.Clocks)
        {
            if (clocks.Before != clocks.After)
            {
                JoinNew(_store.Clients[client], clocks.Before);
            }
        }

        for (var i = transaction.MergeLater.Count - 1; i >= 0; i--)
        {
            var (client, clock) = transaction.MergeLater[i];
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

            (parent.Start, parent.Map, parent.Length, parent.Markers) = (0, null, 0, null);
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
            || left.IsRedone || right.IsRedone
            || !TryJoinContent(ref left, right))
        {
            return false;
        }

        if (_store.Types[left.Parent].Markers is { } markers)
        {
            markers.Join(rightHandle, leftHandle, !left.IsDeleted && left.IsCountable ? left.Length : 0);
        }

        left.IsKept |= right.IsKept;
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
