namespace RealLearning.Ycs;

/// <summary>Which blocks took the place of others when a change was undone.</summary>
internal sealed partial class BlockStore
{
    private Dictionary<(int Client, int Clock), (int Client, int Clock)>? _redone;

    /// <summary>The first id of what took the place of a block that <see cref="Block.IsRedone"/>.</summary>
    public (int Client, int Clock) RedoneAs(int handle) => _redone![(_blocks[handle].Client, _blocks[handle].Clock)];

    public void SetRedone(int handle, int client, int clock)
    {
        _blocks[handle].IsRedone = true;
        (_redone ??= [])[(_blocks[handle].Client, _blocks[handle].Clock)] = (client, clock);
    }

    /// <summary>A block that was redone was cut: so was, in effect, what took its place.</summary>
    public void CutRedone(int left, int right)
    {
        if (_blocks[left].IsRedone)
        {
            var (client, clock) = RedoneAs(left);
            SetRedone(right, client, clock + _blocks[right].Clock - _blocks[left].Clock);
        }
    }
}
