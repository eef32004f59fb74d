using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Orders of delivery that would make a simpler engine quadratic. Not time but memory and steps are counted: twice as much must not cost four times as much.</summary>
public sealed class HostileOrderTests
{
    private const int Small = 3_000;

    [Fact]
    public void Keystrokes_InReverseOrder_CostAsMuchEach() => Linear(count => Given(Chain(count).Reverse()));

    [Fact]
    public void Keystrokes_InRandomOrder_CostAsMuchEach() => Linear(count => Given(Shuffled(Chain(count))));

    /// <summary>Each odd one lets one even one in, and all the others go on waiting.</summary>
    [Fact]
    public void Keystrokes_EverySecondFirst_CostAsMuchEach() =>
        Linear(count => Given([.. Chain(count).Where((_, i) => i % 2 == 1), .. Chain(count).Where((_, i) => i % 2 == 0)]));

    [Fact]
    public void Keystrokes_OfTwoInTurnReversed_CostAsMuchEach() =>
        Linear(count => Given(Enumerable.Range(0, count).Select(i => Struct(5 + (i % 2), i / 2, i == 0 ? null : (5 + ((i - 1) % 2), (i - 1) / 2))).Reverse()));

    [Fact]
    public void Deletions_BeforeWhatTheyDelete_CostAsMuchEach() =>
        Linear(count => Given([.. Shuffled(Enumerable.Range(0, count).Select(Deletion)), .. Chain(count)]));

    [Fact]
    public void Deletions_OfOneTextInPieces_CostAsMuchEach() =>
        Linear(count => Given([YUpdate.Merge(Chain(count).Select(update => (ReadOnlyMemory<byte>)update)), .. Shuffled(Enumerable.Range(0, count).Select(Deletion))]));

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Writers_AtOnePlaceAtOnce_WalkOverFewOfTheOthers(bool isKey, bool isShuffled)
    {
        const int writers = 2_000;
        var updates = Enumerable.Range(0, writers).Select(i => isKey ? Setting(100 + i) : Struct(100 + i, 0, null)).ToArray();
        if (isShuffled)
        {
            new Random(1).Shuffle(updates);
        }

        var doc = new YDoc(new YDocOptions { ClientId = 1 });
        foreach (var update in updates)
        {
            doc.ApplyUpdate(update);
        }

        Assert.True(doc.PlaceSteps < writers * 4, $"{doc.PlaceSteps} steps for {writers}");
        DocumentCheck.Run(doc, "");
        var (oracle, root) = (new Oracle(), isKey ? "map" : "text");
        updates.Take(300).ToList().ForEach(oracle.Apply);
        var few = new YDoc(new YDocOptions { ClientId = 1 });
        updates.Take(300).ToList().ForEach(update => few.ApplyUpdate(update));
        Assert.Equal(oracle.Show(root), OracleTests.Show(few, few.FindRoot(root)));
    }

    /// <summary>What they walk over is short at first, and the place that they share is long.</summary>
    [Fact]
    public void Writers_InFrontOfALongRun_WalkOnlyUntilTheWalksArePaidFor()
    {
        const int writers = 1_000;
        const int run = 60_000;
        var doc = new YDoc(new YDocOptions { ClientId = 1 });
        doc.ApplyUpdate(Types(9_000_000, run));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < writers; i++)
        {
            doc.ApplyUpdate(Struct(100 + i, 0, null));
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.True(doc.PlaceSteps < run + (writers * 4), $"{doc.PlaceSteps} steps for {writers}");
        Assert.True(allocated < run * 400, $"{allocated:N0} bytes");
        DocumentCheck.Run(doc, "");
        Assert.Equal(Enumerable.Range(0, writers).Select(i => 100L + i), Clients(doc).Take(writers));
    }

    /// <summary>The run has another right origin than they, and stands between them and the one before which they belong: each would look behind it.</summary>
    [Theory]
    [InlineData("first the least")]
    [InlineData("first the greatest")]
    [InlineData("at random")]
    [InlineData("with right origins in turn")]
    public void Writers_InFrontOfALongRunWithAnotherRightOrigin_WalkOverItOnlyUntilItIsPaidFor(string order)
    {
        const int writers = 1_000;
        const int run = 30_000;
        var updates = Enumerable.Range(0, writers).Select(i => Struct(100 + i, 0, null, order.EndsWith("turn", StringComparison.Ordinal) && i % 2 == 0 ? (9_000_000, 0) : null)).ToArray();
        if (order == "first the greatest")
        {
            Array.Reverse(updates);
        }
        else if (order == "at random")
        {
            new Random(1).Shuffle(updates);
        }

        var doc = new YDoc(new YDocOptions { ClientId = 1 });
        doc.ApplyUpdate(Struct(9_500_000, 0, null));
        doc.ApplyUpdate(Types(9_000_000, run, (9_500_000, 0)));
        foreach (var update in updates)
        {
            doc.ApplyUpdate(update);
        }

        Assert.True(doc.PlaceSteps < run * 4, $"{doc.PlaceSteps} steps for {writers}");
        DocumentCheck.Run(doc, "");
        var (oracle, few) = (new Oracle(), new YDoc(new YDocOptions { ClientId = 1 }));
        foreach (var update in updates.Take(200).Prepend(Types(9_000_000, 40, (9_500_000, 0))).Prepend(Struct(9_500_000, 0, null)))
        {
            oracle.Apply(update);
            few.ApplyUpdate(update);
        }

        Assert.Equal(oracle.Show("text"), OracleTests.Show(few, few.FindRoot("text")));
    }

    private static IEnumerable<long> Clients(YDoc doc)
    {
        for (var block = doc.FindRoot("text")!.Start; block != 0; block = doc.Store[block].Right)
        {
            yield return doc.Store.Clients[doc.Store[block].Client].Id;
        }
    }

    /// <summary>Shared types of one client in a row: blocks that do not join. All have one right origin, if any.</summary>
    private static byte[] Types(long client, int count, (long Client, long Clock)? right = null)
    {
        var writer = new Lib0Writer(count * 12);
        writer.WriteByte(1);
        writer.WriteVarUint(count);
        writer.WriteVarUint(client);
        writer.WriteByte(0);
        for (var clock = 0; clock < count; clock++)
        {
            WriteOrigins(ref writer, BlockKind.Type, clock == 0 ? null : (client, clock - 1), right);
            writer.WriteByte(0);
        }

        writer.WriteByte(0);
        return writer.ToArray();
    }

    private static void WriteOrigins(ref Lib0Writer writer, byte kind, (long Client, long Clock)? origin, (long Client, long Clock)? right)
    {
        writer.WriteByte((byte)(kind | (origin is null ? 0 : 0x80) | (right is null ? 0 : 0x40)));
        foreach (var id in new[] { origin, right }.OfType<(long Client, long Clock)>())
        {
            writer.WriteVarUint(id.Client);
            writer.WriteVarUint(id.Clock);
        }

        if (origin is null && right is null)
        {
            writer.WriteByte(1);
            writer.WriteVarString("text");
        }
    }

    private static byte[] Setting(long client)
    {
        var writer = new Lib0Writer(32);
        writer.WriteBytes([1, 1]);
        writer.WriteVarUint(client);
        writer.WriteBytes([0, 0x28, 1]);
        writer.WriteVarString("map");
        writer.WriteVarString("key");
        writer.WriteBytes([1, 120, 0]);
        return writer.ToArray();
    }

    private static void Linear(Func<int, long> run)
    {
        run(Small / 10);
        var (one, two) = (run(Small), run(Small * 2));
        Assert.True(two < one * 3, $"{Small}: {one:N0} bytes, {Small * 2}: {two:N0} bytes");
    }

    /// <summary>Bytes allocated for all of them.</summary>
    private static long Given(IEnumerable<byte[]> updates)
    {
        var (doc, made) = (new YDoc(new YDocOptions { ClientId = 1 }), updates.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var update in made)
        {
            doc.ApplyUpdate(update);
        }

        before = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.False(doc.HasPending);
        DocumentCheck.Run(doc, "");
        return before;
    }

    private static IEnumerable<byte[]> Chain(int count) => Enumerable.Range(0, count).Select(i => Struct(5, i, i == 0 ? null : (5, i - 1)));

    private static byte[][] Shuffled(IEnumerable<byte[]> updates)
    {
        var shuffled = updates.ToArray();
        new Random(1).Shuffle(shuffled);
        return shuffled;
    }

    internal static byte[] Struct(long client, long clock, (long Client, long Clock)? origin, (long Client, long Clock)? right = null)
    {
        var writer = new Lib0Writer(32);
        writer.WriteBytes([1, 1]);
        writer.WriteVarUint(client);
        writer.WriteVarUint(clock);
        WriteOrigins(ref writer, BlockKind.String, origin, right);
        writer.WriteVarString("x");
        writer.WriteByte(0);
        return writer.ToArray();
    }

    private static byte[] Deletion(int clock)
    {
        var writer = new Lib0Writer(16);
        writer.WriteBytes([0, 1, 5, 1]);
        writer.WriteVarUint(clock);
        writer.WriteByte(1);
        return writer.ToArray();
    }
}
