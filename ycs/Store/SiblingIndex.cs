namespace RealLearning.Ycs;

/// <summary>
/// Of places where very many wrote at the same time: those that share a left origin, by right origin and in the order of their clients, so that one more is put
/// among them without walking over all of them. Empty in nearly every document: a place is taken in once walks there were long, and only as far as the
/// walks have paid for looking it through.
/// </summary>
internal sealed class SiblingIndex(BlockStore store)
{
    /// <summary>Most siblings; beyond them all is forgotten, and learned again where walks are long.</summary>
    private const int SiblingsMax = 1 << 20;

    private readonly Dictionary<(int Parent, int Key, int Client, int Clock), Place> _places = [];
    private int _count;
    private long _walked;

    /// <summary>Blocks walked over at one time from which on the place is taken in. Fewer in tests.</summary>
    public int StepsMin { get; set; } = 32;

    public bool IsEmpty => _places.Count == 0;

    /// <summary>
    /// For a new block the sibling that comes right before it and the one that comes right behind it, of those with its right origin; 0 for none. What has the same left
    /// origin and another right origin may stand between, unless it is pure. False where the place is not known.
    /// </summary>
    public bool TryFind(in Block block, int parent, int key, out int before, out int behind, out bool isPure)
    {
        (before, behind, isPure) = (0, 0, false);
        if (!TryGet(block, parent, key, out var place) || !place.Siblings.TryGetValue(RightOf(block), out var siblings))
        {
            return false;
        }

        var rank = store.Clients[block.Client].Id + 1;
        isPure = place.Siblings.Count == 1;
        before = HandleOf(siblings.GetViewBetween(new Sibling(0, 0, 0), new Sibling(rank - 1, 0, -1)).Max);
        behind = HandleOf(siblings.GetViewBetween(new Sibling(rank, 0, int.MaxValue), new Sibling(long.MaxValue, 0, 0)).Min);
        return true;
    }

    /// <summary>Whether something behind this id is known here: what is added there must be noted.</summary>
    public bool Has(int client, int clock, int parent, int key) => !IsEmpty && _places.ContainsKey((parent, key, client, clock));

    /// <summary>Notes a block that got its place.</summary>
    public void Note(in Block block)
    {
        if (TryGet(block, block.Parent, block.Key, out var place))
        {
            Add(place, block);
        }
    }

    /// <summary>A walk was long: takes its place in, from its first block on.</summary>
    public void Learn(int handle, int first, int steps)
    {
        _walked += steps;
        var block = store[handle];
        if (steps < StepsMin || TryGet(block, block.Parent, block.Key, out _))
        {
            return;
        }

        var (place, seen, left) = (new Place(store.Types[block.Parent]), new HashSet<int>(), (2 * _walked) + StepsMin);
        _walked = 0;
        for (var other = first; other != 0; other = store[other].Right)
        {
            if (left-- == 0)
            {
                return;
            }

            ref var o = ref store[other];
            if (o.OriginClient == block.OriginClient && (o.OriginClient < 0 || o.OriginClock == block.OriginClock))
            {
                Add(place, o);
            }
            else if (o.OriginClient < 0 || !seen.Contains(store.Find(o.OriginClient, o.OriginClock)))
            {
                break;
            }

            seen.Add(other);
        }

        if (_count > SiblingsMax)
        {
            _places.Clear();
            _count = 0;
        }

        _places[KeyOf(block, block.Parent, block.Key)] = place;
    }

    private static (int Parent, int Key, int Client, int Clock) KeyOf(in Block block, int parent, int key) =>
        (parent, key, block.OriginClient, block.OriginClient < 0 ? 0 : block.OriginClock);

    private static (int Client, int Clock) RightOf(in Block block) => (block.RightOriginClient, block.RightOriginClient < 0 ? 0 : block.RightOriginClock);

    private bool TryGet(in Block block, int parent, int key, out Place place)
    {
        // The handle of a type that is gone is used again.
        return _places.TryGetValue(KeyOf(block, parent, key), out place!) && place.Type == store.Types[parent];
    }

    private void Add(Place place, in Block block)
    {
        if (!place.Siblings.TryGetValue(RightOf(block), out var siblings))
        {
            place.Siblings.Add(RightOf(block), siblings = new SortedSet<Sibling>(Sibling.InOrder));
        }

        _count += siblings.Add(new Sibling(store.Clients[block.Client].Id + 1, block.Client, block.Clock)) ? 1 : 0;
    }

    private int HandleOf(Sibling sibling) => sibling.Rank == 0 ? 0 : store.Find(sibling.Client, sibling.Clock);

    private sealed class Place(TypeNode type)
    {
        public TypeNode Type { get; } = type;

        public Dictionary<(int Client, int Clock), SortedSet<Sibling>> Siblings { get; } = [];
    }

    /// <summary>Its client's id plus one, so that 0 is nobody; the client's index, and the clock at which it begins. In the order of the list: by id; of one client the later first.</summary>
    private readonly record struct Sibling(long Rank, int Client, int Clock)
    {
        public static Comparer<Sibling> InOrder { get; } =
            Comparer<Sibling>.Create(static (left, right) => left.Rank != right.Rank ? left.Rank.CompareTo(right.Rank) : right.Clock.CompareTo(left.Clock));
    }
}
