namespace RealLearning.Ycs;

/// <summary>A place where very many wrote: what shares a left origin there, in the order of the list and by right origin.</summary>
internal sealed class SiblingPlace(BlockStore store, TypeNode type, int key)
{
    private readonly Dictionary<(int Client, int Clock), SortedSet<Sibling>> _byRight = [];
    private readonly SiblingSearch _search = new();

    /// <summary>Of blocks that are right origins here, and those that they build on: the sibling behind which they hang; null for what stands elsewhere.</summary>
    private readonly Dictionary<(int Client, int Clock), Sibling?> _heads = [];

    public TypeNode Type => type;

    public SiblingOrder Order { get; } = new();

    /// <summary>
    /// Somebody wrote among what hangs behind one of the siblings, whom he took for his left neighbour's neighbour. No honest writer sees such a place; it is walked over
    /// as if it were not known.
    /// </summary>
    public bool IsTorn { get; set; }

    /// <summary>What is kept here.</summary>
    public int Count { get; private set; }

    public Sibling Of(in Block block) => new(store.Clients[block.Client].Id, block.Client, block.Clock);

    public void Add(in Block block, Sibling sibling, Sibling? next)
    {
        if (!_byRight.TryGetValue(RightOf(block), out var siblings))
        {
            _byRight.Add(RightOf(block), siblings = new SortedSet<Sibling>(_search));
        }

        if (siblings.Add(sibling))
        {
            Order.Insert(sibling, next);
            Count++;
        }
    }

    /// <summary>
    /// The sibling before which a new one ends up, at the latest: the next one of its right origin, or that right origin itself. Null for the end. False where it would
    /// tear the place.
    /// </summary>
    public bool TryFindEnd(in Block block, Sibling sibling, int right, out Sibling? end)
    {
        end = _byRight.TryGetValue(RightOf(block), out var siblings) ? _search.NextIn(siblings, sibling) : null;
        if (end is not null || right == 0 || store[right].Parent != type.Handle || store[right].Key != key)
        {
            return true;
        }

        end = HeadOf(right, block);
        return end is null || end.Rank >= sibling.Rank || store.Find(end.Client, end.Clock) == right;
    }

    /// <summary>The sibling behind which a block hangs, or that it is.</summary>
    private Sibling? HeadOf(int handle, in Block sibling)
    {
        var (path, head) = (new List<(int, int)>(), default(Sibling));
        while (true)
        {
            ref var at = ref store[handle];
            if (_heads.TryGetValue((at.Client, at.Clock), out head))
            {
                break;
            }

            if (at.OriginClient == sibling.OriginClient && (at.OriginClient < 0 || at.OriginClock == sibling.OriginClock))
            {
                if (_byRight.TryGetValue(RightOf(at), out var siblings))
                {
                    siblings.TryGetValue(Of(at), out head);
                }

                break;
            }

            path.Add((at.Client, at.Clock));
            if (at.OriginClient < 0)
            {
                break;
            }

            handle = store.Find(at.OriginClient, at.OriginClock);
        }

        foreach (var id in path)
        {
            _heads[id] = head;
        }

        Count += path.Count;
        return head;
    }

    private static (int Client, int Clock) RightOf(in Block block) => (block.RightOriginClient, block.RightOriginClient < 0 ? 0 : block.RightOriginClock);

    /// <summary>In the order of the list, for siblings of one right origin: by client; of one client the later first.</summary>
    private sealed class SiblingSearch : IComparer<Sibling>
    {
        private Sibling? _wanted;
        private Sibling? _next;

        /// <summary>The first one of a set that does not come before a sibling: the last such that a search for it meets. A view of the set would cost an allocation.</summary>
        public Sibling? NextIn(SortedSet<Sibling> siblings, Sibling sibling)
        {
            (_wanted, _next) = (sibling, null);
            siblings.Contains(sibling);
            _wanted = null;
            return _next;
        }

        public int Compare(Sibling? left, Sibling? right)
        {
            var compared = left!.Rank != right!.Rank ? left.Rank.CompareTo(right.Rank) : right.Clock.CompareTo(left.Clock);
            if (left == _wanted && compared <= 0)
            {
                _next = right;
            }

            return compared;
        }
    }
}
