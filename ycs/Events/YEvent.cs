namespace RealLearning.Ycs;

/// <summary>
/// What a transaction changed in one shared type. Deltas and keys are found when they are asked for, which is possible as long as the transaction's handlers
/// run; afterwards it throws <see cref="InvalidOperationException"/>. What was asked for stays.
/// </summary>
public sealed class YEvent
{
    private readonly ChangedType _change;
    private List<YDelta>? _delta;
    private Dictionary<string, YKeyChange>? _keys;
    private List<object>? _path;

    internal YEvent(YType target, YTransaction transaction, ChangedType change)
    {
        (Target, CurrentTarget, Transaction, _change) = (target, target, transaction, change);
        ChildListChanged = change.List;
        KeysChanged = [.. change.Keys.Select(transaction.Doc.Store.KeyName)];
    }

    /// <summary>The type that has changed.</summary>
    public YType Target { get; }

    /// <summary>The type whose observer is called.</summary>
    public YType CurrentTarget { get; private set; }

    /// <summary>The transaction that changed it.</summary>
    public YTransaction Transaction { get; }

    /// <summary>Whether its list was changed.</summary>
    public bool ChildListChanged { get; }

    /// <summary>The keys, or attributes, that were touched.</summary>
    public IReadOnlyList<string> KeysChanged { get; }

    /// <summary>The way from <see cref="CurrentTarget"/> to <see cref="Target"/>: keys as text, positions as integers.</summary>
    public IReadOnlyList<object> Path => _path ??= FindPath();

    /// <summary>
    /// The changes of its list as a delta. Of a text, finding it may delete formats that say nothing, in a transaction of this document's own, as in Yjs.
    /// </summary>
    public IReadOnlyList<YDelta> Delta =>
        _delta ??= Target is YText ? new TextDelta(Target.Doc!, Target.Node!, Transaction.State).Find() : ListDelta.Find(Target.Doc!, Target.Node!, Transaction.State, ChildListChanged);

    /// <summary>The changes of its keys. One that was set and removed again in the transaction has not changed.</summary>
    public IReadOnlyDictionary<string, YKeyChange> Keys => _keys ??= KeyChanges.Find(Target.Doc!, Target.Node!, Transaction.State, _change);

    internal void Visit(YType current) => (CurrentTarget, _path) = (current, null);

    private List<object> FindPath()
    {
        var path = new List<object>();
        var store = Target.Doc!.Store;
        for (var node = Target.Node!; node.Item != 0 && node != CurrentTarget.Node; node = store.Types[store[node.Item].Parent])
        {
            ref var item = ref store[node.Item];
            path.Add(item.Key != 0 ? store.KeyName(item.Key) : PositionOf(store, node.Item));
        }

        path.Reverse();
        return path;
    }

    private static int PositionOf(BlockStore store, int item)
    {
        var position = 0;
        for (var block = store[item].Left; block != 0; block = store[block].Left)
        {
            position += !store[block].IsDeleted && store[block].IsCountable ? store[block].Length : 0;
        }

        return position;
    }
}
