using System.Text;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Words taken out of updates and states, and what npm yjs makes of them: what is left is what others wrote, and nobody's resend brings back the rest.</summary>
public sealed class RedactionTests(Yjs yjs, ITestOutputHelper output) : IClassFixture<Yjs>
{
    private int _redacted;

    [Fact]
    public async Task Redact_RandomRangesOfRandomHistories_LeavesTheRestAndNothingRestores()
    {
        var histories = Settings.Number("YCS_REDACTIONS", 150);
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + histories; seed++)
        {
            await RedactAsync(seed);
        }

        output.WriteLine($"{_redacted} units of text redacted");
        Assert.True(_redacted > histories);
    }

    [Fact]
    public void Redact_OneOfTwoInAParagraph_TakesTheirWordsAndLeavesTheOthers()
    {
        var (one, two) = (new YDoc(new YDocOptions { ClientId = 5 }), new YDoc(new YDocOptions { ClientId = 6 }));
        var element = new YXmlElement("paragraph");
        one.GetXmlFragment("xml").Insert(0, element);
        element.SetAttribute("title", "ERASED");
        element.Insert(0, new YXmlText("ERASED"));
        two.ApplyUpdate(one.EncodeStateAsUpdate());
        ((YXmlText)((YXmlElement)two.GetXmlFragment("xml").Nodes.Single()).Nodes.Single()).Insert(3, "kept");
        var state = two.EncodeStateAsUpdate();

        var redacted = YUpdate.Redact(state, [new ClientRange(5, 0, two.GetClock(5))]);

        Assert.DoesNotContain("ERA", Encoding.Latin1.GetString(redacted), StringComparison.Ordinal);
        Assert.DoesNotContain("ERA", Encoding.Latin1.GetString(YUpdate.RedactV2(two.EncodeStateAsUpdateV2(), [new ClientRange(5, 0, two.GetClock(5))])), StringComparison.Ordinal);
        var doc = new YDoc(new YDocOptions { ClientId = 7 });
        doc.ApplyUpdate(redacted);
        doc.ApplyUpdate(state);
        Assert.Equal("<paragraph>kept</paragraph>", doc.GetXmlFragment("xml").ToString());
        Assert.DoesNotContain("ERA", Encoding.Latin1.GetString(doc.EncodeStateAsUpdate()), StringComparison.Ordinal);
        Assert.Equal(two.EncodeStateVector(), doc.EncodeStateVector());
    }

    [Fact]
    public void Redact_NothingOfTheUpdate_IsTheUpdate()
    {
        byte[] update = [1, 2, 5, 3, 10, 2, 4, 1, 1, (byte)'t', 2, (byte)'a', (byte)'b', 1, 5, 1, 0, 3];

        Assert.Equal(update, YUpdate.Redact(update, [new ClientRange(5, 0, 5), new ClientRange(6, 0, 99), new ClientRange(5, 7, YLimits.SafeIntegerMax)]));
        Assert.Equal(YUpdate.ConvertV1ToV2(update), YUpdate.RedactV2(YUpdate.ConvertV1ToV2(update), []));
    }

    [Fact]
    public void ReadText_OfHistory_TellsWhatAnUpdateDeleted()
    {
        var (doc, updates) = (new YDoc(new YDocOptions { ClientId = 5 }), new List<ReadOnlyMemory<byte>>());
        doc.Updated += (update, _) => updates.Add(update.ToArray());
        doc.GetText("text").Insert(0, "hello ");
        doc.GetText("text").Insert(6, "world");
        doc.GetText("text").Delete(3, 5);

        var deleted = YUpdate.Inspect(updates[2].Span).Deleted;

        Assert.Equal([new RangeText(new ClientRange(5, 3, 5), "lo wo")], YUpdate.ReadText(updates, deleted));
        Assert.Equal([new RangeText(new ClientRange(5, 3, 5), "lo wo")], YUpdate.ReadText([.. updates, .. updates], deleted));
        Assert.Equal([new RangeText(new ClientRange(5, 0, 3), "hel"), new RangeText(new ClientRange(5, 8, 3), "rld")], doc.ReadText(doc.GetText("text")));
        Assert.Equal([new RangeText(new ClientRange(5, 1, 2), "el"), new RangeText(new ClientRange(5, 8, 1), "r")], doc.ReadText(new ClientRange(5, 1, 8)));
    }

    private async Task RedactAsync(int seed)
    {
        var told = $"YCS_SEED={seed}";
        // Each twice: what waits though it could be integrated (rule 17) would be by whoever reads the state.
        var given = await YjsCall.OfAsync(yjs, seed);
        List<YjsCall> calls = [.. given, .. given];
        var (doc, random) = (new YDoc(new YDocOptions { ClientId = 999, Gc = false }), new Random(seed));
        calls.ToList().ForEach(call => call.GiveTo(doc));
        List<ClientRange> ranges = [.. doc.CreateSnapshot().StateVector.SelectMany(client => Some(random, client.Key, client.Value))];
        var runs = await yjs.AskAsync(new { runs = calls.Select(call => call.Bytes), formats = calls.Select(call => call.IsV2) });
        var before = runs.AsArray().SelectMany(run => Units((long)run![0]!, (long)run[1]!, Utf16(run[2]!))).ToList();
        Assert.True(before.SequenceEqual(doc.ReadText(doc.GetText("text")).SelectMany(run => Units(run.Range.Client, run.Range.Clock, run.Text))), told);
        var kept = before.Where(unit => !ranges.Any(range => range.Client == unit.Client && range.Clock <= unit.Clock && unit.Clock < range.End)).ToList();
        var ids = kept.Select(unit => (unit.Client, unit.Clock)).ToHashSet();

        // Half a pair is no character, and does not become one beside the half of another.
        var expected = Whole(string.Concat(kept.Select(unit =>
            (char.IsHighSurrogate(unit.Text) && !ids.Contains((unit.Client, unit.Clock + 1))) || (char.IsLowSurrogate(unit.Text) && !ids.Contains((unit.Client, unit.Clock - 1)))
                ? '\uFFFD'
                : unit.Text)));
        _redacted += before.Count - expected.Length;

        var state = random.Next(2) == 0 ? YUpdate.Redact(doc.EncodeStateAsUpdate(), ranges) : YUpdate.ConvertV2ToV1(YUpdate.RedactV2(doc.EncodeStateAsUpdateV2(), ranges));
        string[] pieces = [.. calls.Select(call => YjsCall.Text(call.IsV2 ? YUpdate.ConvertV2ToV1(YUpdate.RedactV2(call.Update, ranges)) : YUpdate.Redact(call.Update, ranges)))];
        string[] old = [.. calls.Select(call => YjsCall.Text(call.IsV2 ? YUpdate.ConvertV2ToV1(call.Update) : call.Update))];
        await ReadsAsync([YjsCall.Text(state)], expected, told);
        await ReadsAsync([YjsCall.Text(state), .. old], expected, $"{told}, with what an old client sends");
        await ReadsAsync([.. old, YjsCall.Text(state)], expected, $"{told}, taken by an old client");
        await ReadsAsync([.. pieces, .. old], expected, $"{told}, update by update");
        var (vector, mine) = (doc.EncodeStateVector(), new YDoc(new YDocOptions { ClientId = 998 }));
        mine.ApplyUpdate(state);
        Assert.True(vector.AsSpan().SequenceEqual(mine.EncodeStateVector()), told);
        var once = mine.EncodeStateAsUpdate();
        calls.ToList().ForEach(call => call.GiveTo(mine));
        Assert.True(doc.HasPending || Same(once, mine.EncodeStateAsUpdate()), $"{told}: a resend changes the document");
    }

    private async Task ReadsAsync(IEnumerable<string> updates, string expected, string told)
    {
        foreach (var gc in new[] { true, false })
        {
            var actual = Whole(Utf16((await yjs.AskAsync(new { textOf = updates, gc }))["text"]!));
            Assert.True(expected == actual, $"{told} gc {gc}\nexpected {expected}\nyjs {actual}");
        }
    }

    /// <summary>What is joined may differ, since Yjs joins where it was touched; the ids and the words may not.</summary>
    private static bool Same(byte[] left, byte[] right) => YUpdate.Merge([left, YUpdate.Empty.ToArray()]).AsSpan().SequenceEqual(YUpdate.Merge([right, YUpdate.Empty.ToArray()]));

    private static IEnumerable<ClientRange> Some(Random random, long client, long state)
    {
        if (random.Next(3) == 0)
        {
            yield return new ClientRange(client, 0, state);
            yield break;
        }

        for (var left = random.Next(4); left > 0; left--)
        {
            yield return new ClientRange(client, random.NextInt64(state), 1 + random.Next(4));
        }
    }

    private static IEnumerable<(long Client, long Clock, char Text)> Units(long client, long clock, string text) => text.Select((unit, i) => (client, clock + i, unit));

    /// <summary>Halves of pairs survive no decoder.</summary>
    private static string Utf16(System.Text.Json.Nodes.JsonNode base64) => new(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(YjsCall.Bytes64(base64)));

    /// <summary>Half of a pair whose other half is gone becomes U+FFFD (rule 12).</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
