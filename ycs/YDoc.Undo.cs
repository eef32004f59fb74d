namespace RealLearning.Ycs;

/// <summary>What undoing needs of a document.</summary>
public sealed partial class YDoc
{
    /// <summary>Calls with each block of ranges of ids, cut at their ends.</summary>
    internal void VisitAll(DeleteRuns ranges, Action<int> visit)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            VisitRange(ranges[i].Client, ranges[i].Clock, ranges[i].Length, visit);
        }
    }

    /// <summary>Marks a block and the items of all types that hold it as wanted, or no longer.</summary>
    internal void Keep(int handle, bool keep)
    {
        for (; handle != 0 && _store[handle].IsKept != keep; handle = _store.Types[_store[handle].Parent].Item)
        {
            _store[handle].IsKept = keep;
        }
    }

    /// <summary>The block that took the place of a redone one, cut so that it begins there.</summary>
    internal int RedoneOf(int handle)
    {
        var (client, clock) = _store.RedoneAs(handle);
        return CleanStart(client, clock);
    }

    /// <summary>The last block that took the place of one, cut so that it begins with the same unit.</summary>
    internal int FollowRedone(int handle)
    {
        var offset = 0;
        while (_store[handle] is { IsRedone: true, IsItem: true })
        {
            var (client, clock) = _store.RedoneAs(handle);
            clock += offset;
            handle = _store.Find(client, clock);
            offset = clock - _store[handle].Clock;
        }

        return offset > 0 ? CleanStart(_store[handle].Client, _store[handle].Clock + offset) : handle;
    }

    /// <summary>Puts a copy of a block's content into a type, as this client's, and notes that it took its place.</summary>
    internal int InsertCopy(int handle, int left, int right, int parent)
    {
        var copy = NewLocal(_store[handle].Kind, _store[handle].Length, left, right);
        var (client, clock, key) = (_store[copy].Client, _store[copy].Clock, _store[handle].Key);
        CopyContent(handle, copy);
        _store.SetRedone(handle, client, clock);
        _store[copy].IsKept = true;
        if (parent != 0)
        {
            Keep(_store.Types[parent].Item, true);
        }

        Integrate(copy, left, right, parent, key);
        return copy;
    }

    /// <summary>Undoing has changed lists: Yjs forgets its places there.</summary>
    internal void ForgetPlaces()
    {
        for (var i = 0; i < _transaction.Changed.Count; i++)
        {
            if (_transaction.Changed[i] is { Type: { } type, List: true })
            {
                type.Markers?.Clear();
            }
        }
    }

    private void CopyContent(int from, int to)
    {
        switch (_store[from].Kind)
        {
            case BlockKind.String:
                _store.SetText(ref _store[to], _store.TextOf(_store[from]).ToString());
                break;
            case BlockKind.Deleted:
                break;
            case BlockKind.Type:
                var (old, fresh) = (_store.Types[_store[from].Content], _store.AddType());
                (fresh.Ref, fresh.Name) = (old.Ref, old.Name);
                _store[to].Content = fresh.Handle;
                break;
            default:
                var value = _store.Value(_store[from].Content);
                _store[to].Content = _store.AddValue(value is DocValue doc ? doc.Copy() : value);
                break;
        }
    }
}
