namespace RealLearning.Ycs;

/// <summary>Inserting deleted blocks again, each as a new one that remembers whose place it took.</summary>
/// <param name="doc">The document.</param>
/// <param name="toRedo">All blocks that are to be inserted again.</param>
/// <param name="isUndone">Whether an id was inserted by this step, or deleted by one on the stacks.</param>
/// <param name="overwrites">Whether keys that others have set since are overwritten.</param>
internal sealed class Redoing(YDoc doc, HashSet<int> toRedo, Func<int, int, bool> isUndone, bool overwrites)
{
    private readonly BlockStore _store = doc.Store;

    /// <summary>The block that takes the place of a deleted one; 0 where that is not possible.</summary>
    public int Redo(int handle)
    {
        if (_store[handle].IsRedone)
        {
            return doc.RedoneOf(handle);
        }

        if (!TryFindParent(handle, out var parentItem))
        {
            return 0;
        }

        var parent = parentItem == 0 ? _store[handle].Parent : _store[parentItem].Kind == BlockKind.Type ? _store[parentItem].Content : 0;
        var (left, right) = (0, 0);
        if (_store[handle].Key == 0)
        {
            left = Trace(_store[handle].Left, parentItem, static (in Block block) => block.Left);
            right = Trace(handle, parentItem, static (in Block block) => block.Right);
        }
        else if (!TryFindLeftOfKey(handle, parent, parentItem, out left))
        {
            return 0;
        }

        return doc.InsertCopy(handle, left, right, parent);
    }

    /// <summary>The item of the type that holds it, or of what took that item's place; 0 for a root.</summary>
    private bool TryFindParent(int handle, out int item)
    {
        item = _store.Types[_store[handle].Parent].Item;
        if (item == 0 || !_store[item].IsDeleted)
        {
            return true;
        }

        if (!_store[item].IsRedone && (!toRedo.Contains(item) || Redo(item) == 0))
        {
            return false;
        }

        while (_store[item].IsRedone)
        {
            item = doc.RedoneOf(item);
        }

        return true;
    }

    /// <summary>The first block from one on, in a direction, that is in the list of the new place, or that was put there in the place of one that is not.</summary>
    private int Trace(int block, int parentItem, Step step)
    {
        while (block != 0)
        {
            for (var trace = block; trace != 0 && _store[trace].IsItem; trace = _store[trace].IsRedone ? doc.RedoneOf(trace) : 0)
            {
                if (IsIn(trace, parentItem))
                {
                    return trace;
                }
            }

            block = step(_store[block]);
        }

        return 0;
    }

    private bool TryFindLeftOfKey(int handle, int parent, int parentItem, out int left)
    {
        var key = _store[handle].Key;
        if (_store[handle].Right != 0 && !overwrites)
        {
            left = handle;
            while (_store[left].Right is > 0 and var right && (_store[right].IsRedone || isUndone(_store[right].Client, _store[right].Clock)))
            {
                left = right;
                while (_store[left].IsRedone)
                {
                    left = doc.RedoneOf(left);
                }
            }

            if (_store[left].Right != 0)
            {
                // Somebody else has set it since.
                return false;
            }
        }
        else
        {
            left = LastOf(parent, key);
        }

        if (left != 0 && !IsIn(left, parentItem))
        {
            left = LastOf(parent, key);
        }

        return true;
    }

    private int LastOf(int type, int key) => _store.Types[type].Map is { } map && map.TryGetValue(key, out var last) ? last : 0;

    private bool IsIn(int block, int parentItem) => _store.Types[_store[block].Parent].Item == parentItem;

    private delegate int Step(in Block block);
}
