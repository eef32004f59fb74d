using System.Text.Json.Nodes;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>
/// Damaged updates, given to a document between the updates of a random history: each is taken or refused with the engine's exception, and a
/// refused one leaves the document as it was. YCS_MUTATIONS and YCS_SEED repeat it longer or elsewhere.
/// </summary>
public sealed class HostileUpdateTests(Yjs yjs, ITestOutputHelper output) : IClassFixture<Yjs>
{
    private int _taken;
    private int _refused;

    [Fact]
    public async Task DamagedUpdates_BetweenThoseOfAHistory_AreTakenOrRefusedWhole()
    {
        var histories = Settings.Number("YCS_MUTATIONS", 60);
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + histories; seed++)
        {
            await DamageAsync(seed);
        }

        output.WriteLine($"{_taken} taken, {_refused} refused");
        Assert.True(_taken > histories && _refused > histories, $"only {_taken} taken and {_refused} refused");
    }

    private async Task DamageAsync(int seed)
    {
        var random = new Random(seed);
        var made = await yjs.AskAsync(new { seed, gc = seed % 2 == 0 });
        var doc = new YDoc(new YDocOptions { ClientId = 999, Gc = seed % 2 == 0 });
        foreach (var call in made["calls"]!.AsArray().Select(Bytes))
        {
            for (var left = 20; left > 0; left--)
            {
                Give(doc, Mutations.Mutate(random, call), seed, random.Next(2) == 0);
            }

            // What was damaged and taken may stand where the undamaged belongs; this may be refused too, but not otherwise fail.
            Give(doc, call, seed, isPrepared: false);
        }

        EditHere(doc);
        DocumentCheck.Run(doc, $"YCS_SEED={seed}");
        foreach (var diff in made["diffs"]!.AsArray())
        {
            GiveVector(doc, Mutations.Mutate(random, Bytes(diff!["vector"])), seed);
        }
    }

    private void Give(YDoc doc, byte[] update, int seed, bool isPrepared)
    {
        var (before, pending) = (doc.EncodeStateAsUpdate(), doc.HasPending);
        var told = $"YCS_SEED={seed}, update {Convert.ToBase64String(update)}";
        try
        {
            if (isPrepared)
            {
                var prepared = doc.Prepare(update);
                prepared.ConflictsWithKnown(out _);
                Assert.True(before.AsSpan().SequenceEqual(doc.EncodeStateAsUpdate()), $"preparing changed the document: {told}");
                doc.Apply(prepared);
            }
            else
            {
                doc.ApplyUpdate(update);
            }

            _taken++;
        }
        catch (MalformedUpdateException)
        {
            _refused++;
            Assert.True(before.AsSpan().SequenceEqual(doc.EncodeStateAsUpdate()), $"a refused update changed the document: {told}");
            Assert.Equal(pending, doc.HasPending);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{told}: {exception}");
        }

        DocumentCheck.Run(doc, told);
    }

    /// <summary>Whatever came from elsewhere, positions lead to places: a change made here ends, and does what it says.</summary>
    private static void EditHere(YDoc doc)
    {
        var (text, array) = (doc.GetText("text"), doc.GetArray("array"));
        text.Insert(text.Length / 2, "here");
        text.Delete(0, text.Length);
        array.Insert(array.Count / 2, "here");

        // As in Yjs: what has no business in a text stays, and a format in a list counts as an element when it is deleted.
        for (var left = 1_000; array.Count > 0 && left > 0; left--)
        {
            array.Delete(0, array.Count);
        }

        Assert.Equal(("", 0), (text.ToString(), array.Count));
    }

    private static void GiveVector(YDoc doc, byte[] vector, int seed)
    {
        try
        {
            YUpdate.Inspect(doc.EncodeStateAsUpdate(vector));
        }
        catch (MalformedUpdateException)
        {
        }
        catch (Exception exception)
        {
            Assert.Fail($"YCS_SEED={seed}, state vector {Convert.ToBase64String(vector)}: {exception}");
        }
    }

    private static byte[] Bytes(JsonNode? base64) => Convert.FromBase64String((string)base64!);
}
