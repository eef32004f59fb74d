namespace RealLearning.Ycs;

/// <summary>
/// How deep the shared types of a planned update would stand, before anything of it is integrated. Goes through the plan's order, in which everything
/// that a struct builds on is before it. What waits has no depth yet.
/// </summary>
internal sealed class NestingCheck(BlockStore store, UpdateDecoder decoder, IntegrationPlan plan)
{
    private const int KeptMax = 256;

    /// <summary>For each struct of the update the depth of the type that holds it.</summary>
    private int[] _depths = [];

    /// <summary>True where a type is nested deeper than <paramref name="max"/>; <paramref name="where"/> is its struct.</summary>
    public bool IsTooDeep(int max, out int where)
    {
        where = -1;
        if (!decoder.HasTypes)
        {
            return false;
        }

        if (_depths.Length < decoder.StructCount || _depths.Length > KeptMax)
        {
            _depths = new int[decoder.StructCount];
        }

        foreach (var index in plan.Order)
        {
            ref var item = ref decoder.Structs[index];
            var state = StateOf(item.Client);
            _depths[index] = item.Kind is BlockKind.Skip or BlockKind.Gc ? 0
                : item.Clock < state ? DepthAround(item.Client, Math.Min(state, item.ClockEnd) - 1)
                : item.ParentClient == StructRef.Root ? 0
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

    private int StateOf(int client) => plan.Known(client) is >= 0 and var known ? store.Clients[known].State : 0;

    /// <summary>The depth of the type that is the content of an id.</summary>
    private int DepthOf(int client, int clock)
    {
        if (clock >= StateOf(client))
        {
            return _depths[decoder.IndexOf(client, clock)] + 1;
        }

        ref var block = ref store[store.Find(plan.Known(client), clock)];
        return block.Kind == BlockKind.Type ? store.Types[block.Content].Depth : 0;
    }

    /// <summary>The depth of the type that holds an id.</summary>
    private int DepthAround(int client, int clock) =>
        clock >= StateOf(client) ? _depths[decoder.IndexOf(client, clock)] : store.Types[store[store.Find(plan.Known(client), clock)].Parent].Depth;
}
