namespace RealLearning.Ycs;

/// <summary>Calling those who observe: first each type's own observers, in the order in which the types were changed, then those who observe deeply.</summary>
public sealed partial class YDoc
{
    internal void DeleteBlock(int handle) => Delete(handle);

    private void CallObservers(Transaction transaction, ref List<Exception>? failures)
    {
        var events = transaction.Events = new EventTable();
        Raise(BeforeObserverCalls, transaction, ref failures);
        for (var i = 0; i < transaction.Changed.Count; i++)
        {
            var change = transaction.Changed[i];
            if (change.Type is { Ref: not TypeNode.Unknown } type && !IsGone(type))
            {
                CallObservers(transaction, type, change, ref failures);
            }
        }

        var observed = events.Types.Where(type => type.View is { IsDeeplyObserved: true } && !IsGone(type)).ToList();
        foreach (var type in observed)
        {
            CallDeepObservers(transaction, type, ref failures);
        }

        Raise(AfterTransaction, transaction, ref failures);
    }

    private void CallObservers(Transaction transaction, TypeNode type, ChangedType change, ref List<Exception>? failures)
    {
        NoteRemoteChange(transaction, type);
        var told = new YEvent(YType.Of(this, type), transaction.View, change);
        for (var holder = type; ; holder = _store.Types[_store[holder.Item].Parent])
        {
            transaction.Events!.Add(holder, told);
            if (holder.Item == 0)
            {
                break;
            }
        }

        type.View!.Call(told, ref failures);
    }

    private void CallDeepObservers(Transaction transaction, TypeNode type, ref List<Exception>? failures)
    {
        var events = transaction.Events!.Of(type).Where(told => !IsGone(told.Target.Node!)).ToList();
        events.ForEach(told => told.Visit(type.View!));
        type.View!.CallDeep([.. events.OrderBy(told => told.Path.Count)], transaction.View, ref failures);
    }
}
