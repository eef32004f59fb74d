using System.Text.Json.Nodes;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Updates merged and cut without a document, against npm yjs' <c>mergeUpdates</c> and <c>diffUpdate</c> on random histories.</summary>
public sealed class MergeTests(Yjs yjs, ITestOutputHelper output) : IClassFixture<Yjs>
{
    /// <summary>So many that chance alone does not break a bound: 28 of 100 merges are equal to the byte, since what is merged may be cut and joined elsewhere.</summary>
    private static readonly int Histories = Settings.Number("YCS_MERGES", 300);
    private int _sameBytes;

    [Fact]
    public async Task Merge_UpdatesInAnyOrder_LeadsWhereYjsMergeLeads()
    {
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + Histories; seed++)
        {
            var calls = await CallsAsync(seed);
            var theirs = await yjs.AskAsync(new { merge = calls, gc = true });

            var merged = YUpdate.Merge([.. calls.Select(call => (ReadOnlyMemory<byte>)Convert.FromBase64String(call))]);

            await SameAsync((string)theirs["merged"]!, merged, seed);
            Assert.Equal(Clocks((string)theirs["vector"]!), Clocks(Convert.ToBase64String(YUpdate.EncodeStateVector(merged))));
        }

        output.WriteLine($"{_sameBytes} of {Histories} equal to the byte");
        Assert.True(_sameBytes > Histories / 5);
    }

    [Fact]
    public async Task Merge_MergedAgain_IsTheSame()
    {
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + Histories; seed++)
        {
            var calls = (await CallsAsync(seed)).ConvertAll(call => (ReadOnlyMemory<byte>)Convert.FromBase64String(call));
            var merged = YUpdate.Merge(calls);

            Assert.True(merged.AsSpan().SequenceEqual(YUpdate.Merge([merged, .. calls])), $"YCS_SEED={seed}");
            Assert.True(merged.AsSpan().SequenceEqual(YUpdate.Merge([merged, YUpdate.Empty.ToArray()])), $"YCS_SEED={seed}");
        }
    }

    [Fact]
    public async Task Diff_AgainstAStateVector_LeadsWhereYjsDiffLeads()
    {
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + Histories; seed++)
        {
            var calls = await CallsAsync(seed);
            var random = new Random(seed);
            var known = calls.Take(random.Next(calls.Count + 1)).ToList();
            var all = YUpdate.Merge([.. calls.Select(call => (ReadOnlyMemory<byte>)Convert.FromBase64String(call))]);
            var vector = Convert.FromBase64String((string)(await yjs.AskAsync(new { apply = known, gc = true }))["vector"]!);
            var theirs = (string)(await yjs.AskAsync(new { diff = Convert.ToBase64String(all), vector = Convert.ToBase64String(vector) }))["diff"]!;

            await SameAsync(theirs, YUpdate.Diff(all, vector), seed, [.. known]);
        }

        output.WriteLine($"{_sameBytes} of {Histories} equal to the byte");
        Assert.True(_sameBytes > Histories * 9 / 10);
    }

    /// <summary>Both, given to both engines behind what is known, lead to one state.</summary>
    private async Task SameAsync(string theirs, byte[] ours, int seed, params string[] known)
    {
        var text = Convert.ToBase64String(ours);
        _sameBytes += text == theirs ? 1 : 0;
        var expected = (string)(await yjs.AskAsync(new { apply = known.Append(theirs), gc = true }))["state"]!;
        var actual = (string)(await yjs.AskAsync(new { apply = known.Append(text), gc = true }))["state"]!;
        Assert.True(Joined(expected) == Joined(actual), $"YCS_SEED={seed}\nyjs {theirs}\nycs {text}");
        Assert.True(Joined(expected) == Joined(State([.. known, text])), $"YCS_SEED={seed}\nyjs {theirs}\nycs {text}");
    }

    private static string State(string[] updates)
    {
        var doc = new YDoc(new YDocOptions { ClientId = 999 });
        foreach (var update in updates)
        {
            doc.ApplyUpdate(Convert.FromBase64String(update));
        }

        return Convert.ToBase64String(doc.EncodeStateAsUpdate());
    }

    private static string Joined(string state) => Convert.ToBase64String(YUpdate.Merge([Convert.FromBase64String(state)]));

    private static IEnumerable<KeyValuePair<long, long>> Clocks(string vector) =>
        StateVectors.Read(Convert.FromBase64String(vector)).OrderBy(client => client.Key);

    /// <summary>The updates of a history and, among them, some of the states that it went through, with what was collected and what waited.</summary>
    private async Task<List<string>> CallsAsync(int seed)
    {
        var random = new Random(seed);
        JsonNode made;
        do
        {
            made = await yjs.AskAsync(new { seed = random.Next(), gc = true });
        }
        while (made["calls"]!.AsArray().Count < 2);
        var calls = made["calls"]!.AsArray().Select(call => (string)call!).ToList();
        foreach (var state in made["states"]!.AsArray().Where(_ => random.Next(8) == 0))
        {
            calls.Insert(random.Next(calls.Count + 1), (string)state!);
        }

        return calls;
    }
}
