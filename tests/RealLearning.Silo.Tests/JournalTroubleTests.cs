using Microsoft.Data.Sqlite;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

/// <summary>A full disk, damaged pages, swapped rows, backups.</summary>
public sealed class JournalTroubleTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Disk_Full_RefusesAndTakesTheSameRecordsOnceThereIsRoom()
    {
        var document = Some.Document("full");
        var other = Some.Document("other");
        long term, otherTerm;
        int saved;
        await using (var small = Open(new JournalOptions { PagesMax = 60 }))
        {
            (term, otherTerm) = ((await small.OpenAsync(document)).Term, (await small.OpenAsync(other)).Term);
            var appends = Enumerable.Range(1, 200).Select(i => small.AppendAsync(document, term, Some.Record(i, bytes: 3_000))).ToArray();
            var small1 = small.AppendAsync(other, otherTerm, Some.Record(1, bytes: 3_000));
            await Task.WhenAll([.. appends, small1]).ContinueWith(_ => { }, TaskScheduler.Default);
            saved = appends.TakeWhile(append => append.IsCompletedSuccessfully).Count();

            Assert.InRange(saved, 1, 199);
            Assert.IsType<JournalUnavailableException>(appends[saved].Exception?.InnerException);
            Assert.DoesNotContain(appends.Skip(saved), append => append.IsCompletedSuccessfully);
            Assert.Equal(saved, (await small.ReadAsync(document)).Count);
        }

        await using var journal = Open(new JournalOptions());
        await journal.AppendAsync(document, term, Some.Record(saved + 1, bytes: 3_000));

        Assert.Equal(Enumerable.Range(1, saved + 1).Select(i => Some.Text(Some.Record(i, bytes: 3_000))), Some.Texts(await journal.ReadAsync(document)));
        Assert.Empty(await journal.VerifyAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Disk_Full_GroupIsTriedOneByOneAndDeletingMakesRoom()
    {
        await using var journal = Open(new JournalOptions { PagesMax = 80 });
        var (large, small) = (Some.Document("large"), Some.Document("small"));
        var (largeTerm, smallTerm) = ((await journal.OpenAsync(large)).Term, (await journal.OpenAsync(small)).Term);
        await journal.AppendAsync(large, largeTerm, Some.Record(1, bytes: 100_000));

        var tooMuch = journal.AppendAsync(large, largeTerm, Some.Record(2, bytes: 300_000));
        var fits = journal.AppendAsync(small, smallTerm, Some.Record(1));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => tooMuch);
        await fits;
        await journal.DeleteAsync(large, largeTerm, CancellationToken.None);
        await journal.AppendAsync(small, smallTerm, Some.Record(2, bytes: 90_000));

        Assert.Equal(2, (await journal.ReadAsync(small)).Count);
    }

    [Fact]
    public async Task File_HeldByAnother_IsUnavailableAndGoesOnAfter()
    {
        await using var journal = Open(new JournalOptions());
        var document = Some.Document("busy");
        var term = (await journal.OpenAsync(document)).Term;
        using (var intruder = new SqliteDatabase(_folder["journal.db"], readOnly: false))
        {
            intruder.Execute("BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(document, term, Some.Record(1)));
            intruder.Execute("ROLLBACK");
        }

        await journal.AppendAsync(document, term, Some.Record(1));

        Assert.Single(await journal.ReadAsync(document));
    }

    [Fact]
    public async Task Page_Damaged_ItsDocumentsAreNamedAndTheOthersGoOn()
    {
        const int documents = 40;
        await FillAsync(documents);
        var seed = Seed();
        var random = new Random(seed);
        var bytes = await File.ReadAllBytesAsync(_folder["journal.db"]);

        // Any page but the first two, which hold the schema: what is refused there is the file. Each page once, at a random place.
        var refusals = 0;
        for (var page = 2; page < bytes.Length / 4096; page++)
        {
            using var copy = new TempFolder();
            var hurt = (byte[])bytes.Clone();
            random.NextBytes(hurt.AsSpan((page * 4096) + random.Next(4096 - 64), 64));
            await File.WriteAllBytesAsync(copy["journal.db"], hurt);
            refusals += await CheckDamagedAsync(copy, documents);
        }

        Assert.True(refusals > documents, $"only {refusals} refusals");
    }

    [Theory]
    [InlineData("UPDATE records SET payload = zeroblob(length(payload)) WHERE id = 3")]
    [InlineData("UPDATE records SET idx = (SELECT idx FROM records WHERE id = 2), payload = (SELECT payload FROM records WHERE id = 2), checksum = (SELECT checksum FROM records WHERE id = 2) WHERE id = 3")]
    [InlineData("DELETE FROM records WHERE id = 3")]
    [InlineData("DELETE FROM heads WHERE document = 'workspace/hurt/content'")]
    [InlineData("UPDATE heads SET term = term + 1 WHERE document = 'workspace/hurt/content'")]
    [InlineData("UPDATE heads SET last_sequence = last_sequence - 1 WHERE document = 'workspace/hurt/content'")]
    [InlineData("DELETE FROM commands")]
    [InlineData("DELETE FROM snapshots")]
    [InlineData("UPDATE snapshots SET state = private, private = state")]
    [InlineData("UPDATE snapshots SET sequence = sequence - 1")]
    public async Task Row_ChangedOrMoved_IsNoticedAndTheOtherDocumentGoesOn(string sql)
    {
        var (hurt, other) = (Some.Document("hurt"), Some.Document("other"));
        await using (var journal = Open(new JournalOptions()))
        {
            var term = (await journal.OpenAsync(hurt)).Term;
            await journal.AppendAsync(hurt, term, Some.Record(1, "command"));
            await journal.CompactAsync(hurt, term, 1);
            await journal.AppendAsync(hurt, term, 2, 6);
            await journal.AppendAsync(other, (await journal.OpenAsync(other)).Term, 1, 3);
        }

        Execute(sql);
        await using var again = Open(new JournalOptions());

        var damaged = await Assert.ThrowsAsync<JournalDamagedException>(() => again.OpenAsync(hurt));
        Assert.Equal(hurt, damaged.Document);
        Assert.Contains(hurt.ToString(), Assert.Single(await again.VerifyAsync(CancellationToken.None)), StringComparison.Ordinal);
        Assert.Equal(3, (await again.OpenAsync(other)).Records.Count);
        output.WriteLine(damaged.Message);
    }

    [Theory]
    [InlineData("UPDATE segments SET payload = zeroblob(length(payload)) WHERE first_sequence = 1", false)]
    [InlineData("UPDATE segments SET idx = zeroblob(length(idx)) WHERE first_sequence = 1", true)]
    [InlineData("DELETE FROM segments WHERE first_sequence = 1", true)]
    public async Task History_Damaged_IsNamedAndTheDocumentGoesOn(string sql, bool indexToo)
    {
        var document = Some.Document("past");
        await using (var journal = Open(new JournalOptions()))
        {
            var term = (await journal.OpenAsync(document)).Term;
            await journal.AppendAsync(document, term, 1, 20);
            await journal.CompactAsync(document, term, 10);
            await journal.CompactAsync(document, term, 20);
        }

        Execute(sql);
        await using var again = Open(new JournalOptions());

        Assert.Equal(20, (await again.OpenAsync(document)).Snapshot!.Sequence);
        await Assert.ThrowsAsync<JournalDamagedException>(() => again.ReadAsync(document, 5, 15));
        Assert.Equal(10, (await again.ReadAsync(document, 11, 20)).Count);
        var index = again.ReadIndexAsync(document, 5, 15);
        Assert.Equal(indexToo, await index.ContinueWith(task => task.IsFaulted, TaskScheduler.Default));
    }

    [Fact]
    public async Task Backup_WhileAppending_RestoresEverythingAcknowledgedBefore()
    {
        var document = Some.Document("backup");
        using var restored = new TempFolder();
        await using (var journal = Open(new JournalOptions()))
        {
            var term = (await journal.OpenAsync(document)).Term;
            await journal.AppendAsync(document, term, 1, 50);
            await journal.CompactAsync(document, term, 30);
            var more = journal.AppendAsync(document, term, 51, 200);
            await journal.BackupAsync(_folder["backup.db"]);
            await more;
            await journal.BackupAsync(_folder["backup.db"]);
            Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp"));
        }

        File.Copy(_folder["backup.db"], restored["journal.db"]);
        await using var again = SqliteDocumentJournalTests.Open(restored);

        Assert.Equal(Enumerable.Range(1, 200).Select(i => Some.Text(Some.Record(i))), Some.Texts(await again.ReadAsync(document)));
        var opening = await again.OpenAsync(document);
        await again.AppendAsync(document, opening.Term, Some.Record(201));
        Assert.Empty(await again.VerifyAsync(CancellationToken.None));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Each document is either whole or refused by its name; none is empty or shorter; the whole ones take a record.</summary>
    private static async Task<int> CheckDamagedAsync(TempFolder copy, int documents)
    {
        SqliteDocumentJournal journal;
        try
        {
            journal = SqliteDocumentJournalTests.Open(copy);
        }
        catch (StorageDamagedException)
        {
            return 0;
        }

        var refused = 0;
        await using var opened = journal;
        for (var i = 0; i < documents; i++)
        {
            var document = Some.Document($"page-{i}");
            try
            {
                var opening = await journal.OpenAsync(document);
                Assert.Equal(20, opening.Records.Count + (opening.Snapshot?.Sequence ?? 0));
                Assert.Equal(20, (await journal.ReadAsync(document)).Count);
                await journal.AppendAsync(document, opening.Term, Some.Record(21));
            }
            catch (JournalDamagedException exception)
            {
                Assert.Equal(document, exception.Document);
                refused++;
            }
        }

        return refused;
    }

    private async Task FillAsync(int documents)
    {
        await using var journal = Open(new JournalOptions());
        for (var i = 0; i < documents; i++)
        {
            var document = Some.Document($"page-{i}");
            var term = (await journal.OpenAsync(document)).Term;
            for (var sequence = 1; sequence <= 20; sequence++)
            {
                await journal.AppendAsync(document, term, Some.Record(sequence, sequence % 5 == 0 ? $"command-{sequence}" : null, bytes: 100));
            }

            if (i % 2 == 0)
            {
                await journal.CompactAsync(document, term, 12);
            }
        }
    }

    private SqliteDocumentJournal Open(JournalOptions options) => SqliteDocumentJournalTests.Open(_folder, options);

    private void Execute(string sql)
    {
        using var database = new SqliteDatabase(_folder["journal.db"], readOnly: false);
        database.Execute(sql);
        Assert.True(database.Changes > 0, "nothing was hurt");
    }

    private int Seed() => TestSeed.Next(output);
}
