using System.Runtime.InteropServices;

namespace RealLearning.Ycs;

/// <summary>
/// The places where very many wrote at the same time, so that one more is put among them without walking over all of them. Empty in nearly every document: a place
/// is taken in once walks there were long, and only as far as the walks have paid for looking it through.
/// <para>
/// What hangs behind a sibling (was written behind it, or behind what was) moves a new block exactly when the sibling itself does. So the walk goes from sibling to sibling:
/// the new block comes behind all that hangs behind the last one of a lesser client, before the first one of its own right origin and no lesser client.
/// </para>
/// </summary>
internal sealed class SiblingIndex(BlockStore store)
{
    /// <summary>Most siblings; beyond them all is forgotten, and learned again where walks are long.</summary>
    private const int SiblingsMax = 1 << 20;

    /// <summary>Most places that are paid for; beyond them the payments are forgotten.</summary>
    private const int PaymentsMax = 1 << 12;

    private readonly Dictionary<(int Parent, int Key, int Client, int Clock), SiblingPlace> _places = [];

    /// <summary>Of places that are not taken in: the blocks walked over there, and from how many on it is looked through again. Each time that fails twice as many.</summary>
    private readonly Dictionary<(int Parent, int Key, int Client, int Clock), (long Walked, long Due)> _payments = [];
    private long _count;

    /// <summary>Blocks walked over at one time from which on the place is taken in. Fewer in tests.</summary>
    public int StepsMin { get; set; } = 32;

    public bool IsEmpty => _places.Count == 0;

    /// <summary>
    /// A new block as a sibling, the one behind whose last it comes, and the one right behind it; null for none. Null where the place is not known.
    /// </summary>
    public Sibling? Find(in Block block, int parent, int key, int right, out Sibling? before, out Sibling? behind)
    {
        (before, behind) = (null, null);
        if (IsEmpty || !TryGet(block, parent, key, out var place) || place.IsTorn)
        {
            return null;
        }

        var (sibling, known) = (place.Of(block), place.Count);
        var isFound = place.TryFindEnd(block, sibling, right, out var end);
        _count += place.Count - known;
        if (!isFound)
        {
            return null;
        }

        before = place.Order.LastBelow(sibling.Rank, end);
        behind = before is null ? place.Order.First : SiblingOrder.Next(before);
        return sibling;
    }

    public int HandleOf(Sibling sibling) => store.Find(sibling.Client, sibling.Clock);

    /// <summary>Whether something behind this id is known here: what is added there must be noted.</summary>
    public bool Has(int client, int clock, int parent, int key) => !IsEmpty && _places.ContainsKey((parent, key, client, clock));

    /// <summary>Notes a block that got its place, as what <see cref="Find"/> gave; one that nobody looked for stands right behind its left origin.</summary>
    public void Note(in Block block, Sibling? found, Sibling? behind)
    {
        if (!TryGet(block, block.Parent, block.Key, out var place) || place.IsTorn)
        {
            return;
        }

        _count -= place.Count;
        if (found is not null || IsBehindOrigin(block))
        {
            place.Add(block, found ?? place.Of(block), found is null ? place.Order.First : behind);
            _count += place.Count;
            ForgetBeyondMost();
        }
        else
        {
            // It was walked to, since its right origin hangs behind a sibling, and where it stands among them nobody knows.
            _places.Remove(KeyOf(block, block.Parent, block.Key));
        }
    }

    /// <summary>Whether it stands right behind its left origin. Not so where that is a block which its right origin cut, as in Yjs.</summary>
    public bool IsBehindOrigin(in Block block) => block.Left == 0
        ? block.OriginClient < 0
        : store[block.Left].Client == block.OriginClient && store[block.Left].End - 1 == block.OriginClock;

    /// <summary>Forgets all places. Also where a block was put between two of which one hangs behind the other: the order of siblings is no longer known, there and around.</summary>
    public void Forget()
    {
        _places.Clear();
        _count = 0;
    }

    /// <summary>A walk was long: takes its place in, from its first block on. What it is given for its notes is empty.</summary>
    public void Learn(int handle, int first, int steps, Dictionary<int, int> heads)
    {
        var block = store[handle];
        var key = KeyOf(block, block.Parent, block.Key);
        if (steps < StepsMin || TryGet(block, block.Parent, block.Key, out _) || !IsDue(key, steps, out var left))
        {
            return;
        }

        // For each block the number of the sibling behind which it hangs.
        var (place, head) = (new SiblingPlace(store, store.Types[block.Parent], block.Key), 0);
        for (var other = first; other != 0 && !place.IsTorn; other = store[other].Right)
        {
            if (left-- == 0)
            {
                return;
            }

            ref var o = ref store[other];
            if (o.OriginClient == block.OriginClient && (o.OriginClient < 0 || o.OriginClock == block.OriginClock))
            {
                place.Add(o, place.Of(o), null);
                head++;
            }
            else if (o.OriginClient < 0 || !heads.TryGetValue(store.Find(o.OriginClient, o.OriginClock), out var of))
            {
                break;
            }
            else
            {
                place.IsTorn = of != head;
            }

            heads[other] = head;
        }

        _payments.Remove(key);
        _places[key] = place.IsTorn ? new SiblingPlace(store, place.Type, block.Key) { IsTorn = true } : place;
        _count += _places[key].Count + 1;
        ForgetBeyondMost();
    }

    private void ForgetBeyondMost()
    {
        if (_count > SiblingsMax)
        {
            Forget();
        }
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

    // The handle of a type that is gone is used again.
    private bool TryGet(in Block block, int parent, int key, out SiblingPlace place) =>
        _places.TryGetValue(KeyOf(block, parent, key), out place!) && place.Type == store.Types[parent];
}
