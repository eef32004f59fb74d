using System.Diagnostics;
using System.Globalization;
using System.Text;
using RealLearning.Grains.Journal;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests.PowerCut;

/// <summary>
/// A child appends, compacts and acknowledges under strace. For moments of the trace the disk is rebuilt as a power cut may leave it, and
/// everything acknowledged before that moment must be in it. Needs strace, which the test command brings.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Documents = 6;
    private const int Records = 60;
    private const int Cuts = 40;

    /// <summary>How often a call fails. Without an end a failure could meet every try, as long as tries take the same calls.</summary>
    private const int Faults = 12;

    [Fact]
    public async Task PowerCut_AnyMoment_EverythingAcknowledgedIsThere()
    {
        using var folder = new TempFolder();
        var seed = Seed();
        var calls = await RecordAsync(folder, seed);
        var random = new Random(seed);
        var last = calls[^1].End;

        var checkedAcknowledgements = 0;
        for (var i = 0; i < Cuts; i++)
        {
            var cut = i == 0 ? last + 1 : calls.CutNearSync(random);
            foreach (var survival in Survival.Kinds(random.Next()))
            {
                checkedAcknowledgements += await CheckAsync(calls, cut, folder, survival);
            }
        }

        output.WriteLine($"{calls.Count} calls, {calls.Count(call => call.Kind == CallKind.Sync)} syncs, {checkedAcknowledgements} acknowledgements checked");
        Assert.True(checkedAcknowledgements > Cuts * Documents, "hardly anything was acknowledged before the cuts");
    }

    /// <summary>A sync that failed may have lost what it was to bring to the disk, though reading shows it still; what is acknowledged later must not build on it.</summary>
    [Theory]
    [InlineData("fsync,fdatasync:error=EIO")]
    [InlineData("pwrite64:error=ENOSPC")]
    [InlineData("pwrite64:error=EIO")]
    public async Task PowerCut_OnADiskThatFailsNowAndThen_EverythingAcknowledgedIsThere(string fault)
    {
        // A lost sync that matters is rarer than a refused write.
        var recordings = IsOfSyncs(fault) ? 3 : 1;
        for (var recording = 0; recording < recordings; recording++)
        {
            await CheckFailingDiskAsync(fault);
        }
    }

    [Theory]
    [InlineData("journal.db-wal")]
    [InlineData("journal.db")]
    public async Task PowerCut_FileThatIsNotSynced_IsFoundOut(string careless)
    {
        using var folder = new TempFolder();
        var seed = Seed();
        var calls = (await RecordAsync(folder, seed)).Where(call => call.Kind != CallKind.Sync || Path.GetFileName(call.Path) != careless).ToList();
        var says = calls.Where(call => call.Kind == CallKind.Say).ToList();

        var losses = 0;
        for (var i = 1; i <= 10; i++)
        {
            var check = CheckAsync(calls, says[says.Count * i / 11].End + 1, folder, new Survival(0, 4096, new Random(seed)));
            losses += await check.ContinueWith(task => task.IsFaulted ? 1 : 0, TaskScheduler.Default);
        }

        Assert.True(losses >= 3, $"a journal that does not sync {careless} lost something in only {losses} of 10 cuts");
    }

    private async Task CheckFailingDiskAsync(string fault)
    {
        using var folder = new TempFolder();
        var seed = Seed();
        var random = new Random(seed);
        var (first, step) = IsOfSyncs(fault) ? (random.Next(12, 30), random.Next(2, 40)) : (random.Next(60, 120), random.Next(20, 200));
        output.WriteLine($"every {step}th from the {first}th, {Faults} times");
        var calls = await RecordAsync(folder, seed, $"{fault}:when={first}..{first + (step * (Faults - 1))}+{step}");

        await CheckAsync(calls, calls[^1].End + 1, folder, new Survival(0, 4096, random));
        for (var i = 0; i < Cuts / 4; i++)
        {
            var cut = calls.CutNearSync(random);
            foreach (var survival in Survival.Kinds(random.Next()))
            {
                await CheckAsync(calls, cut, folder, survival);
            }
        }

        Assert.True(!IsOfSyncs(fault) || calls.Exists(call => call.Kind == CallKind.SyncFailed), "no sync failed");
    }

    private static bool IsOfSyncs(string fault) => fault.StartsWith("fsync", StringComparison.Ordinal);

    private static async Task<int> CheckAsync(List<SystemCall> calls, int cut, TempFolder recorded, Survival survival)
    {
        var acknowledged = Acknowledged(calls, cut);
        using var folder = new TempFolder();
        DiskImage.Replay(recorded.Path, calls, cut).Write(folder.Path, survival);
        var at = $"cut at line {cut}, {survival}";
        try
        {
            await using var journal = SqliteDocumentJournalTests.Open(folder);
            for (var document = 0; document < Documents; document++)
            {
                var name = Some.Document($"doc-{document}");
                var opening = await journal.OpenAsync(name);
                var records = await journal.ReadAsync(name);
                Assert.Equal(records.Select((_, i) => Expected(i + 1)), Some.Texts(records));
                Assert.True(records.Count >= acknowledged.GetValueOrDefault(("record", document)), $"record {records.Count + 1} of {name} is lost");
                Assert.True((opening.Snapshot?.Sequence ?? 0) >= acknowledged.GetValueOrDefault(("snapshot", document)), $"a compaction of {name} is lost");
                Assert.True(opening.Term > acknowledged.GetValueOrDefault(("term", document)), $"a term of {name} is given twice");
                foreach (var record in records.Where(record => record.CommandId is not null))
                {
                    Assert.Equal(record.Sequence, await journal.FindCommandAsync(name, record.CommandId!, CancellationToken.None));
                }
            }
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{at}: {exception.Message}", exception);
        }

        return acknowledged.Count;
    }

    private static string Expected(long sequence) =>
        Some.Text(Some.Record(sequence, sequence % 4 == 0 ? $"command-{sequence}" : null, 10 + (int)(sequence % 50 * 20)));

    /// <summary>The highest number acknowledged of each kind and document: said, or begun to be said, before the cut.</summary>
    private static Dictionary<(string What, int Document), long> Acknowledged(List<SystemCall> calls, int cut) => calls.AcknowledgedBefore(cut)
        .GroupBy(words => (words[1], int.Parse(words[2], CultureInfo.InvariantCulture)))
        .ToDictionary(group => group.Key, group => group.Max(words => long.Parse(words[3], CultureInfo.InvariantCulture)));

    private static async Task<List<SystemCall>> RecordAsync(TempFolder folder, int seed, string fault = "")
    {
        var calls = await TracedChild.RunAsync(folder.Path, fault, "RealLearning.Silo.Tests.Writer.dll", [folder.Path, $"{seed}", $"{Documents}", $"{Records}"]);
        Assert.Equal(Documents * Records, calls.AcknowledgedBefore(int.MaxValue).Count(words => words[1] == "record"));
        return calls;
    }

    private int Seed() => TestSeed.Next(output);
}
