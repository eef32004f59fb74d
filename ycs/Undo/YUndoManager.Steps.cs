namespace RealLearning.Ycs;

/// <summary>From transactions to steps, and back.</summary>
public sealed partial class YUndoManager
{
    private void Capture(YTransaction transaction)
    {
        if (!_options.CaptureTransaction(transaction) || !IsInScope(transaction.State) || !IsTracked(transaction.Origin))
        {
            return;
        }

        var stack = IsUndoing ? _redo : _undo;
        if (IsUndoing)
        {
            StopCapturing();
        }
        else if (!IsRedoing)
        {
            Clear(undoStack: false, redoStack: true);
        }

        var (insertions, deletions) = (InsertionsOf(transaction.State), new DeleteRuns());
        deletions.Add(transaction.State.Deleted);
        var now = _options.NowMs?.Invoke() ?? 0;
        var isMore = _lastChangeMs > 0 && now - _lastChangeMs < _options.CaptureTimeoutMs && stack.Count > 0 && !IsUndoing && !IsRedoing;
        if (isMore)
        {
            stack[^1].Add(insertions, deletions);
        }
        else
        {
            stack.Add(new YStackItem(insertions, deletions));
        }

        if (!IsUndoing && !IsRedoing)
        {
            _lastChangeMs = now;
        }

        Doc.VisitAll(transaction.State.Deleted, handle => Keep(handle, true));
        _changedTypes = [.. transaction.State.Events!.Types.Where(type => type.Ref != TypeNode.Unknown).Select(type => YType.Of(Doc, type))];
        (isMore ? StackItemUpdated : StackItemAdded)?.Invoke(new YStackItemEvent(stack[^1], IsUndoing ? YStackKind.Redo : YStackKind.Undo, transaction.Origin, _changedTypes));
    }

    private YStackItem? Pop(List<YStackItem> stack, YStackKind kind)
    {
        _changedTypes = [];
        Doc.Transact(() =>
        {
            while (stack.Count > 0 && _popped is null)
            {
                var item = stack[^1];
                stack.RemoveAt(stack.Count - 1);
                _popped = TakeBack(item) ? item : null;
            }

            Doc.ForgetPlaces();
        }, this);
        var popped = _popped;
        if (popped is not null)
        {
            StackItemPopped?.Invoke(new YStackItemEvent(popped, kind, this, _changedTypes));
            _popped = null;
        }

        return popped;
    }

    /// <summary>Deletes what a step has inserted and inserts again what it has deleted. False where that changes nothing.</summary>
    private bool TakeBack(YStackItem step)
    {
        var store = Doc.Store;
        var (toRedo, isToRedo, toDelete) = (new List<int>(), new HashSet<int>(), new List<int>());
        Doc.VisitAll(step.Insertions, handle =>
        {
            if (store[handle].IsItem)
            {
                handle = store[handle].IsRedone ? Doc.FollowRedone(handle) : handle;
                if (!store[handle].IsDeleted && Holds(handle))
                {
                    toDelete.Add(handle);
                }
            }
        });
        Doc.VisitAll(step.Deletions, handle =>
        {
            // What the step itself has inserted and deleted stays away.
            if (Holds(handle) && !step.Insertions.Contains(store[handle].Client, store[handle].Clock) && isToRedo.Add(handle))
            {
                toRedo.Add(handle);
            }
        });
        var (changes, redo) = (false, new Redoing(Doc, isToRedo, IsUndone, _options.IgnoreRemoteMapChanges));
        foreach (var handle in toRedo)
        {
            changes |= redo.Redo(handle) != 0;
        }

        // Children before their parents, so that a filter sees more.
        for (var i = toDelete.Count - 1; i >= 0; i--)
        {
            if (_options.DeleteFilter(new YItem(Doc, toDelete[i])))
            {
                Doc.DeleteBlock(toDelete[i]);
                changes = true;
            }
        }

        return changes;

        bool IsUndone(int client, int clock) =>
            step.Insertions.Contains(client, clock)
            || _undo.Exists(item => item.Deletions.Contains(client, clock))
            || _redo.Exists(item => item.Deletions.Contains(client, clock));
    }

    /// <summary>Keeps a deleted block and what holds it, or lets go of them.</summary>
    private void Keep(int handle, bool keep)
    {
        if (Holds(handle))
        {
            Doc.Keep(handle, keep);
        }
    }

    /// <summary>Whether a block is within the scope.</summary>
    private bool Holds(int handle)
    {
        var store = Doc.Store;
        if (!store[handle].IsItem)
        {
            return false;
        }

        if (_isWhole)
        {
            return true;
        }

        for (; handle != 0; handle = store.Types[store[handle].Parent].Item)
        {
            if (store.Types[store[handle].Parent].View is { } type && _scope.Contains(type))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsInScope(Transaction transaction) => _isWhole || _scope.Exists(type => transaction.Events!.Has(type.Node!));

    private bool IsTracked(object? origin) => _origins.Contains(origin) || (origin is not null && _origins.Contains(origin.GetType()));

    private static DeleteRuns InsertionsOf(Transaction transaction)
    {
        var insertions = new DeleteRuns();
        foreach (var (client, clocks) in transaction.Clocks.OrderBy(entry => entry.Key))
        {
            if (clocks.After > clocks.Before)
            {
                insertions.Add(client, clocks.Before, clocks.After - clocks.Before);
            }
        }

        return insertions;
    }
}
