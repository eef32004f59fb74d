using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Snapshots against npm yjs': their bytes, what they contain, and the document made from them, on random histories.</summary>
public sealed class SnapshotTests(Yjs yjs, ITestOutputHelper output) : IClassFixture<Yjs>
{
    [Fact]
    public async Task Snapshots_OfRandomHistories_AreThoseOfYjs()
    {
        var histories = Settings.Number("YCS_SNAPSHOTS", 300);
        var first = Settings.Seed(output);
        var contained = 0;
        for (var seed = first; seed < first + histories; seed++)
        {
            contained += await CompareAsync(seed, gc: seed % 2 == 0);
        }

        Assert.True(contained > histories, $"only {contained} updates contained");
    }

    [Fact]
    public void CreateFromSnapshot_OfADocumentThatCollects_IsRefused()
    {
        var doc = new YDoc(new YDocOptions { ClientId = 5 });

        Assert.Throws<InvalidOperationException>(() => doc.CreateFromSnapshot(YSnapshot.Empty, new YDocOptions { ClientId = 6 }));
    }

    [Fact]
    public void CreateFromSnapshot_OfAnotherDocument_IsRefusedAndChangesNothing()
    {
        var (doc, other) = (new YDoc(new YDocOptions { ClientId = 5, Gc = false }), new YDoc(new YDocOptions { ClientId = 6 }));
        doc.GetText("text").Insert(0, "a");
        other.GetText("text").Insert(0, "b");
        var before = doc.EncodeStateAsUpdate();

        Assert.Throws<ArgumentException>(() => doc.CreateFromSnapshot(other.CreateSnapshot(), new YDocOptions { ClientId = 7 }));
        Assert.Equal(before, doc.EncodeStateAsUpdate());
    }

    [Fact]
    public void IsVisible_OfUnits_TellsWhatWasThere()
    {
        var doc = new YDoc(new YDocOptions { ClientId = 5 });
        doc.GetText("text").Insert(0, "abc");
        doc.GetText("text").Delete(1, 1);

        var snapshot = doc.CreateSnapshot();

        Assert.Equal([true, false, true, false], Enumerable.Range(0, 4).Select(clock => snapshot.IsVisible(new YId(5, clock))));
        Assert.True(snapshot.IsDeleted(new YId(5, 1)));
    }

    [Fact]
    public void Snapshots_Damaged_AreReadOrRefused()
    {
        var doc = new YDoc(new YDocOptions { ClientId = 5 });
        doc.GetText("text").Insert(0, "abcdef");
        doc.GetText("text").Delete(1, 1);
        doc.GetText("text").Delete(2, 1);
        var random = new Random(Settings.Seed(output));
        var (read, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var isV2 = random.Next(2) == 0;
            var bytes = Mutations.Mutate(random, isV2 ? doc.CreateSnapshot().EncodeV2() : doc.CreateSnapshot().Encode());
            try
            {
                var snapshot = isV2 ? YSnapshot.DecodeV2(bytes) : YSnapshot.Decode(bytes);
                Assert.Equal(snapshot, YSnapshot.Decode(snapshot.Encode()));
                Assert.Equal(snapshot, YSnapshot.DecodeV2(snapshot.EncodeV2()));
                read++;
            }
            catch (MalformedUpdateException)
            {
                refused++;
            }
        }

        Assert.True(read > 100 && refused > 100, $"only {read} read and {refused} refused");
    }

    private async Task<int> CompareAsync(int seed, bool gc)
    {
        var calls = await YjsCall.OfAsync(yjs, seed);
        var at = new Random(seed).Next(1, calls.Length + 1);
        var expected = await yjs.AskAsync(new { snapshot = calls, at, gc });
        var (doc, told) = (new YDoc(new YDocOptions { ClientId = 999, Gc = false }), $"YCS_SEED={seed} gc {gc} at {at}");
        calls.Take(at).ToList().ForEach(call => call.GiveTo(doc));
        var snapshot = doc.CreateSnapshot();
        Assert.True((string)expected["v1"]! == YjsCall.Text(snapshot.Encode()), told);
        Assert.True((string)expected["v2"]! == YjsCall.Text(snapshot.EncodeV2()), told);
        Assert.Equal(snapshot, YSnapshot.Decode(snapshot.Encode()));
        Assert.Equal(snapshot, YSnapshot.DecodeV2(snapshot.EncodeV2()));
        Assert.Equal((bool)expected["equal"]!, snapshot.Equals(doc.CreateSnapshot()));
        calls.Skip(at).ToList().ForEach(call => call.GiveTo(doc));
        Assert.Equal((bool)expected["equalLater"]!, snapshot.Equals(doc.CreateSnapshot()));
        var contains = calls.Select(call => call.IsV2 ? snapshot.ContainsV2(call.Update) : snapshot.Contains(call.Update)).ToList();
        Assert.Equal(expected["contains"]!.AsArray().Select(one => (bool)one!), contains);
        var made = doc.CreateFromSnapshot(snapshot, new YDocOptions { ClientId = 998, Gc = gc });
        Assert.True((string)expected["made"]! == YjsCall.Text(made.EncodeStateAsUpdate()), told);
        Assert.True((string)expected["madeV2"]! == YjsCall.Text(made.EncodeStateAsUpdateV2()), told);
        Assert.True((string)expected["origin"]! == YjsCall.Text(doc.EncodeStateAsUpdate()), $"{told}: the origin has changed");
        return contains.Count(one => one);
    }
}
