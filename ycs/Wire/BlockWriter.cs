namespace RealLearning.Ycs;

/// <summary>Writes blocks and decoded structs as v1 structs, from an offset on (rules 8, 10 and 11).</summary>
internal static class BlockWriter
{
    public static void Write(ref Lib0Writer writer, BlockStore store, in Block block, int offset)
    {
        if (block.Kind == BlockKind.Gc)
        {
            writer.WriteByte(BlockKind.Gc);
            writer.WriteVarUint(block.Length - offset);
            return;
        }

        var (originClient, originClock) = offset > 0 ? (block.Client, block.Clock + offset - 1) : (block.OriginClient, block.OriginClock);
        var info = block.Kind | (originClient >= 0 ? 0x80 : 0) | (block.RightOriginClient >= 0 ? 0x40 : 0) | (block.Key != 0 ? 0x20 : 0);
        writer.WriteByte((byte)info);
        if (originClient >= 0)
        {
            WriteId(ref writer, store.Clients[originClient].Id, originClock);
        }

        if (block.RightOriginClient >= 0)
        {
            WriteId(ref writer, store.Clients[block.RightOriginClient].Id, block.RightOriginClock);
        }

        if ((info & 0xC0) == 0)
        {
            WriteParent(ref writer, store, block);
        }

        if (block.Kind == BlockKind.String)
        {
            writer.WriteVarString(store.TextOf(block)[offset..]);
        }
        else if (block.Kind == BlockKind.Type)
        {
            var type = store.Types[block.Content];
            WriteType(ref writer, type.Ref, type.Name);
        }
        else
        {
            WriteValue(ref writer, block.Kind, block.Kind == BlockKind.Deleted ? null : store.Value(block.Content), block.Length, offset);
        }
    }

    /// <summary>A decoded struct again, from an offset on; <paramref name="update"/> is where it was decoded from.</summary>
    public static void Write(ref Lib0Writer writer, ReadOnlySpan<byte> update, UpdateDecoder decoder, in StructRef item, int offset)
    {
        if (offset == 0)
        {
            // A key that is copied from an origin is announced by documents, not by merged updates (rule 11).
            writer.WriteByte((byte)((item.Info & 0xC0) != 0 ? item.Info & ~0x20 : item.Info));
            writer.WriteBytes(update[(item.Start + 1)..item.End]);
            return;
        }

        if (item.Kind is BlockKind.Gc or BlockKind.Skip)
        {
            writer.WriteByte(item.Kind);
            writer.WriteVarUint(item.Length - offset);
            return;
        }

        // Behind an offset the origin is the unit before it, so the parent need not be named.
        writer.WriteByte((byte)((item.Info | 0x80) & ~0x20));
        WriteId(ref writer, item.Client, item.Clock + offset - 1);
        if (item.RightOriginClient >= 0)
        {
            WriteId(ref writer, item.RightOriginClient, item.RightOriginClock);
        }

        if (item.Kind == BlockKind.String)
        {
            writer.WriteVarString(decoder.TextOf(item)[offset..]);
        }
        else
        {
            WriteValue(ref writer, item.Kind, item.Value, item.Length, offset);
        }
    }

    private static void WriteParent(ref Lib0Writer writer, BlockStore store, in Block block)
    {
        var parent = store.Types[block.Parent];
        if (parent.Item == 0)
        {
            writer.WriteByte(1);
            writer.WriteVarString(parent.RootName!);
        }
        else
        {
            ref var item = ref store[parent.Item];
            writer.WriteByte(0);
            WriteId(ref writer, store.Clients[item.Client].Id, item.Clock);
        }

        if (block.Key != 0)
        {
            writer.WriteVarString(store.KeyName(block.Key));
        }
    }

    private static void WriteValue(ref Lib0Writer writer, byte kind, object? value, int length, int offset)
    {
        switch (value)
        {
            case null when kind == BlockKind.Deleted:
                writer.WriteVarUint(length - offset);
                break;
            case byte[] bytes:
                writer.WriteVarBytes(bytes);
                break;
            case string text:
                writer.WriteVarString(text);
                break;
            case FormatValue format:
                writer.WriteVarString(format.Key);
                writer.WriteVarString(format.Json);
                break;
            case DocValue doc:
                writer.WriteVarString(doc.Guid);
                writer.WriteBytes(doc.Options);
                break;
            case byte[][] values:
                writer.WriteVarUint(values.Length - offset);
                foreach (var element in values.AsSpan(offset))
                {
                    writer.WriteBytes(element);
                }

                break;
            case string[] texts:
                writer.WriteVarUint(texts.Length - offset);
                foreach (var element in texts.AsSpan(offset))
                {
                    writer.WriteVarString(element);
                }

                break;
        }
    }

    private static void WriteType(ref Lib0Writer writer, byte type, string? name)
    {
        writer.WriteVarUint(type);
        if (name is not null)
        {
            writer.WriteVarString(name);
        }
    }

    private static void WriteId(ref Lib0Writer writer, long client, int clock)
    {
        writer.WriteVarUint(client);
        writer.WriteVarUint(clock);
    }
}
