namespace RealLearning.Ycs;

/// <summary>
/// The order in which the structs of a decoded update can be integrated, found without touching the document: Yjs' order, the highest client
/// first, what a struct builds on before it. What lacks something is left over, with the rest of its client. Hot: runs for every keystroke.
/// </summary>
internal sealed class IntegrationPlan(BlockStore store, UpdateDecoder decoder)
{
    private readonly Stack<int> _stack = new();
    private readonly List<int> _order = [];
    private readonly List<(long Client, long Clock)> _missing = [];
    private Progress[] _progress = new Progress[2];

    /// <summary>Indexes of structs, in the order of their integration.</summary>
    public ReadOnlySpan<int> Order => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_order);

    /// <summary>For each client that had to be given up: what is missing is behind this clock of this client.</summary>
    public IReadOnlyList<(long Client, long Clock)> Missing => _missing;

    /// <summary>What is left over of each client: its structs from the index on.</summary>
    public List<(ClientStructs Client, int Next)> Rest { get; } = [];

    public bool IsComplete => Rest.Count == 0;

    public void Make()
    {
        _order.Clear();
        _missing.Clear();
        Rest.Clear();
        if (_progress.Length < decoder.ClientCount)
        {
            _progress = new Progress[decoder.ClientCount];
        }

        for (var i = 0; i < decoder.ClientCount; i++)
        {
            _progress[i] = new Progress { Next = decoder.Clients[i].First, State = store.StateOf(decoder.Clients[i].Client) };
        }

        for (var i = 0; i < decoder.ClientCount; i++)
        {
            while (!IsDone(i) && TakeNext(i))
            {
            }
        }
    }

    /// <summary>The next clock of a client once everything in the plan is integrated.</summary>
    public int StateOf(long client) => decoder.IndexOf(client) is >= 0 and var index ? _progress[index].State : store.StateOf(client);

    private bool IsDone(int client) => _progress[client].Next >= decoder.Clients[client].First + decoder.Clients[client].Count;

    /// <summary>Takes one client's next struct and, before it, what it needs from others. False, and that client is given up, where something is missing.</summary>
    private bool TakeNext(int first)
    {
        Push(first);
        while (_stack.TryPeek(out var at))
        {
            if (IsDone(at))
            {
                Pop();
                continue;
            }

            ref var item = ref decoder.Structs[_progress[at].Next];
            var missing = MissingFor(item);
            if (missing < 0)
            {
                Take(at, item);
                Pop();
                continue;
            }

            var other = decoder.IndexOf(missing);
            if (other < 0 || _progress[other].IsOnStack || IsDone(other))
            {
                // Nobody here brings it: everything on the way to it waits, as in Yjs.
                // Whatever more arrives of a client is worth a try, but a hole in its own clocks must be filled first.
                _missing.Add((missing, missing == item.Client ? item.Clock - 1 : StateOf(missing)));
                GiveUp();
                return false;
            }

            Push(other);
        }

        return true;
    }

    private void Take(int client, in StructRef item)
    {
        ref var progress = ref _progress[client];
        _order.Add(progress.Next++);
        if (item.Kind != BlockKind.Skip)
        {
            progress.State = Math.Max(progress.State, item.ClockEnd);
        }
    }

    private void GiveUp()
    {
        while (_stack.TryPop(out var waiting))
        {
            Rest.Add((decoder.Clients[waiting], _progress[waiting].Next));
            _progress[waiting].Next = int.MaxValue;
        }
    }

    private void Push(int client)
    {
        _progress[client].IsOnStack = true;
        _stack.Push(client);
    }

    private void Pop() => _progress[_stack.Pop()].IsOnStack = false;

    /// <summary>The client of which something is missing for this struct, or -1.</summary>
    private long MissingFor(in StructRef item) =>
        item.Kind == BlockKind.Skip ? -1
        : item.Clock > StateOf(item.Client) ? item.Client
        : IsMissing(item, item.OriginClient, item.OriginClock) ? item.OriginClient
        : IsMissing(item, item.RightOriginClient, item.RightOriginClock) ? item.RightOriginClient
        : IsMissing(item, item.ParentClient, item.ParentClock) ? item.ParentClient
        : -1;

    private bool IsMissing(in StructRef item, long client, int clock) => client >= 0 && client != item.Client && clock >= StateOf(client);

    /// <summary>How far a client of the update has come.</summary>
    private struct Progress
    {
        public int Next;
        public int State;
        public bool IsOnStack;
    }
}
