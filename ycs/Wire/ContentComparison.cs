namespace RealLearning.Ycs;

/// <summary>Compares what an update says of ids with what a document has under them. Deleted and collected content cannot be compared.</summary>
internal static class ContentComparison
{
    public static bool FindConflict(BlockStore store, UpdateDecoder decoder, out ClientRange where)
    {
        for (var i = 0; i < decoder.StructCount; i++)
        {
            ref var item = ref decoder.Structs[i];
            if (item.Kind is not (BlockKind.Skip or BlockKind.Gc or BlockKind.Deleted)
                && store.FindClient(decoder.ClientIds[item.Client]) is >= 0 and var client
                && item.Clock < store.Clients[client].State
                && FindConflict(store, decoder, item, client) is >= 0 and var clock)
            {
                where = new ClientRange(decoder.ClientIds[item.Client], clock, 1);
                return true;
            }
        }

        where = default;
        return false;
    }

    /// <summary>The first clock at which they differ, or -1.</summary>
    private static int FindConflict(BlockStore store, UpdateDecoder decoder, in StructRef item, int client)
    {
        var blocks = store.Clients[client];
        var end = Math.Min(item.ClockEnd, blocks.State);
        var at = blocks.Seek(item.Clock);
        do
        {
            ref var block = ref store[blocks[at]];
            if (block.Clock >= end)
            {
                break;
            }

            var from = Math.Max(block.Clock, item.Clock);
            if (!IsSame(store, decoder, block, item, from, Math.Min(block.End, end)))
            {
                return from;
            }
        }
        while (blocks.MoveNext(ref at));

        return -1;
    }

    private static bool IsSame(BlockStore store, UpdateDecoder decoder, in Block block, in StructRef item, int from, int to)
    {
        if (block.Kind is BlockKind.Gc or BlockKind.Deleted)
        {
            return true;
        }

        if (block.Kind != item.Kind)
        {
            return false;
        }

        switch (block.Kind)
        {
            case BlockKind.String:
                return SameText(
                    store.TextOf(block)[(from - block.Clock)..(to - block.Clock)], decoder.TextOf(item)[(from - item.Clock)..(to - item.Clock)]);
            case BlockKind.Any:
                return Same((byte[][])store.Value(block.Content)!, (byte[][])decoder.ValueOf(item), from - block.Clock, from - item.Clock, to - from, static (left, right) => left.AsSpan().SequenceEqual(right));
            case BlockKind.Json:
                return Same((string[])store.Value(block.Content)!, (string[])decoder.ValueOf(item), from - block.Clock, from - item.Clock, to - from, static (left, right) => left == right);
            case BlockKind.Type:
                return store.Types[block.Content].Ref == item.TypeRef && store.Types[block.Content].Name == decoder.NameOrNull(item.Content);
            case BlockKind.Binary:
                return ((byte[])store.Value(block.Content)!).AsSpan().SequenceEqual((byte[])decoder.ValueOf(item));
            case BlockKind.Doc:
                return ((DocValue)store.Value(block.Content)!).Guid == ((DocValue)decoder.ValueOf(item)).Guid;
            case BlockKind.Embed:
                return ((JsonValue)store.Value(block.Content)!).Text == ((JsonValue)decoder.ValueOf(item)).Text;
            default:
                var (one, other) = ((FormatValue)store.Value(block.Content)!, (FormatValue)decoder.ValueOf(item));
                return one.Key == other.Key && one.Value.Text == other.Value.Text;
        }
    }

    /// <summary>A pair of surrogates that somebody cut has become U+FFFD on one side only; that is no conflict.</summary>
    private static bool SameText(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i] && !(IsCut(left[i], right[i]) || IsCut(right[i], left[i])))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsCut(char one, char other) => one == '\uFFFD' && char.IsSurrogate(other);

    private static bool Same<T>(T[] left, T[] right, int leftFrom, int rightFrom, int count, Func<T, T, bool> isSame)
    {
        for (var i = 0; i < count; i++)
        {
            if (!isSame(left[leftFrom + i], right[rightFrom + i]))
            {
                return false;
            }
        }

        return true;
    }
}
