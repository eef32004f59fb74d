using System.Text.Json.Nodes;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Relative positions (rule 20) against npm yjs': at every index of every type of random histories, both associations, followed to the history's end.</summary>
public sealed class RelativePositionTests(Yjs yjs, ITestOutputHelper output) : IClassFixture<Yjs>
{
    private int _count;
    private int _lost;

    [Fact]
    public async Task Positions_OfRandomHistories_AreThoseOfYjs()
    {
        var histories = Settings.Number("YCS_POSITIONS", 200);
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + histories; seed++)
        {
            await CompareAsync(seed, gc: seed % 2 == 0);
        }

        output.WriteLine($"{_count} positions, {_lost} of them without a place at the end");
        Assert.True(_count > histories * 5 && _lost > 0);
    }

    [Fact]
    public async Task Positions_BetweenUndoingAndRedoing_AreFollowedAsYjsDoes()
    {
        var (first, followed) = (Settings.Seed(output), 0);
        for (var seed = first; seed < first + Settings.Number("YCS_POSITIONS", 500); seed++)
        {
            var random = new Random(seed);
            var doc = new YDoc(new YDocOptions { ClientId = 7 });
            var text = doc.GetText("text");
            using var undo = new YUndoManager([text], new YUndoOptions { CaptureTimeoutMs = 0 });
            var (steps, positions) = (new List<object>(), new List<RelativePosition>());
            for (var left = random.Next(10, 50); left > 0; left--)
            {
                steps.Add(Step(random, text, undo, positions));
            }

            var expected = (await yjs.AskAsync(new { undone = steps })).AsArray();
            for (var i = 0; i < positions.Count; i++)
            {
                var told = $"YCS_SEED={seed}, position {i}: {expected[i]}";
                Assert.True((string)expected[i]!["bytes"]! == YjsCall.Text(positions[i].Encode()), told);
                Assert.True((int)expected[i]!["followed"]! == positions[i].ToAbsolute(doc)!.Index, told);
                Assert.True((int)expected[i]!["plain"]! == positions[i].ToAbsolute(doc, followUndoneDeletions: false)!.Index, told);
                followed += (int)expected[i]!["followed"]! != (int)expected[i]!["plain"]! ? 1 : 0;
            }
        }

        Assert.True(followed > 50, $"only {followed} led elsewhere");
    }

    private static object Step(Random random, YText text, YUndoManager undo, List<RelativePosition> positions)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(9))
        {
            case 0 or 1:
                var length = random.Next(1, 7);
                text.Insert(at, "abcdef"[..length]);
                return new { name = "insert", at, length };
            case 2 or 3 when at < text.Length:
                var many = random.Next(1, Math.Min(6, text.Length - at) + 1);
                text.Delete(at, many);
                return new { name = "delete", at, length = many };
            case 4 or 5:
                undo.Undo();
                return new { name = "undo", at = 0, length = 0 };
            case 6:
                undo.Redo();
                return new { name = "redo", at = 0, length = 0 };
            default:
                var assoc = random.Next(2) - 1;
                positions.Add(RelativePosition.FromTypeIndex(text, at, assoc));
                return new { name = "position", at, length = assoc };
        }
    }

    [Theory]
    [InlineData("{\"item\":{\"client\":5,\"clock\":7}}", "{\"item\":{\"client\":5,\"clock\":7},\"assoc\":0}")]
    [InlineData("{\"assoc\":-1,\"tname\":\"t\",\"item\":null,\"type\":null}", "{\"tname\":\"t\",\"assoc\":-1}")]
    [InlineData("{\"type\":{\"clock\":9007199254740991,\"client\":1}}", "{\"type\":{\"client\":1,\"clock\":9007199254740991},\"assoc\":0}")]
    public void Json_InAnotherOrderOrWithNulls_IsRead(string json, string canonical) => Assert.Equal(canonical, RelativePosition.FromJson(json).ToJson());

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"assoc\":0}")]
    [InlineData("{\"tname\":5}")]
    [InlineData("{\"item\":{\"client\":5}}")]
    [InlineData("{\"item\":{\"client\":-5,\"clock\":1}}")]
    [InlineData("{\"item\":{\"client\":1.5,\"clock\":1}}")]
    [InlineData("{\"item\":{\"client\":1,\"clock\":1},\"assoc\":9007199254740992}")]
    public void Json_ThatIsNoPosition_IsRefused(string json) => Assert.Throws<MalformedUpdateException>(() => RelativePosition.FromJson(json));

    [Fact]
    public void Position_InADocumentThatLacksIt_IsNowhere()
    {
        var doc = new YDoc(new YDocOptions { ClientId = 5 });
        doc.GetText("text").Insert(0, "abc");

        Assert.Null(new RelativePosition { Item = new YId(5, 3) }.ToAbsolute(doc));
        Assert.Null(new RelativePosition { Item = new YId(6, 0) }.ToAbsolute(doc));
        Assert.Null(new RelativePosition { Type = new YId(5, 0) }.ToAbsolute(doc));
        Assert.Null(new RelativePosition { Type = new YId(5, 5_000_000_000) }.ToAbsolute(doc));
        Assert.Equal(new AbsolutePosition(null, 0, 0), new RelativePosition { TypeName = "nobody" }.ToAbsolute(doc));
        Assert.Equal(new AbsolutePosition(doc.GetText("text"), 3, 0), new RelativePosition { TypeName = "text" }.ToAbsolute(doc));
    }

    private async Task CompareAsync(int seed, bool gc)
    {
        var calls = await YjsCall.OfAsync(yjs, seed);
        var at = new Random(seed).Next(1, calls.Length + 1);
        var doc = new YDoc(new YDocOptions { ClientId = 999, Gc = gc });
        calls.AsSpan(0, at).ToArray().ToList().ForEach(call => call.GiveTo(doc));
        var expected = (await yjs.AskAsync(new { positions = calls, at, gc })).AsArray();
        var positions = new List<RelativePosition>();
        foreach (var (place, told) in expected.Select(place => (place!, $"YCS_SEED={seed} gc {gc} at {at}: {place}")))
        {
            var position = RelativePosition.FromTypeIndex(TypeOf(doc, (string)place["type"]!), (int)place["index"]!, (long)place["assoc"]!);
            Assert.True((string)place["bytes"]! == YjsCall.Text(position.Encode()), told);
            Assert.True((string)place["json"]! == position.ToJson(), told);
            Assert.Equal(position, RelativePosition.FromJson(position.ToJson()));
            Assert.Equal(position.Encode(), RelativePosition.Parse(position.Encode()).Encode());
            Assert.True((string?)place["first"] == Told(doc, position), told);
            positions.Add(position);
        }

        calls.AsSpan(at).ToArray().ToList().ForEach(call => call.GiveTo(doc));
        for (var i = 0; i < positions.Count; i++)
        {
            Assert.True((string?)expected[i]!["last"] == Told(doc, positions[i]), $"YCS_SEED={seed} gc {gc} at {at}, at the end: {expected[i]}, here {Told(doc, positions[i])}");
            _count++;
            _lost += expected[i]!["last"] is null ? 1 : 0;
        }
    }

    private static YType TypeOf(YDoc doc, string name)
    {
        if (name.Split(':') is [var client, var clock])
        {
            var handle = doc.Store.Find(doc.Store.FindClient(long.Parse(client, null)), int.Parse(clock, null));
            return YType.Of(doc, doc.Store.Types[doc.Store[handle].Content]);
        }

        return name switch
        {
            "text" => doc.GetText(name),
            "array" => doc.GetArray(name),
            _ => doc.GetXmlFragment(name),
        };
    }

    private static string? Told(YDoc doc, RelativePosition position)
    {
        if (position.ToAbsolute(doc) is not { } place)
        {
            return null;
        }

        var node = place.Type!.Node!;
        return $"{node.RootName ?? $"{doc.Store.Clients[doc.Store[node.Item].Client].Id}:{doc.Store[node.Item].Clock}"} {place.Index} {place.Assoc}";
    }
}
