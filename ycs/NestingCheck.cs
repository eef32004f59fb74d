namespace RealLearning.Ycs;

/// <summary>
/// How deep the shared types of a planned update would stand, before anything of it is integrated. Goes through the plan's order, in which everything
/// that a struct builds on is before it. What waits has no depth yet.
/// </summary>
internal sealed class NestingCheck(BlockStore store, UpdateDecoder decoder)
{
    /// <summary>For each struct of the update the depth of the type that holds it.</summary>
    private int[] _depths = [];

    /// <summary>True where a type is nested deeper than <paramref name="max"/>; <paramref name="where"/> is its struct.</summary>
    public bool IsTooDeep(ReadOnlySpan<int> order, int max, out int where)
    {
        where = -1;
        if (!decoder.HasTypes)
        {
            return false;
        }

        if (_depths.Length < decoder.StructCount)
        {
            _depths = new int[decoder.StructCount];
        }

        foreach (var index in order)
        {
            ref var item = ref decoder.Structs[index];
            var state = store.StateOf(item.Client);
            _depths[index] = item.Kind is BlockKind.Skip or BlockKind.Gc ? 0
                : item.Clock < state ? DepthAround(item.Client, Math.Min(state, item.ClockEnd) - 1)
                : item.ParentName is not null ? 0
                : item.ParentClient >= 0 ? DepthOf(item.ParentClient, item.ParentClock)
                : item.OriginClient >= 0 ? DepthAround(item.OriginClient, item.OriginClock)
                : DepthAround(item.RightOriginClient, item.RightOriginClock);
            if (item.Kind == BlockKind.Type && item.Clock >= state && _depths[index] + 1 > max)
            {
                where = index;
                return true;
            }
        }

        return false;
    }

    /// <summary>The depth of the type that is the content of an id.</summary>
    private int DepthOf(long client, int clock)
    {
        if (clock >= store.StateOf(client))
        {
            return _depths[decoder.IndexOf(client, clock)] + 1;
        }

        ref var block = ref store[store.Find(store.FindClient(client), clock)];
        return block.Kind == BlockKind.Type ? store.Types[block.Content].Depth : 0;
    }

    /// <summary>The depth of the type that holds an id.</summary>
    private int DepthAround(long client, int clock) =>
        clock >= store.StateOf(client) ? _depths[decoder.IndexOf(client, clock)] : store.Types[store[store.Find(store.FindClient(client), clock)].Parent].Depth;
}
