using System.Text.Json.Nodes;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>
/// Random histories, delivered in causal, reverse and random order, v1 and v2 mixed, doubled, merged and partly: after every call the encoded state, v1 and v2, is npm yjs'. YCS_HISTORIES and YCS_SEED repeat it longer or elsewhere.
/// </summary>
public sealed class HistoryTests(Yjs yjs, ITestOutputHelper output) : IClassFixture<Yjs>
{
    private int _states;

    [Fact]
    public async Task Histories_AppliedCallByCall_EncodeAsYjsDoes()
    {
        var count = Settings.Number("YCS_HISTORIES", 1_500);
        var first = Settings.Seed(output);
        var orders = new int[5];
        for (var seed = first; seed < first + count; seed++)
        {
            orders[await CompareAsync(seed, gc: seed % 2 == 0)]++;
        }

        output.WriteLine($"{_states} states");
        output.WriteLine($"in order {orders[0]}, reversed {orders[1]}, random {orders[2]}, doubled {orders[3]}, merged and partly {orders[4]}");
    }

    private async Task<int> CompareAsync(int seed, bool gc)
    {
        var made = await yjs.AskAsync(new { seed, gc, mixed = true });
        var doc = new YDoc(new YDocOptions { ClientId = 999, Gc = gc });

        // Every other document takes in at once where several wrote at the same time, which others learn where it was hundreds.
        doc.Siblings.StepsMin = seed % 4 < 2 ? 1 : doc.Siblings.StepsMin;
        var calls = made["calls"]!.AsArray();
        for (var i = 0; i < calls.Count; i++)
        {
            var update = Bytes(calls[i]!);
            var (hadPending, before, isV2) = (doc.HasPending, doc.EncodeStateAsUpdate(), (bool)made["formats"]![i]!);
            var prepared = isV2 ? doc.PrepareV2(update) : doc.Prepare(update);
            var (changesNothing, hasGap) = (prepared.ChangesNothing, prepared.HasGap);
            doc.Apply(prepared);
            var expected = (string)made["states"]![i]!;
            _states++;
            var actual = Convert.ToBase64String(doc.EncodeStateAsUpdate());
            Assert.True(expected == actual, $"seed {seed} gc {gc} call {i}:\nyjs {expected}\nycs {actual}\nupdate {calls[i]}");
            Assert.True((string)made["statesV2"]![i]! == Convert.ToBase64String(doc.EncodeStateAsUpdateV2()), $"seed {seed} gc {gc} call {i}, v2");
            Assert.True(hadPending || hasGap == doc.HasPending, $"seed {seed} gc {gc} call {i}: a gap was {(hasGap ? "" : "not ")}foreseen");
            Assert.True(hasGap || !changesNothing || actual == Convert.ToBase64String(before), $"seed {seed} gc {gc} call {i}: a change was not foreseen");
        }

        Assert.Equal((string)made["vector"]!, Convert.ToBase64String(doc.EncodeStateVector()));
        foreach (var diff in made["diffs"]!.AsArray())
        {
            Assert.Equal((string)diff!["v1"]!, Convert.ToBase64String(doc.EncodeStateAsUpdate(Bytes(diff["vector"]!))));
            Assert.Equal((string)diff["v2"]!, Convert.ToBase64String(doc.EncodeStateAsUpdateV2(Bytes(diff["vector"]!))));
        }

        Assert.True((string)made["text"]! == Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes(doc.GetText("text").ToString().AsSpan())), $"seed {seed} gc {gc}: other text");
        Assert.Equal((int)made["array"]!, doc.GetArray("array").Length);
        Assert.Equal(made["keys"]!.AsArray().Select(key => (string)key!), doc.GetMap("map").Keys.Order(StringComparer.Ordinal));
        return (int)made["order"]!;
    }

    private static byte[] Bytes(JsonNode base64) => Convert.FromBase64String((string)base64!);
}
