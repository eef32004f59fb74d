using System.Runtime.InteropServices;

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

    /// <summary>Most places that are paid for; beyond them the payments are forgotten.</summary>
    private const int PaymentsMax = 1 << 12;

    private readonly Dictionary<(int Parent, int Key, int Client, int Clock), Place> _places = [];

    /// <summary>Of places that are not taken in: the blocks walked over there, and from how many on it is looked through again. Each time that fails twice as many.</summary>
    private readonly Dictionary<(int Parent, int Key, int Client, int Clock), (long Walked, long Due)> _payments = [];
    private int _count;

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
        var block = store[handle];
        var key = KeyOf(block, block.Parent, block.Key);
        if (steps < StepsMin || TryGet(block, block.Parent, block.Key, out _) || !IsDue(key, steps, out var left))
        {
            return;
        }

        var (place, seen, known) = (new Place(store.Types[block.Parent]), new HashSet<int>(), _count);
        for (var other = first; other != 0; other = store[other].Right)
        {
            if (left-- == 0)
            {
                _count = known;
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

        _payments.Remove(key);
        _places[key] = place;
    }

    /// <summary>Whether the walks at a place have paid for looking it through, and over how many blocks.</summary>
    private bool IsDue((int Parent, int Key, int Client, int Clock) key, int steps, out long blocks)
    {
        if (_payments.Count >= PaymentsMax)
        {
            _payments.Clear();
        }

        ref var payment = ref CollectionsMarshal.GetValueRefOrAddDefault(_payments, key, out _);
        payment.Walked += steps;
        blocks = (2 * payment.Walked) + StepsMin;
        if (payment.Walked < payment.Due)
        {
            return false;
        }

        payment.Due = 2 * payment.Walked;
        return true;
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
