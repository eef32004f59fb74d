using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>
/// The engine against the <see cref="Oracle"/>, without Node: histories of several writers over texts, lists, keys and nested types, delivered at random and in part, and
/// many writers at one place. YCS_ORACLE and YCS_SEED repeat it longer or elsewhere.
/// </summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    private static readonly string[] Roots = ["text", "array", "map"];

    [Fact]
    public void Histories_InAnyOrder_ShowWhatTheOracleShows()
    {
        var (histories, first, units) = (Settings.Number("YCS_ORACLE", 300), Settings.Seed(output), 0);
        for (var seed = first; seed < first + histories; seed++)
        {
            units += Compare(Written(new Random(seed)), new Random(seed), gc: seed % 2 == 0, $"YCS_SEED={seed}");
        }

        output.WriteLine($"{units} updates");
        Assert.True(units > histories * 5);
    }

    /// <summary>Rule 8's neighbours are the same for all of them, or a few; their order is the clients', with what each wrote behind.</summary>
    [Fact]
    public void ManyWriters_AtOnePlace_ShowWhatTheOracleShows()
    {
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + (Settings.Number("YCS_ORACLE", 300) / 10); seed++)
        {
            Compare(Concurrent(new Random(seed)), new Random(seed), gc: seed % 2 == 0, $"YCS_SEED={seed}");
        }
    }

    /// <summary>Neighbours that no honest writer saw: any two units of a text, in any order, mostly behind the same few.</summary>
    [Fact]
    public void Structs_WithAnyOrigins_ShowWhatTheOracleShows()
    {
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + Settings.Number("YCS_ORACLE", 300); seed++)
        {
            Compare(Hostile(new Random(seed)), null, gc: seed % 2 == 0, $"YCS_SEED={seed}");
        }
    }

    private static int Compare(List<byte[]> updates, Random? random, bool gc, string told)
    {
        var (doc, oracle) = (new YDoc(new YDocOptions { ClientId = 999, Gc = gc }), new Oracle());
        doc.Siblings.StepsMin = random?.Next(2) != 1 ? 1 : doc.Siblings.StepsMin;
        byte[][] order = [.. updates];
        random?.Shuffle(order);
        for (var i = 0; i < order.Length; i++)
        {
            var update = random?.Next(6) == 0 ? YUpdate.Merge([order[i], order[random.Next(order.Length)]]) : order[i];
            doc.ApplyUpdate(update);
            oracle.Apply(update);

            // What waits is tried when something comes of a client that it lacked something of, not whenever it could be (rule 17); the oracle is not as lazy.
            if (!doc.HasPending)
            {
                Same($"{told}, {i} of {order.Length}");
            }
        }

        if (doc.HasPending)
        {
            updates.ForEach(update => doc.ApplyUpdate(update));
            Same($"{told}, sent again");
        }

        Assert.True(!doc.HasPending && !oracle.HasPending, told);
        return order.Length;

        void Same(string when)
        {
            foreach (var root in Roots)
            {
                Assert.True(oracle.Show(root) == Show(doc, doc.FindRoot(root)), $"{when}, {root}\noracle {oracle.Show(root)}\nengine {Show(doc, doc.FindRoot(root))}");
            }
        }
    }

    internal static string Show(YDoc doc, TypeNode? type)
    {
        var shown = new List<string>();
        for (var handle = type?.Start ?? 0; handle != 0; handle = doc.Store[handle].Right)
        {
            if (!doc.Store[handle].IsDeleted)
            {
                shown.AddRange(Enumerable.Range(0, doc.Store[handle].Length).Select(offset => Show(doc, handle, offset)));
            }
        }

        var keys = (type?.Map ?? []).Where(key => !doc.Store[key.Value].IsDeleted).Select(key => (Key: doc.Store.KeyName(key.Key), Last: key.Value)).OrderBy(key => key.Key, StringComparer.Ordinal);
        return $"[{string.Join(' ', shown)}]{string.Concat(keys.Select(key => $"{key.Key}={Show(doc, key.Last, doc.Store[key.Last].Length - 1)};"))}";
    }

    private static string Show(YDoc doc, int handle, int offset)
    {
        var block = doc.Store[handle];
        var name = $"{doc.Store.Clients[block.Client].Id}:{block.Clock + offset}";
        return block.Kind == BlockKind.Type ? name + Show(doc, doc.Store.Types[block.Content]) : name;
    }

    /// <summary>The updates of two to five writers who now and then take over what another has.</summary>
    private static List<byte[]> Written(Random random)
    {
        var updates = new List<byte[]>();
        YDoc[] docs = [.. Enumerable.Range(0, random.Next(2, 6)).Select(i => new YDoc(new YDocOptions { ClientId = (i * 40_000_000_000) + random.Next(1, 100), Gc = random.Next(3) > 0 }))];
        foreach (var doc in docs)
        {
            doc.Updated += (update, transaction) => updates.AddRange(transaction.Origin is null ? [update.ToArray()] : []);
        }

        for (var step = random.Next(5, 40); step > 0; step--)
        {
            var doc = docs[random.Next(docs.Length)];
            Edit(doc, random);
            if (random.Next(3) == 0 && docs[random.Next(docs.Length)] is var other && other != doc)
            {
                other.ApplyUpdate(doc.EncodeStateAsUpdate(other.EncodeStateVector()), "sync");
            }
        }

        return updates;
    }

    private static void Edit(YDoc doc, Random random)
    {
        var (text, array, map) = (doc.GetText("text"), doc.GetArray("array"), doc.GetMap("map"));
        switch (random.Next(8))
        {
            case 0 or 1:
                text.Insert(random.Next(text.Length + 1), new[] { "a", "bcd", "0123456789" }[random.Next(3)]);
                break;
            case 2 when text.Length > 0:
                var at = random.Next(text.Length);
                text.Delete(at, random.Next(1, Math.Min(4, text.Length - at) + 1));
                break;
            case 3:
                array.Insert(random.Next(array.Length + 1), random.Next(3) == 0 ? new YArray() : random.Next(9));
                break;
            case 4 when array.Length > 0:
                array.Delete(random.Next(array.Length), 1);
                break;
            case 5 when array.ToList().OfType<YArray>().FirstOrDefault() is { } inner:
                inner.Insert(random.Next(inner.Length + 1), random.Next(9));
                break;
            case 6:
                map.Set($"k{random.Next(3)}", random.Next(4) == 0 ? new YMap() : random.Next(9));
                break;
            case 7 when map.Get("k0") is YMap nested:
                nested.Set("n", random.Next(9));
                break;
            default:
                map.Remove($"k{random.Next(3)}");
                break;
        }
    }

    /// <summary>Runs of up to three units, of up to 120 writers, between the same two units of a text, or of two or three such pairs that overlap; and one key.</summary>
    private static List<byte[]> Concurrent(Random random)
    {
        var basis = new YDoc(new YDocOptions { ClientId = 500 });
        var updates = new List<byte[]>();
        basis.Updated += (update, _) => updates.Add(update.ToArray());
        basis.GetText("text").Insert(0, "abc");
        long[] ids = [.. Enumerable.Range(1, 400).Select(i => (long)i)];
        random.Shuffle(ids);
        foreach (var id in ids.Take(random.Next(40, 120)))
        {
            var doc = new YDoc(new YDocOptions { ClientId = id });
            var known = random.Next(10) == 0 ? 0 : random.Next(8) == 0 ? random.Next(1, updates.Count + 1) : 1;
            updates.Take(known).ToList().ForEach(update => doc.ApplyUpdate(update));

            doc.Updated += (update, _) => updates.Add(update.ToArray());
            var text = doc.GetText("text");
            var at = Math.Min(text.Length, random.Next(4) == 0 ? 2 : 1);
            for (var left = random.Next(1, 4); left > 0; left--)
            {
                text.Insert(at, "x");
                at += random.Next(4) == 0 ? 0 : 1;
            }

            doc.GetMap("map").Set("k", 1);
        }

        return updates;
    }

    /// <summary>In causal order.</summary>
    private static List<byte[]> Hostile(Random random)
    {
        var (known, updates, clocks) = (new List<(long, long)?> { null }, new List<byte[]>(), new Dictionary<long, long>());
        var (hot, clients, rights) = (random.Next(1, 4), random.Next(2, 100), random.Next(1, 6));
        for (var left = random.Next(20, 200); left > 0; left--)
        {
            var client = 1 + random.NextInt64(clients);
            var clock = clocks.GetValueOrDefault(client);
            var origin = random.Next(4) switch
            {
                0 when clock > 0 => (client, clock - 1),
                1 => known[random.Next(known.Count)],
                _ => known[random.Next(Math.Min(hot, known.Count))],
            };
            var right = random.Next(3) == 0 ? null : known[random.Next(random.Next(3) == 0 ? known.Count : Math.Min(rights, known.Count))];

            // Where both lie in one block, Yjs cuts the left one after it has found it.
            right = right?.Item1 == origin?.Item1 && right?.Item2 <= origin?.Item2 ? null : right;
            updates.Add(HostileOrderTests.Struct(client, clock, origin, right));
            known.Add((client, clock));
            clocks[client] = clock + 1;
        }

        return updates;
    }
}
