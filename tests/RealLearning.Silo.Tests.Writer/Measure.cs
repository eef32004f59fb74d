using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using RealLearning.Grains.Journal;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;

/// <summary>Durable appends a second: each document appends one keystroke's record after the other's acknowledgement, for 2 s, 5 times.</summary>
internal static class Measure
{
    private const int Rounds = 5;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(string folder)
    {
        foreach (var documents in (int[])[1, 100, 1000])
        {
            var rates = new List<double>();
            for (var round = 0; round <= Rounds; round++)
            {
                await using var journal = new SqliteDocumentJournal(Path.Combine(folder, $"{documents}-{round}"), new JournalOptions(), NullLogger<SqliteDocumentJournal>.Instance);
                rates.Add(await AppendAsync(journal, documents));
            }

            // The first warms up.
            var sorted = rates.Skip(1).Order().ToList();
            Console.WriteLine($"{documents} documents: median {sorted[Rounds / 2]:N0} appends/s of {string.Join(' ', sorted.Select(rate => $"{rate:N0}"))}");
        }

        await CompactAsync(folder);
    }

    private static async Task<double> AppendAsync(SqliteDocumentJournal journal, int documents)
    {
        var names = Enumerable.Range(0, documents).Select(i => Some.Document($"measure-{i}")).ToArray();
        await Task.WhenAll(names.Select(name => journal.OpenAsync(name, CancellationToken.None)));
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(names.Select(async name =>
        {
            var sequence = 0L;
            while (watch.Elapsed < Round)
            {
                await journal.AppendAsync(name, 1, Some.Record(++sequence));
            }

            return sequence;
        }));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>What a compaction of 4,000 records costs, and how long another document waits for its append meanwhile.</summary>
    private static async Task CompactAsync(string folder)
    {
        var options = new JournalOptions();
        await using var journal = new SqliteDocumentJournal(Path.Combine(folder, "compact"), options, NullLogger<SqliteDocumentJournal>.Instance);
        var (large, small) = (Some.Document("large"), Some.Document("small"));
        await journal.OpenAsync(large, CancellationToken.None);
        await journal.OpenAsync(small, CancellationToken.None);
        var (last, sequence) = (0L, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4_000).Select(_ => journal.AppendAsync(large, 1, Some.Record(++last))));
            var (watch, longest) = (Stopwatch.StartNew(), TimeSpan.Zero);
            var compaction = journal.CompactAsync(large, 1, new JournalSnapshot(last, Some.Bytes(last, 1 << 20), default), CancellationToken.None);
            while (!compaction.IsCompleted)
            {
                var start = watch.Elapsed;
                await journal.AppendAsync(small, 1, Some.Record(++sequence));
                longest = watch.Elapsed - start > longest ? watch.Elapsed - start : longest;
            }

            Console.WriteLine($"compaction of 4,000 records with a snapshot of 1 MiB: {watch.ElapsedMilliseconds} ms; longest append beside it {longest.TotalMilliseconds:N1} ms");
            await compaction;
        }

        var opening = Stopwatch.StartNew();
        await journal.OpenAsync(large, CancellationToken.None);
        Console.WriteLine($"opening it: {opening.Elapsed.TotalMilliseconds:N1} ms");
    }
}
