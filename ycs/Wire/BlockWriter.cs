namespace RealLearning.Ycs;

/// <summary>Writes the blocks of a document as structs, from an offset on (rules 8, 10 and 11). Hot.</summary>
internal static class BlockWriter
{
    public static void Write<TWriter>(ref TWriter writer, BlockStore store, in Block block, int offset)
        where TWriter : IUpdateWriter, allows ref struct
    {
        if (block.Kind == BlockKind.Gc)
        {
            writer.WriteInfo(BlockKind.Gc);
            writer.WriteLength(block.Length - offset);
            return;
        }

        var (originClient, originClock) = offset > 0 ? (block.Client, block.Clock + offset - 1) : (block.OriginClient, block.OriginClock);
        var info = block.Kind | (originClient >= 0 ? 0x80 : 0) | (block.RightOriginClient >= 0 ? 0x40 : 0) | (block.Key != 0 ? 0x20 : 0);
        writer.WriteItem(info, store.IdOf(originClient), originClock, store.IdOf(block.RightOriginClient), block.RightOriginClock);
        if ((info & 0xC0) == 0)
        {
            WriteParent(ref writer, store, block);
        }

        switch (block.Kind)
        {
            case BlockKind.String:
                writer.WriteText(store.Chars, block.Content + offset, block.Length - offset);
                break;
            case BlockKind.Deleted:
                writer.WriteLength(block.Length - offset);
                break;
            case BlockKind.Type:
                var type = store.Types[block.Content];
                ContentWriter.WriteType(ref writer, type.Ref, type.Name);
                break;
            default:
                ContentWriter.Write(ref writer, store.Value(block.Content), offset);
                break;
        }
    }

    private static void WriteParent<TWriter>(ref TWriter writer, BlockStore store, in Block block)
        where TWriter : IUpdateWriter, allows ref struct
    {
        var parent = store.Types[block.Parent];
        writer.WriteParentInfo(parent.Item == 0);
        if (parent.Item == 0)
        {
            writer.WriteText(parent.RootName);
        }
        else
        {
            ref var item = ref store[parent.Item];
            writer.WriteParentId(store.IdOf(item.Client), item.Clock);
        }

        if (block.Key != 0)
        {
            writer.WriteText(store.KeyName(block.Key));
        }
    }
}
