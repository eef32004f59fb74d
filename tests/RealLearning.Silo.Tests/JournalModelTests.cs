using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

/// <summary>Random operations against a model that is a table of lists, with kills and restarts between them.</summary>
public sealed class JournalModelTests(ITestOutputHelper output)
{
    private const int Steps = 600;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(null)]
    public async Task Journal_RandomOperations_IsTheModel(int? fixedSeed)
    {
        var seed = fixedSeed ?? TestSeed.Next(output);
        var random = new Random(seed);
        var documents = Enumerable.Range(0, 5).Select(i => Some.Document($"model-{i}")).ToArray();
        var model = documents.ToDictionary(document => document, _ => new Modelled());
        var folders = new Stack<TempFolder>([new TempFolder()]);
        var options = new JournalOptions { CheckpointPages = 20, SegmentBytes = 500, GroupMax = 7 };
        var journal = SqliteDocumentJournalTests.Open(folders.Peek(), options);
        try
        {
            for (var step = 0; step < Steps; step++)
            {
                var document = documents[random.Next(documents.Length)];
                var known = model[document];
                switch (random.Next(20))
                {
                    case 0:
                        journal = await KillAsync(journal, folders, options);
                        break;
                    case 1:
                        await journal.DisposeAsync();
                        journal = SqliteDocumentJournalTests.Open(folders.Peek(), options);
                        break;
                    case 2 or 3:
                        await OpenAsync(journal, document, known);
                        break;
                    case 4 or 5 or 6 when known.Term > 0 && known.Records.Count > known.Snapshot:
                        var to = random.Next(known.Snapshot, known.Records.Count) + 1;
                        await journal.CompactAsync(document, known.Term, to);
                        known.Snapshot = to;
                        break;
                    case 7 when known.Term > 1:
                        await Assert.ThrowsAsync<JournalFencedException>(() => journal.AppendAsync(document, known.Term - 1, Some.Record(known.Records.Count + 1)));
                        break;
                    case 8 when random.Next(8) == 0 && known.Term > 0:
                        await journal.DeleteAsync(document, known.Term, CancellationToken.None);
                        model[document] = new Modelled { Term = known.Term + 1 };
                        break;
                    case 9 or 10:
                        await ReadAsync(journal, document, known, random);
                        break;
                    default:
                        await AppendManyAsync(journal, model, random);
                        break;
                }
            }

            foreach (var (document, known) in model)
            {
                await OpenAsync(journal, document, known);
                Assert.Equal(Some.Texts(known.Records), Some.Texts(await journal.ReadAsync(document)));
            }

            Assert.Empty(await journal.VerifyAsync(CancellationToken.None));
        }
        finally
        {
            await journal.DisposeAsync();
            foreach (var folder in folders)
            {
                folder.Dispose();
            }
        }
    }

    /// <summary>The old process is left where it is; a new one starts on the files as the kernel has them.</summary>
    private static async Task<SqliteDocumentJournal> KillAsync(SqliteDocumentJournal journal, Stack<TempFolder> folders, JournalOptions options)
    {
        var next = new TempFolder();
        folders.Peek().CopyAsAfterKill(next);
        await journal.DisposeAsync();
        folders.Push(next);
        return SqliteDocumentJournalTests.Open(next, options);
    }

    private static async Task OpenAsync(SqliteDocumentJournal journal, DocumentName document, Modelled known)
    {
        var opening = await journal.OpenAsync(document);

        Assert.Equal(++known.Term, opening.Term);
        Assert.Equal(Some.Text(known.Snapshot == 0 ? null : Some.Snapshot(known.Snapshot)), Some.Text(opening.Snapshot));
        Assert.Equal(Some.Texts(known.Records.Skip(known.Snapshot)), Some.Texts(opening.Records));
    }

    private static async Task ReadAsync(SqliteDocumentJournal journal, DocumentName document, Modelled known, Random random)
    {
        var from = random.Next(1, known.Records.Count + 2);
        var to = random.Next(from - 1, known.Records.Count + 3);
        var expected = known.Records.Where(record => record.Sequence >= from && record.Sequence <= to).ToList();

        Assert.Equal(Some.Texts(expected), Some.Texts(await journal.ReadAsync(document, from, to)));
        Assert.Equal(
            Some.Texts(expected.Select(record => record with { Event = default, Update = default })),
            Some.Texts(await journal.ReadIndexAsync(document, from, to)));
        var command = $"command-{random.Next(1, 60)}";
        Assert.Equal(
            known.Records.Find(record => record.CommandId == command)?.Sequence,
            await journal.FindCommandAsync(document, command, CancellationToken.None));
    }

    /// <summary>Several documents, several records each, all handed over before any is answered.</summary>
    private static async Task AppendManyAsync(SqliteDocumentJournal journal, Dictionary<DocumentName, Modelled> model, Random random)
    {
        var appends = new List<Task>();
        foreach (var (document, known) in model.Where(pair => pair.Value.Term > 0 && random.Next(2) == 0))
        {
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                var sequence = known.Records.Count + 1;
                var record = Some.Record(sequence, random.Next(3) == 0 ? $"command-{sequence}" : null, random.Next(10) == 0 ? 9_000 : random.Next(80));
                known.Records.Add(record);
                appends.Add(journal.AppendAsync(document, known.Term, record));
            }
        }

        await Task.WhenAll(appends);
    }

    private sealed class Modelled
    {
        public long Term { get; set; }

        public int Snapshot { get; set; }

        public List<JournalRecord> Records { get; } = [];
    }
}
