using System.Diagnostics;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>
/// Damaged updates and such as are hostile by design, counted by kind: each is taken or refused with the engine's exception, a refused one leaves the document's
/// encoded state as it was, and none takes memory beyond a multiple of its size. YCS_HOSTILE is how many, YCS_SEED where they start.
/// </summary>
public sealed class HostileCampaignTests(Yjs yjs, ITestOutputHelper output) : IClassFixture<Yjs>
{
    /// <summary>Bytes that any update may take whatever its size: a decoder's first arrays, a transaction's tables, the exception.</summary>
    private const long FreeBytes = 96 << 10;

    /// <summary>Bytes for each byte of a v1 update: a struct of two bytes becomes 56 in the decoder and 48 in the document, and arrays double.</summary>
    private const long BytesEachMax = 400;

    /// <summary>A few bytes of v2 may stand for 2^16 structs, each of which takes no more than a byte of v1 may.</summary>
    private const long FreeBytesV2 = (1 << 16) * BytesEachMax;

    private readonly SortedDictionary<string, Count> _counts = [];
    private List<(byte[] V1, byte[] V2)> _updates = [];

    [Fact]
    public async Task Updates_DamagedOrHostileByDesign_AreTakenOrRefusedWhole()
    {
        var (total, first) = (Settings.Number("YCS_HOSTILE", 30_000), Settings.Seed(output));
        for (var (made, seed) = (0, first); made < total; seed++)
        {
            var (random, gc) = (new Random(seed), seed % 2 == 0);
            await ReadAsync(seed);
            var state = State(gc);
            for (var round = 0; round < 40 && made < total; round++)
            {
                var doc = new YDoc(new YDocOptions { ClientId = 999, Gc = gc });
                doc.ApplyUpdate(state);
                var before = doc.EncodeStateAsUpdate();
                for (var i = 0; i < 25 && made < total; i++, made++)
                {
                    var (kind, update, isV2) = Next(random);
                    before = Give(doc, before, kind, update, isV2, $"YCS_SEED={seed}, {kind}, gc {gc}, v2 {isV2}: {Convert.ToBase64String(update)}");
                }

                DocumentCheck.Run(doc, $"YCS_SEED={seed}, round {round}");
            }
        }

        foreach (var (kind, count) in _counts)
        {
            output.WriteLine($"{kind}: {count.Taken} taken, {count.Refused} refused; at most {count.AllocatedMax:N0} bytes allocated, {count.MsMax:N0} ms");
        }

        Assert.True(_counts.Values.Sum(count => count.Taken) > total / 20 && _counts.Values.Sum(count => count.Refused) > total / 5);
    }

    private byte[] Give(YDoc doc, byte[] before, string kind, byte[] update, bool isV2, string told)
    {
        var count = _counts.TryGetValue(kind, out var known) ? known : _counts[kind] = new Count();
        var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        var isTaken = true;
        try
        {
            if (isV2)
            {
                doc.ApplyUpdateV2(update);
            }
            else
            {
                doc.ApplyUpdate(update);
            }
        }
        catch (MalformedUpdateException)
        {
            isTaken = false;
        }
        catch (Exception exception)
        {
            Assert.Fail($"{told}: {exception}");
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        count.AllocatedMax = Math.Max(count.AllocatedMax, allocated);
        count.MsMax = Math.Max(count.MsMax, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        Assert.True(allocated <= (isV2 ? FreeBytesV2 : FreeBytes) + (BytesEachMax * (update.Length + before.Length)), $"{allocated} bytes allocated: {told}");
        var after = doc.EncodeStateAsUpdate();
        Assert.True(isTaken || before.AsSpan().SequenceEqual(after), $"a refused update changed the document: {told}");
        (count.Taken, count.Refused) = isTaken ? (count.Taken + 1, count.Refused) : (count.Taken, count.Refused + 1);
        WithoutADocument(update, isV2, told);
        return after;
    }

    private static void WithoutADocument(byte[] update, bool isV2, string told)
    {
        try
        {
            if (isV2)
            {
                YUpdate.Inspect(YUpdate.ConvertV2ToV1(YUpdate.RedactV2(update, [new ClientRange(1, 1, 3)])));
                YUpdate.InspectV2(YUpdate.DiffV2(YUpdate.MergeCollectedV2([update, update]), YUpdate.EncodeStateVectorV2(update)));
            }
            else
            {
                YUpdate.InspectV2(YUpdate.ConvertV1ToV2(YUpdate.Redact(update, [new ClientRange(1, 1, 3)])));
                YUpdate.Inspect(YUpdate.Diff(YUpdate.MergeCollected([update, update]), YUpdate.EncodeStateVector(update)));
            }
        }
        catch (MalformedUpdateException)
        {
        }
        catch (Exception exception)
        {
            Assert.Fail($"without a document, {told}: {exception}");
        }
    }

    private (string Kind, byte[] Update, bool IsV2) Next(Random random)
    {
        var isV2 = random.Next(2) == 0;
        var (v1, v2) = _updates[random.Next(_updates.Count)];
        var valid = isV2 ? v2 : v1;
        switch (random.Next(20))
        {
            case 0:
                return random.Next(30) == 0 ? ("runs of v2", HostileUpdates.Runs(random), true) : ("columns of v2 at random", HostileUpdates.Columns(random), true);
            case 1:
                return ("a column damaged, v2", HostileUpdates.Column(random, v2), true);
            case < 7:
                var (kind, make) = HostileUpdates.Kinds.ElementAt(random.Next(3) > 0 ? 0 : random.Next(HostileUpdates.Kinds.Count));
                var made = make(random);
                return isV2 && TryConvert(made) is { } converted ? ($"{kind}, v2", converted, true) : (kind, made, false);
            case < 9:
                var (otherV1, otherV2) = _updates[random.Next(_updates.Count)];
                var other = isV2 ? otherV2 : otherV1;
                return (isV2 ? "spliced, v2" : "spliced", [.. valid[..random.Next(valid.Length + 1)], .. other[random.Next(other.Length)..]], isV2);
            default:
                var (damage, damaged) = Mutations.MutateByKind(random, valid);
                return (isV2 ? $"{damage}, v2" : damage, damaged, isV2);
        }
    }

    private static byte[]? TryConvert(byte[] update)
    {
        try
        {
            return YUpdate.ConvertV1ToV2(update);
        }
        catch (MalformedUpdateException)
        {
            return null;
        }
    }

    private async Task ReadAsync(int seed) =>
        _updates = [.. (await YjsCall.OfAsync(yjs, seed)).Select(call => call.IsV2 ? (YUpdate.ConvertV2ToV1(call.Update), call.Update) : (call.Update, YUpdate.ConvertV1ToV2(call.Update)))];

    private byte[] State(bool gc)
    {
        var doc = new YDoc(new YDocOptions { ClientId = 998, Gc = gc });
        foreach (var (v1, _) in _updates.Take((_updates.Count / 2) + 1))
        {
            doc.ApplyUpdate(v1);
        }

        return doc.EncodeStateAsUpdate();
    }

    private sealed class Count
    {
        public int Taken { get; set; }

        public int Refused { get; set; }

        public long AllocatedMax { get; set; }

        public double MsMax { get; set; }
    }
}
