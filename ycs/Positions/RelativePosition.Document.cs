namespace RealLearning.Ycs;

/// <summary>From a place in a document to a position, and back.</summary>
public sealed partial record RelativePosition
{
    /// <summary>
    /// The position before the unit at an index, or behind the unit before it where <paramref name="assoc"/> is below 0. An index beyond the last is the end,
    /// as in Yjs. Throws <see cref="InvalidOperationException"/> for a type without a place in a document.
    /// </summary>
    public static RelativePosition FromTypeIndex(YType type, int index, long assoc = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (type is not { Doc: { } doc, Node: { } node })
        {
            throw new InvalidOperationException("The type has no place in a document yet.");
        }

        return new RelativePosition
        {
            Item = assoc >= 0 ? ItemAt(doc.Store, node, index, isLeft: false) : index > 0 ? ItemAt(doc.Store, node, index - 1, isLeft: true) : null,
            TypeName = node.RootName,
            Type = node.Item == 0 ? null : IdOf(doc.Store, node.Item, 0),
            Assoc = assoc,
        };
    }

    /// <summary>
    /// Where it is in a document now; null where the document does not have what it stands at, or no longer has its place. A position at deleted units is where
    /// they were, or where undoing has put them again: that only the document knows that undid it, so give false for a result that is everybody's. Takes time with
    /// what stands before it in its type.
    /// </summary>
    public AbsolutePosition? ToAbsolute(YDoc doc, bool followUndoneDeletions = true) =>
        Item is { } item ? AtItem(doc, item, followUndoneDeletions)
        : TypeName is not null ? AtEndOf(doc, doc.FindRoot(TypeName))
        : Type is { } type ? AtEndOf(doc, type, followUndoneDeletions)
        : throw new InvalidOperationException("The position stands at nothing.");

    private AbsolutePosition? AtItem(YDoc doc, YId id, bool follow)
    {
        if (Find(doc, id, follow) is not { } found || !doc.Store[found.Handle].IsItem)
        {
            return null;
        }

        ref var item = ref doc.Store[found.Handle];
        var (node, index) = (doc.Store.Types[item.Parent], 0);
        if (node.Item == 0 || !doc.Store[node.Item].IsDeleted)
        {
            index = item.IsDeleted || !item.IsCountable ? 0 : found.Offset + (Assoc >= 0 ? 0 : 1);
            for (var left = item.Left; left != 0; left = doc.Store[left].Left)
            {
                ref var before = ref doc.Store[left];
                index += before.IsDeleted || !before.IsCountable ? 0 : before.Length;
            }
        }

        return new AbsolutePosition(ViewOf(doc, node), index, Assoc);
    }

    private AbsolutePosition? AtEndOf(YDoc doc, YId id, bool follow) =>
        Find(doc, id, follow) is { } found && doc.Store[found.Handle] is { Kind: BlockKind.Type } item ? AtEndOf(doc, doc.Store.Types[item.Content]) : null;

    private AbsolutePosition AtEndOf(YDoc doc, TypeNode? node) =>
        node is null ? new AbsolutePosition(null, 0, Assoc) : new AbsolutePosition(ViewOf(doc, node), Assoc >= 0 ? node.Length : 0, Assoc);

    private static YType? ViewOf(YDoc doc, TypeNode node) => node.Ref == TypeNode.Unknown ? null : YType.Of(doc, node);

    /// <summary>The block that holds an id, or what took its place, and where in it.</summary>
    private static (int Handle, int Offset)? Find(YDoc doc, YId id, bool follow)
    {
        var store = doc.Store;
        if (store.FindClient(id.Client) is not (>= 0 and var client) || id.Clock >= store.Clients[client].State)
        {
            return null;
        }

        var handle = store.Find(client, (int)id.Clock);
        var offset = (int)id.Clock - store[handle].Clock;
        while (follow && store[handle] is { IsRedone: true, IsItem: true })
        {
            var (by, clock) = store.RedoneAs(handle);
            handle = store.Find(by, clock + offset);
            offset += clock - store[handle].Clock;
        }

        return (handle, offset);
    }

    /// <summary>The unit at an index; behind the last one none, or, for what belongs to its left, the last id of the list whatever it is.</summary>
    private static YId? ItemAt(BlockStore store, TypeNode node, int index, bool isLeft)
    {
        for (var handle = node.Start; handle != 0; handle = store[handle].Right)
        {
            ref var block = ref store[handle];
            if (!block.IsDeleted && block.IsCountable)
            {
                if (block.Length > index)
                {
                    return IdOf(store, handle, index);
                }

                index -= block.Length;
            }

            if (isLeft && block.Right == 0)
            {
                return IdOf(store, handle, block.Length - 1);
            }
        }

        return null;
    }

    private static YId IdOf(BlockStore store, int handle, int offset) => new(store.Clients[store[handle].Client].Id, store[handle].Clock + offset);
}
