using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Updates that are looked at before they are taken.</summary>
public sealed class PreparedUpdateTests(Yjs yjs, ITestOutputHelper output) : IClassFixture<Yjs>
{
    [Fact]
    public async Task Apply_Prepared_IsTheSameAsDirectly()
    {
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + 100; seed++)
        {
            var made = await yjs.AskAsync(new { seed, gc = seed % 2 == 0 });
            var options = new YDocOptions { ClientId = 999, Gc = seed % 2 == 0 };
            var (direct, prepared) = (new YDoc(options), new YDoc(options));
            var (directUpdates, preparedUpdates) = (new List<byte[]>(), new List<byte[]>());
            direct.Updated += (update, _) => directUpdates.Add(update.ToArray());
            prepared.Updated += (update, _) => preparedUpdates.Add(update.ToArray());
            foreach (var call in made["calls"]!.AsArray().Select(call => Convert.FromBase64String((string)call!)))
            {
                direct.ApplyUpdate(call);
                prepared.Apply(prepared.Prepare(call));
                Assert.True(direct.EncodeStateAsUpdate().AsSpan().SequenceEqual(prepared.EncodeStateAsUpdate()), $"YCS_SEED={seed}");
            }

            Assert.Equal(directUpdates, preparedUpdates);
        }
    }

    [Fact]
    public void Prepare_OfWhatIsNew_TellsTheRanges()
    {
        var (doc, other) = (Doc(1), Doc(2));
        other.GetText("text").Insert(0, "four");
        doc.ApplyUpdate(other.EncodeStateAsUpdate());
        other.GetText("text").Insert(4, "teen");
        other.GetText("text").Delete(0, 1);

        var prepared = doc.Prepare(other.EncodeStateAsUpdate());

        Assert.Equal([new ClientRange(2, 0, 8)], prepared.Added.ToArray());
        Assert.Equal([new ClientRange(2, 4, 4)], prepared.New.ToArray());
        Assert.Equal([new ClientRange(2, 0, 1)], prepared.Deleted.ToArray());
        Assert.True(prepared is { BringsKnown: true, ChangesNothing: false, HasGap: false, IsEmpty: false });
        Assert.Equal("four", doc.GetText("text").ToString());
    }

    [Fact]
    public void Prepare_OfWhatIsKnown_ChangesNothing()
    {
        var doc = Doc(1);
        doc.GetText("text").Insert(0, "known");
        doc.GetText("text").Delete(1, 2);

        Assert.True(doc.Prepare(doc.EncodeStateAsUpdate()) is { BringsKnown: true, ChangesNothing: true, HasGap: false });
        Assert.True(doc.Prepare(YUpdate.Empty.ToArray()) is { IsEmpty: true, ChangesNothing: true, HasGap: false });
    }

    [Fact]
    public void Prepare_OtherWordsUnderKnownIds_IsAConflictAtTheFirst()
    {
        var (doc, other) = (Doc(7), Doc(7));
        doc.GetText("text").Insert(0, "the same start");
        other.GetText("text").Insert(0, "the sane start");

        Assert.True(doc.Prepare(other.EncodeStateAsUpdate()).ConflictsWithKnown(out var where));
        Assert.Equal(new ClientRange(7, 6, 1), where with { Clock = 6 });
        Assert.False(doc.Prepare(doc.EncodeStateAsUpdate()).ConflictsWithKnown(out _));
    }

    [Fact]
    public void Prepare_WhatBuildsOnTheMissing_HasAGap()
    {
        var (doc, other) = (Doc(1), Doc(2));
        var first = other.TransactAndEncode(() => other.GetText("text").Insert(0, "first"));
        var second = other.TransactAndEncode(() => other.GetText("text").Insert(5, " second"));
        var deletion = other.TransactAndEncode(() => other.GetText("text").Delete(0, 1));

        Assert.True(doc.Prepare(second).HasGap);
        Assert.True(doc.Prepare(deletion).HasGap);
        Assert.False(doc.Prepare(YUpdate.Merge([second, first, deletion])).HasGap);
    }

    /// <summary>Two structs of two clients, each to the right of the other: nothing can ever make them fit.</summary>
    [Fact]
    public void Prepare_StructsInACircle_HasAGap()
    {
        var doc = Doc(1);
        byte[] circle = [2, 1, 6, 0, 0x84, 5, 0, 1, (byte)'a', 1, 5, 0, 0x84, 6, 0, 1, (byte)'b', 0];

        Assert.True(doc.Prepare(circle).HasGap);

        doc.ApplyUpdate(circle);
        Assert.True(doc.HasPending);
    }

    [Fact]
    public void Apply_AfterAnotherUpdateWasRefused_Throws()
    {
        var (doc, other) = (Doc(1), Doc(2));
        other.GetText("text").Insert(0, "text");
        var prepared = doc.Prepare(other.EncodeStateAsUpdate());
        Assert.Throws<MalformedUpdateException>(() => doc.ApplyUpdate([1, 1, 3, 0, 4, 1, 1, (byte)'t', 1, (byte)'x']));

        Assert.Throws<InvalidOperationException>(() => doc.Apply(prepared));
        Assert.Equal(YUpdate.Empty.ToArray(), doc.EncodeStateAsUpdate());
    }

    [Fact]
    public void Apply_AfterAChange_Throws()
    {
        var (doc, other) = (Doc(1), Doc(2));
        other.GetText("text").Insert(0, "text");
        var prepared = doc.Prepare(other.EncodeStateAsUpdate());
        doc.GetText("text").Insert(0, "before");

        Assert.Throws<InvalidOperationException>(() => doc.Apply(prepared));
    }

    private static YDoc Doc(long client) => new(new YDocOptions { ClientId = client });
}
