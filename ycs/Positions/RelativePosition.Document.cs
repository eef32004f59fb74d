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
    /// they were. Takes time with what stands before it in its type.
    /// </summary>
    public AbsolutePosition? ToAbsolute(YDoc doc) =>
        Item is { } item ? AtItem(doc, item)
        : TypeName is not null ? AtEndOf(doc, doc.FindRoot(TypeName))
        : Type is { } type ? AtEndOf(doc, type)
        : throw new InvalidOperationException("The position stands at nothing.");

    private AbsolutePosition? AtItem(YDoc doc, YId id)
    {
        if (Find(doc, id) is not { } handle || !doc.Store[handle].IsItem)
        {
            return null;
        }

        ref var item = ref doc.Store[handle];
        var (node, index) = (doc.Store.Types[item.Parent], 0);
        if (node.Item == 0 || !doc.Store[node.Item].IsDeleted)
        {
            index = item.IsDeleted || !item.IsCountable ? 0 : (int)id.Clock - item.Clock + (Assoc >= 0 ? 0 : 1);
            for (var left = item.Left; left != 0; left = doc.Store[left].Left)
            {
                ref var before = ref doc.Store[left];
                index += before.IsDeleted || !before.IsCountable ? 0 : before.Length;
            }
        }

        return new AbsolutePosition(ViewOf(doc, node), index, Assoc);
    }

    private AbsolutePosition? AtEndOf(YDoc doc, YId id) =>
        Find(doc, id) is { } handle && doc.Store[handle] is { Kind: BlockKind.Type } item ? AtEndOf(doc, doc.Store.Types[item.Content]) : null;

    private AbsolutePosition AtEndOf(YDoc doc, TypeNode? node) =>
        node is null ? new AbsolutePosition(null, 0, Assoc) : new AbsolutePosition(ViewOf(doc, node), Assoc >= 0 ? node.Length : 0, Assoc);

    private static YType? ViewOf(YDoc doc, TypeNode node) => node.Ref == TypeNode.Unknown ? null : YType.Of(doc, node);

    private static int? Find(YDoc doc, YId id) =>
        doc.Store.FindClient(id.Client) is >= 0 and var client && id.Clock < doc.Store.Clients[client].State ? doc.Store.Find(client, (int)id.Clock) : null;

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
