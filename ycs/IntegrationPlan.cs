namespace RealLearning.Ycs;

/// <summary>
/// The order in which the structs of a decoded update can be integrated, found without touching the document: Yjs' order, the highest client
/// first, what a struct builds on before it. What lacks something is left over, with the rest of its client. Hot: runs for every keystroke.
/// </summary>
internal sealed class IntegrationPlan(BlockStore store, UpdateDecoder decoder)
{
    private readonly Stack<int> _stack = new();
    private readonly List<(long Client, long Clock)> _missing = [];
    private int[] _order = new int[4];
    private int _orderCount;
    private Progress[] _progress = new Progress[4];

    /// <summary>Indexes of structs, in the order of their integration.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(0, _orderCount);

    /// <summary>For each client that had to be given up: what is missing is behind this clock of this client.</summary>
    public IReadOnlyList<(long Client, long Clock)> Missing => _missing;

    /// <summary>What is left over of each client: its structs from the index on.</summary>
    public List<(ClientStructs Client, int Next)> Rest { get; } = [];

    public bool IsComplete => Rest.Count == 0;

    public void Make()
    {
        _missing.Clear();
        Rest.Clear();
        _orderCount = 0;
        Fit(ref _order, decoder.StructCount);
        var clients = decoder.ClientIds;
        Fit(ref _progress, clients.Length);
        for (var i = 0; i < clients.Length; i++)
        {
            var group = decoder.GroupOf(i);
            var known = store.FindClient(clients[i]);
            _progress[i] = new Progress
            {
                Next = group < 0 ? 0 : decoder.Clients[group].First,
                End = group < 0 ? 0 : decoder.Clients[group].First + decoder.Clients[group].Count,
                State = known < 0 ? 0 : store.Clients[known].State,
                Known = known,
            };
        }

        for (var i = 0; i < decoder.ClientCount; i++)
        {
            var client = decoder.Clients[i].Client;
            while (!IsDone(client) && TakeNext(client))
            {
            }
        }
    }

    /// <summary>Leaves everything over.</summary>
    public void LeaveAll()
    {
        Rest.Clear();
        for (var i = 0; i < decoder.ClientCount; i++)
        {
            Rest.Add((decoder.Clients[i], decoder.Clients[i].First));
        }
    }

    /// <summary>The next clock of a client, by its id, once everything in the plan is integrated.</summary>
    public int StateOf(long client) => decoder.FindClient(client) is >= 0 and var index ? _progress[index].State : store.StateOf(client);

    /// <summary>The store's index of a client of the update; -1 where the store did not know it when the plan was made.</summary>
    public int Known(int client) => _progress[client].Known;

    /// <summary>The store's index of a client, which is added where it is new.</summary>
    public int KnownOrNew(int client)
    {
        ref var known = ref _progress[client].Known;
        if (known < 0)
        {
            known = store.ClientOf(decoder.ClientIds[client]);
        }

        return known;
    }

    /// <summary>Forgets the plan, and arrays that were large.</summary>
    public void Clear()
    {
        _orderCount = 0;
        if ((_order.Length | _progress.Length) >= Scratch.RentedMin)
        {
            Scratch.Release(ref _order);
            Scratch.Release(ref _progress);
        }
    }

    private static void Fit<T>(ref T[] array, int length)
        where T : unmanaged
    {
        if (array.Length < length)
        {
            Scratch.Grow(ref array, 0, length);
        }
    }

    private bool IsDone(int client) => _progress[client].Next >= _progress[client].End;

    /// <summary>Takes one client's next struct and, before it, what it needs from others. False, and that client is given up, where something is missing.</summary>
    private bool TakeNext(int first)
    {
        ref var next = ref decoder.Structs[_progress[first].Next];
        if (MissingFor(next) < 0)
        {
            Take(first, next);
            return true;
        }

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

            if (_progress[missing].IsOnStack || IsDone(missing))
            {
                // Nobody here brings it: everything on the way to it waits, as in Yjs.
                // Whatever more arrives of a client is worth a try, but a hole in its own clocks must be filled first.
                _missing.Add((decoder.ClientIds[missing], missing == item.Client ? item.Clock - 1 : _progress[missing].State));
                GiveUp();
                return false;
            }

            Push(missing);
        }

        return true;
    }

    private void Take(int client, in StructRef item)
    {
        ref var progress = ref _progress[client];
        _order[_orderCount++] = progress.Next++;
        if (item.Kind != BlockKind.Skip && item.ClockEnd > progress.State)
        {
            progress.State = item.ClockEnd;
        }
    }

    private void GiveUp()
    {
        while (_stack.TryPop(out var waiting))
        {
            ref var progress = ref _progress[waiting];
            Rest.Add((decoder.Clients[decoder.GroupOf(waiting)], progress.Next));
            (progress.Next, progress.IsOnStack) = (int.MaxValue, false);
        }
    }

    private void Push(int client)
    {
        _progress[client].IsOnStack = true;
        _stack.Push(client);
    }

    private void Pop() => _progress[_stack.Pop()].IsOnStack = false;

    /// <summary>The client of which something is missing for this struct, or -1.</summary>
    private int MissingFor(in StructRef item) =>
        item.Kind == BlockKind.Skip ? -1
        : item.Clock > _progress[item.Client].State ? item.Client
        : IsMissing(item, item.OriginClient, item.OriginClock) ? item.OriginClient
        : IsMissing(item, item.RightOriginClient, item.RightOriginClock) ? item.RightOriginClient
        : IsMissing(item, item.ParentClient, item.ParentClock) ? item.ParentClient
        : -1;

    private bool IsMissing(in StructRef item, int client, int clock) => client >= 0 && client != item.Client && clock >= _progress[client].State;

    /// <summary>How far a client of the update has come.</summary>
    private struct Progress
    {
        public int Next;
        public int End;
        public int State;

        /// <summary>Its index in the store, or -1.</summary>
        public int Known;
        public bool IsOnStack;
    }
}
