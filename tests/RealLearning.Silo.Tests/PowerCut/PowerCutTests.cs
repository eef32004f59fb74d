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
            var cut = i == 0 ? last + 1 : CutNearSync(calls, random);
            foreach (var survival in Survivals(random.Next()))
            {
                checkedAcknowledgements += await CheckAsync(calls, cut, folder, survival);
            }
        }

        output.WriteLine($"{calls.Count} calls, {calls.Count(call => call.Kind == CallKind.Sync)} syncs, {checkedAcknowledgements} acknowledgements checked");
        Assert.True(checkedAcknowledgements > Cuts * Documents, "hardly anything was acknowledged before the cuts");
    }

    [Fact]
    public async Task PowerCut_WriteAheadLogNotSynced_IsFoundOut()
    {
        using var folder = new TempFolder();
        var seed = Seed();
        var calls = await RecordAsync(folder, seed);
        var careless = calls.Where(call => call.Kind != CallKind.Sync || !call.Path.EndsWith("-wal", StringComparison.Ordinal)).ToList();
        var says = calls.Where(call => call.Kind == CallKind.Say).ToList();

        var losses = 0;
        for (var i = 1; i <= 10; i++)
        {
            var check = CheckAsync(careless, says[says.Count * i / 11].End + 1, folder, new Survival(0, 4096, new Random(seed)));
            losses += await check.ContinueWith(task => task.IsFaulted ? 1 : 0, TaskScheduler.Default);
        }

        Assert.True(losses >= 5, $"a journal that does not sync lost something in only {losses} of 10 cuts");
    }

    private static IEnumerable<Survival> Survivals(int seed) =>
    [
        new Survival(0, 4096, new Random(seed)),
        new Survival(1, 4096, new Random(seed)),
        new Survival(0.5, 4096, new Random(seed)),
        new Survival(0.5, 512, new Random(seed + 1)),
        new Survival(0.9, 512, new Random(seed + 2)),
    ];

    /// <summary>Half of the cuts just before or after a sync or an acknowledgement, where mistakes live; half anywhere.</summary>
    private static int CutNearSync(List<SystemCall> calls, Random random)
    {
        var call = calls[random.Next(calls.Count)];
        return random.Next(4) switch
        {
            0 => call.Start,
            1 => calls.Where(other => other.Kind is CallKind.Say or CallKind.Sync).ElementAt(random.Next(calls.Count(other => other.Kind is CallKind.Say or CallKind.Sync))).End + 1,
            2 => calls.Where(other => other.Kind is CallKind.Say).ElementAt(random.Next(calls.Count(other => other.Kind is CallKind.Say))).End + 1,
            _ => call.End + 1,
        };
    }

    private static async Task<int> CheckAsync(List<SystemCall> calls, int cut, TempFolder recorded, Survival survival)
    {
        var acknowledged = Acknowledged(calls, cut);
        using var folder = new TempFolder();
        DiskImage.Replay(calls, cut).Write(recorded.Path, folder.Path, survival);
        var at = $"cut at line {cut}, {survival.Share} of the unsynced in sectors of {survival.SectorBytes}";
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
    private static Dictionary<(string What, int Document), long> Acknowledged(List<SystemCall> calls, int cut) =>
        calls.Where(call => call.Kind == CallKind.Say && call.Start < cut)
            .SelectMany(call => Encoding.UTF8.GetString(call.Data).Split('\n'))
            .Select(line => line.Split(' '))
            .Where(words => words is ["ack", _, _, _])
            .GroupBy(words => (words[1], int.Parse(words[2], CultureInfo.InvariantCulture)))
            .ToDictionary(group => group.Key, group => group.Max(words => long.Parse(words[3], CultureInfo.InvariantCulture)));

    private static async Task<List<SystemCall>> RecordAsync(TempFolder folder, int seed)
    {
        using var traces = new TempFolder();
        var trace = traces["trace"];
        var start = new ProcessStartInfo("strace")
        {
            ArgumentList =
            {
                "-f", "-y", "-xx", "-s", "1000000", "-o", trace, "-e", $"trace={SystemCallTrace.Watched}",
                "dotnet", Path.Combine(AppContext.BaseDirectory, "RealLearning.Silo.Tests.Writer.dll"),
                folder.Path, $"{seed}", $"{Documents}", $"{Records}",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var child = Process.Start(start)!;
        var (said, complaints) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == 0, $"the child ended with {child.ExitCode}: {await complaints}");
        Assert.Equal(Documents * Records, (await said).Split('\n').Count(line => line.StartsWith("ack record", StringComparison.Ordinal)));
        return SystemCallTrace.Read(trace, folder.Path);
    }

    private int Seed() => TestSeed.Next(output);
}
