using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Changes made here through the shared types: npm yjs reads the same content, the same state vector and the same bytes from them.</summary>
public sealed class LocalEditTests(Yjs yjs, ITestOutputHelper output) : IClassFixture<Yjs>
{
    private static readonly string[] Words = ["a", "bc", "déf", "😀", "x😀y", "家", " ", "lorem ipsum"];
    private static readonly object?[] Values =
        [1, -1, 0, -0.0, 1L << 31, 1.5, 0.1, 12_345_678_901, int.MaxValue, int.MinValue, null, true, false, "text", new object?[] { 1, "two", null }, new Dictionary<string, object?> { ["a"] = 1 }];

    [Fact]
    public async Task Edits_OfTwoDocuments_AreReadByYjsAsTheyAreHere()
    {
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + Settings.Number("YCS_EDITS", 200); seed++)
        {
            var random = new Random(seed);
            var docs = new[] { Doc(77, gc: seed % 2 == 0), Doc(YLimits.SafeIntegerMax - 3, gc: seed % 2 == 0) };
            var updates = new List<string>();
            foreach (var doc in docs)
            {
                doc.Updated += (update, _) => updates.Add(Convert.ToBase64String(update.Span));
            }

            for (var steps = 1 + random.Next(40); steps > 0; steps--)
            {
                Edit(docs[random.Next(2)], random);
                if (random.Next(4) == 0)
                {
                    var (from, to) = random.Next(2) == 0 ? (docs[0], docs[1]) : (docs[1], docs[0]);
                    to.ApplyUpdate(from.EncodeStateAsUpdate(to.EncodeStateVector()));
                }
            }

            docs[0].ApplyUpdate(docs[1].EncodeStateAsUpdate(docs[0].EncodeStateVector()));
            var state = await SameAsync(docs[0], [Convert.ToBase64String(docs[0].EncodeStateAsUpdate())], seed);
            Assert.Equal(Joined(docs[0].EncodeStateAsUpdate()), Joined(state));

            // Taken one by one, deleted content may differ: whether a pair was cut before it was deleted depends on the order.
            state = await SameAsync(docs[0], updates, seed);
            Assert.Equal(YUpdate.Inspect(docs[0].EncodeStateAsUpdate()).Deleted, YUpdate.Inspect(state).Deleted);
        }
    }

    [Fact]
    public async Task Transaction_OfManyChanges_IsOneUpdateWithAllOfThem()
    {
        var doc = new YDoc(new YDocOptions { ClientId = 5 });

        var update = doc.TransactAndEncode(() =>
        {
            doc.GetText("text").Insert(0, "one");
            doc.Transact(() => doc.GetText("text").Insert(3, " two"));
            doc.GetMap("map").Set("key", new YArray());
            ((YArray)doc.GetMap("map").Get("key")!).Add(new byte[] { 1, 2 });
        });

        Assert.Equal(doc.EncodeStateAsUpdate(), update);
        Assert.Equal(update, await SameAsync(doc, [Convert.ToBase64String(update)], 0));
    }

    [Fact]
    public void Insert_HalvesOfAPair_AreAPairHereAndEachWrittenAsNone()
    {
        var doc = new YDoc(new YDocOptions { ClientId = 5 });

        var first = doc.TransactAndEncode(() => doc.GetText("text").Insert(0, "\ud83d"));
        doc.GetText("text").Insert(1, "\ude00 😀");

        Assert.Equal("😀 😀", doc.GetText("text").ToString());
        Assert.Equal([0xEF, 0xBF, 0xBD, 0], first[^4..]);
    }

    [Fact]
    public void Insert_KeyAfterKeyAtTwoPlaces_AllocatesRoomForTheTextAlone()
    {
        var doc = new YDoc(new YDocOptions { ClientId = 5 });
        var text = doc.GetText("text");
        text.Insert(0, new string('x', 50_000));
        Type(text, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Type(text, 10_000);

        // Two bytes for each, doubled once, and the blocks of the places that it goes to and fro between.
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2 * 2 * 150_000, $"{GC.GetAllocatedBytesForCurrentThread() - before} bytes");
    }

    private static void Type(YText text, int keys)
    {
        for (var i = 0; i < keys; i++)
        {
            text.Insert(i < keys / 2 ? 20_000 + i : text.Length, "k");
        }
    }

    [Fact]
    public void Delete_NothingInsideAPairOfSurrogates_LeavesThePair()
    {
        var doc = new YDoc(new YDocOptions { ClientId = 5 });
        doc.GetText("text").Insert(0, "😀");

        doc.GetText("text").Delete(1, 0);

        Assert.Equal("😀", doc.GetText("text").ToString());
    }

    /// <summary>The state that Yjs comes to, once it shows the same.</summary>
    private async Task<byte[]> SameAsync(YDoc doc, List<string> updates, int seed)
    {
        var read = await yjs.AskAsync(new { read = updates, gc = doc.Gc });
        Assert.True((string)read["text"]! == doc.GetText("text").ToString(), $"YCS_SEED={seed} {read["text"]}");
        Assert.Equal((string)read["xml"]!, doc.GetXmlFragment("xml").ToString());
        Assert.True(JsonNode.DeepEquals(read["array"], Plain(doc.GetArray("array").ToJson())), $"YCS_SEED={seed} {read["array"]}");
        Assert.True(JsonNode.DeepEquals(read["map"], Plain(doc.GetMap("map").ToJson())), $"YCS_SEED={seed} {read["map"]}");
        Assert.Equal((string)read["vector"]!, Convert.ToBase64String(doc.EncodeStateVector()));
        return Convert.FromBase64String((string)read["state"]!);
    }

    private static void Edit(YDoc doc, Random random)
    {
        var (text, array, map, xml) = (doc.GetText("text"), doc.GetArray("array"), doc.GetMap("map"), doc.GetXmlFragment("xml"));
        switch (random.Next(9))
        {
            case 0 or 1:
                text.Insert(random.Next(text.Length + 1), Words[random.Next(Words.Length)]);
                break;
            case 2:
                Delete(text, random);
                break;
            case 3:
                array.Insert(random.Next(array.Count + 1), Value(random));
                break;
            case 4:
                Delete(array, random);
                break;
            case 5:
                map.Set("k" + random.Next(3), Value(random));
                break;
            case 6:
                map.Remove("k" + random.Next(3));
                break;
            case 7:
                EditXml(xml, random);
                break;
            default:
                EditNested(map, random);
                break;
        }
    }

    private static void EditXml(YXmlFragment xml, Random random)
    {
        if (xml.Length == 0 || random.Next(2) == 0)
        {
            var element = new YXmlElement("paragraph");
            xml.Insert(random.Next(xml.Length + 1), element);
            element.Insert(0, new YXmlText("line"));
            return;
        }

        var node = (YXmlElement)xml.Nodes.ElementAt(random.Next(xml.Length));
        if (random.Next(3) == 0)
        {
            node.SetAttribute("level", random.Next(9).ToString(CultureInfo.InvariantCulture));
        }
        else if (node.Length > 0 && random.Next(2) == 0)
        {
            ((YXmlText)node.Nodes.First()).Insert(0, Words[random.Next(Words.Length)]);
        }
        else
        {
            Delete(xml, random);
        }
    }

    private static void EditNested(YMap map, Random random)
    {
        switch (map.Keys.Order(StringComparer.Ordinal).Select(map.Get).OfType<YType>().FirstOrDefault())
        {
            case YText text:
                text.Insert(random.Next(text.Length + 1), Words[random.Next(Words.Length)]);
                break;
            case YArray array:
                array.Add(Value(random));
                break;
            case YMap inner:
                inner.Set("n" + random.Next(2), Value(random));
                break;
        }
    }

    private static void Delete(YSequence sequence, Random random)
    {
        var at = random.Next(sequence.Length + 1);
        sequence.Delete(at, random.Next(Math.Min(4, sequence.Length - at) + 1));
    }

    private static object? Value(Random random) => random.Next(12) switch
    {
        0 => new YMap(),
        1 => new YArray(),
        2 => new YText(),
        _ => Values[random.Next(Values.Length)],
    };

    private static JsonNode? Plain(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value)))),
        List<object?> list => new JsonArray([.. list.Select(Plain)]),
        double number => JsonNode.Parse(number == 0 ? "0" : number.ToString("R", CultureInfo.InvariantCulture)),
        byte[] bytes => new JsonObject(bytes.Select((b, i) => KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), (JsonNode?)System.Text.Json.Nodes.JsonValue.Create((double)b)))),
        _ => value is null ? null : System.Text.Json.Nodes.JsonValue.Create(value),
    };

    private static string Joined(byte[] state) => Convert.ToBase64String(YUpdate.Merge([state]));

    private static YDoc Doc(long client, bool gc) => new(new YDocOptions { ClientId = client, Gc = gc });
}
