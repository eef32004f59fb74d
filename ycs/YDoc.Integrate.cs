namespace RealLearning.Ycs;

/// <summary>
/// Where a struct goes: the order of Yjs' integration (YATA), so that every document that has the same structs shows the same. Hot; watched by
/// the engine's benchmark.
/// </summary>
public sealed partial class YDoc
{
    private readonly Dictionary<int, int> _walk = [];
    private readonly SiblingIndex _siblings;

    /// <summary>The block of an id that begins exactly there; splits one that does not.</summary>
    private int CleanStart(int client, int clock)
    {
        var blocks = _store.Clients[client];
        var at = blocks.Seek(clock);
        var handle = blocks[at];
        ref var block = ref _store[handle];
        return block.Clock < clock && block.IsItem ? Split(blocks, ref at, clock - block.Clock) : handle;
    }

    /// <summary>The block of an id that ends exactly there.</summary>
    private int CleanEnd(int client, int clock)
    {
        var blocks = _store.Clients[client];
        var at = blocks.Seek(clock);
        var handle = blocks[at];
        ref var block = ref _store[handle];
        if (clock != block.End - 1 && block.IsItem)
        {
            Split(blocks, ref at, clock - block.Clock + 1);
        }

        return handle;
    }

    /// <summary>Cuts the block at a place; returns the right half, which is where the place is then. A pair of surrogates that is cut becomes two U+FFFD, as in Yjs (rule 12).</summary>
    private int Split(ClientBlocks blocks, ref BlockCursor place, int at)
    {
        var handle = blocks[place];
        var right = _store.Allocate();
        ref var left = ref _store[handle];
        ref var half = ref _store[right];
        half = left;
        half.Clock += at;
        half.Length -= at;
        (half.OriginClient, half.OriginClock) = (left.Client, left.Clock + at - 1);
        half.Left = handle;
        half.IsMarked = false;
        left.Length = at;
        left.Right = right;
        _store.CutRedone(handle, right);
        SplitContent(ref left, ref half, at);
        if (half.Right != 0)
        {
            _store[half.Right].Left = right;
        }
        else if (half.Key != 0 && half.Parent != 0)
        {
            _store.Types[half.Parent].Map![half.Key] = right;
        }

        place = blocks.InsertAfter(place, right, half.Clock);
        _transaction.MergeLater.Add((half.Client, half.Clock));
        return right;
    }

    private void SplitContent(ref Block left, ref Block right, int at)
    {
        switch (left.Kind)
        {
            case BlockKind.String:
                _store.SplitText(ref left, ref right);
                var end = _store.WritableText(left);
                var start = _store.WritableText(right);
                if (char.IsHighSurrogate(end[^1]))
                {
                    end[^1] = start[0] = '\uFFFD';
                }

                break;
            case BlockKind.Any:
                var values = (byte[][])_store.Value(left.Content)!;
                right.Content = _store.AddValue(values[at..]);
                _store.SetValue(left.Content, values[..at]);
                break;
            case BlockKind.Json:
                var texts = (string[])_store.Value(left.Content)!;
                right.Content = _store.AddValue(texts[at..]);
                _store.SetValue(left.Content, texts[..at]);
                break;
        }
    }

    /// <summary>Puts an item into its list. Its ids, origins and content are set; so is its parent, or 0 for one that is collected at once.</summary>
    private void Integrate(int handle, int left, int right, int parent, int key)
    {
        Changed(_store[handle].Client);
        if (parent == 0)
        {
            ForgetEncodedDeleted();
            BecomeGc(handle);
            _store.Append(handle);
            return;
        }

        var type = _store.Types[parent];
        var isSettled = left == 0 ? right != 0 && _store[right].Left == 0 : _store[left].Right == right;
        var (origin, first, found, behind) = (left, 0, default(Sibling), default(Sibling));
        if (!isSettled)
        {
            left = Place(handle, left, right, type, key, out first, out found, out behind);
        }

        ref var item = ref _store[handle];
        (item.Parent, item.Key, item.Left) = (parent, key, left);
        Connect(handle, left, first, type, key);
        if (key == 0 && item.IsCountable && !item.IsDeleted)
        {
            type.Length += item.Length;
        }

        _store.Append(handle);
        NoteSibling(handle, origin, isSettled, found, behind);
        Arrive(handle, type);
        NoteChange(type, key);
        if ((type.Item != 0 && _store[type.Item].IsDeleted) || (key != 0 && _store[handle].Right != 0))
        {
            Delete(handle);
        }
    }

    /// <summary>
    /// What was written at the same place at the same time is ordered by client; returns the left neighbour. Where that is nobody, perhaps also who is first. Tells the
    /// sibling behind where the place is known.
    /// </summary>
    private int Place(int handle, int left, int right, TypeNode type, int key, out int first, out Sibling? found, out Sibling? behind)
    {
        first = 0;
        found = _siblings.Find(_store[handle], type.Handle, key, right, out var before, out behind);
        if (found is null)
        {
            return Walk(handle, left, left != 0 ? _store[left].Right : FirstOf(type, key), right);
        }

        if (behind is not null)
        {
            first = _siblings.HandleOf(behind);
            return before is null ? left : _store[first].Left;
        }

        // Behind what hangs behind the last sibling, as far as that is.
        left = _siblings.HandleOf(before!);
        return Walk(handle, left, _store[left].Right, right);
    }

    private int Walk(int handle, int left, int other, int right)
    {
        var item = _store[handle];
        // For each block walked over: the number of the conflict group that it belongs to.
        _walk.Clear();
        var group = 0;
        if (left != 0 && (item.OriginClient != _store[left].Client || item.OriginClock != _store[left].End - 1))
        {
            _walk[left] = group++;
        }

        while (other != 0 && other != right)
        {
            _walk[other] = group;
            ref var o = ref _store[other];
            if (o.OriginClient == item.OriginClient && (o.OriginClient < 0 || o.OriginClock == item.OriginClock))
            {
                if (_store.Clients[o.Client].Id < _store.Clients[item.Client].Id)
                {
                    left = other;
                    group++;
                }
                else if (o.RightOriginClient == item.RightOriginClient && (o.RightOriginClient < 0 || o.RightOriginClock == item.RightOriginClock))
                {
                    break;
                }
            }
            else if (o.OriginClient >= 0 && _walk.TryGetValue(_store.Find(o.OriginClient, o.OriginClock), out var of))
            {
                if (of != group)
                {
                    left = other;
                    group++;
                }
            }
            else
            {
                break;
            }

            other = _store[other].Right;
        }

        PlaceSteps += _walk.Count;
        if (!_siblings.IsEmpty && other != 0 && other == right && _store[other].Left == left && Builds(other))
        {
            _siblings.Forget();
        }

        return left;
    }

    /// <summary>Whether a block was written behind one of those that were walked over.</summary>
    private bool Builds(int handle)
    {
        ref var block = ref _store[handle];
        return block.OriginClient >= 0 && _walk.ContainsKey(_store.Find(block.OriginClient, block.OriginClock));
    }

    /// <summary>Blocks that were walked over to find places, for tests.</summary>
    internal long PlaceSteps { get; private set; }

    internal SiblingIndex Siblings => _siblings;

    /// <summary>Keeps the index of places where very many write.</summary>
    private void NoteSibling(int handle, int origin, bool isSettled, Sibling? found, Sibling? behind)
    {
        if (!_siblings.IsEmpty)
        {
            _siblings.Note(_store[handle], found, behind);
            if (isSettled && !_siblings.IsBehindOrigin(_store[handle]))
            {
                _siblings.Forget();
            }
        }

        if (_walk.Count >= _siblings.StepsMin)
        {
            ref var item = ref _store[handle];
            var steps = _walk.Count;
            _walk.Clear();
            _siblings.Learn(handle, origin != 0 ? _store[origin].Right : FirstOf(_store.Types[item.Parent], item.Key), steps, _walk);
            _walk.Clear();
        }
    }

    private int FirstOf(TypeNode type, int key)
    {
        if (key == 0)
        {
            return type.Start;
        }

        var first = type.Map is not null && type.Map.TryGetValue(key, out var last) ? last : 0;
        while (first != 0 && _store[first].Left != 0)
        {
            first = _store[first].Left;
        }

        return first;
    }

    private void Connect(int handle, int left, int first, TypeNode type, int key)
    {
        int right;
        if (left != 0)
        {
            right = _store[left].Right;
            _store[left].Right = handle;
        }
        else
        {
            right = first != 0 && _store[first].Left == 0 ? first : FirstOf(type, key);
            if (key == 0)
            {
                type.Start = handle;
            }
        }

        _store[handle].Right = right;
        if (right != 0)
        {
            _store[right].Left = handle;
        }
        else if (key != 0)
        {
            (type.Map ??= [])[key] = handle;
            if (left != 0)
            {
                Delete(left);
            }
        }
    }

    /// <summary>What content does when it gets its place.</summary>
    private void Arrive(int handle, TypeNode parent)
    {
        ref var item = ref _store[handle];
        switch (item.Kind)
        {
            case BlockKind.Deleted:
                ForgetEncodedDeleted();
                _transaction.Deleted.Add(item.Client, item.Clock, item.Length);
                item.IsDeleted = true;
                break;
            case BlockKind.Type:
                var type = _store.Types[item.Content];
                (type.Item, type.Depth) = (handle, parent.Depth + 1);
                type.View?.WritePending();
                break;
            case BlockKind.Format:
                (parent.HasFormatting, parent.HasFormats, parent.Markers) = (true, true, null);
                break;
            case BlockKind.Doc:
                SubdocumentArrived((DocValue)_store.Value(item.Content)!, handle);
                break;
        }
    }

    private void BecomeGc(int handle)
    {
        ref var block = ref _store[handle];
        Forget(ref block);
        block = Block.Collected(block.Client, block.Clock, block.Length);
    }

    /// <summary>Lets go of what a block holds.</summary>
    private void Forget(ref Block block)
    {
        switch (block.Kind)
        {
            case BlockKind.String:
                _store.LoseText(block);
                break;
            case BlockKind.Json or BlockKind.Binary or BlockKind.Embed or BlockKind.Format or BlockKind.Any or BlockKind.Doc:
                _store.RemoveValue(block.Content);
                break;
            case BlockKind.Type:
                _store.RemoveType(block.Content);
                break;
        }
    }
}
