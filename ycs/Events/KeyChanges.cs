namespace RealLearning.Ycs;

/// <summary>The changes of a type's keys in a transaction.</summary>
internal static class KeyChanges
{
    public static Dictionary<string, YKeyChange> Find(YDoc doc, TypeNode type, Transaction transaction, ChangedType change)
    {
        var changes = new Dictionary<string, YKeyChange>();
        foreach (var key in change.Keys)
        {
            if (Of(doc, type.Map![key], transaction) is { } found)
            {
                changes.Add(doc.Store.KeyName(key), found);
            }
        }

        return changes;
    }

    private static YKeyChange? Of(YDoc doc, int last, Transaction transaction)
    {
        var store = doc.Store;
        bool Adds(int block) => transaction.Adds(store[block].Client, store[block].Clock);
        bool Deletes(int block) => transaction.Deleted.Contains(store[block].Client, store[block].Clock);
        if (!Adds(last))
        {
            return Deletes(last) ? new YKeyChange(YKeyAction.Delete, doc.LastValueOf(last)) : null;
        }

        var before = store[last].Left;
        while (before != 0 && Adds(before))
        {
            before = store[before].Left;
        }

        var had = before != 0 && Deletes(before);
        if (Deletes(last))
        {
            return had ? new YKeyChange(YKeyAction.Delete, doc.LastValueOf(before)) : null;
        }

        return had ? new YKeyChange(YKeyAction.Update, doc.LastValueOf(before)) : new YKeyChange(YKeyAction.Add, null);
    }
}
