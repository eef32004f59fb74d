namespace RealLearning.Ycs;

/// <summary>Which types a transaction changes. Hot: asked for every block.</summary>
public sealed partial class YDoc
{
    /// <summary>Notes that a type's list, or a key of it, has changed. A type that is new in the transaction, or deleted, has not changed but come or gone.</summary>
    private void NoteChange(TypeNode type, int key)
    {
        var transaction = _transaction;
        if (type.ChangedIn != transaction.Serial)
        {
            (type.ChangedIn, type.ChangedAt) = (transaction.Serial, WasThere(type, transaction) ? transaction.Changed.Add(type) : -1);
        }

        if (type.ChangedAt < 0)
        {
            return;
        }

        var change = transaction.Changed[type.ChangedAt];
        if (key == 0)
        {
            change.List = true;
        }
        else if (transaction.IsLocal || _depth > 1 || IsWatched)
        {
            change.AddKey(key);
        }
    }

    private bool WasThere(TypeNode type, Transaction transaction) =>
        type.Item == 0 || (!_store[type.Item].IsDeleted && _store[type.Item].Clock < transaction.BeforeOf(_store[type.Item].Client));

    /// <summary>A type was deleted: whatever changed in it does not matter any more.</summary>
    private void ForgetChanges(TypeNode type)
    {
        if (type.ChangedIn == _transaction.Serial && type.ChangedAt >= 0)
        {
            _transaction.Changed[type.ChangedAt].Type = null;
        }

        (type.ChangedIn, type.ChangedAt) = (_transaction.Serial, -1);
    }

    /// <summary>Whether changes of a type that are gone for good are over: what observers would be told where there are none.</summary>
    private void NoteRemoteChanges(Transaction transaction)
    {
        if (transaction.IsLocal)
        {
            return;
        }

        for (var i = 0; i < transaction.Changed.Count; i++)
        {
            if (transaction.Changed[i].Type is { } type && !IsGone(type))
            {
                NoteRemoteChange(transaction, type);
            }
        }
    }

    /// <summary>Others have changed a list: Yjs forgets its places there, and looks for formats that are in the way.</summary>
    private static void NoteRemoteChange(Transaction transaction, TypeNode type)
    {
        if (!transaction.IsLocal)
        {
            type.Markers?.Clear();
            transaction.NeedsFormattingCleanup |= type.IsText && type.HasFormatting;
        }
    }

    /// <summary>The kind of a root is known from now on. What changed before is not told: Yjs has another object for it.</summary>
    private void ForgetUnknown(TypeNode root)
    {
        root.ChangedIn = 0;
        for (var i = _ending; i < _queue.Count; i++)
        {
            for (var j = 0; j < _queue[i].Changed.Count; j++)
            {
                var change = _queue[i].Changed[j];
                change.Type = change.Type == root ? null : change.Type;
            }
        }
    }

    private bool IsGone(TypeNode type) => type.Item != 0 && (type.Handle == 0 || _store[type.Item].IsDeleted);
}
