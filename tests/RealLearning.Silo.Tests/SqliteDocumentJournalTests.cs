using Microsoft.Extensions.Logging.Abstractions;
using RealLearning.Grains.Journal;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

/// <summary>The contract on a SQLite file, and what only a file has.</summary>
public sealed class SqliteDocumentJournalTests : DocumentJournalContract, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private SqliteDocumentJournal _journal;

    public SqliteDocumentJournalTests() => _journal = Open(_folder);

    protected override IDocumentJournal Journal => _journal;

    internal static SqliteDocumentJournal Open(TempFolder folder, JournalOptions? options = null) =>
        new(folder.Path, options ?? new JournalOptions(), NullLogger<SqliteDocumentJournal>.Instance);

    [Fact]
    public async Task Folder_InUse_IsRefusedByName()
    {
        Assert.Throws<StorageLockedException>(() => Open(_folder));

        await _journal.DisposeAsync();
        _journal = Open(_folder);
    }

    [Fact]
    public async Task File_NewerFormat_IsRefusedByName()
    {
        await _journal.DisposeAsync();
        using (var database = new SqliteDatabase(_folder["journal.db"], readOnly: false))
        {
            database.Execute("PRAGMA user_version = 2");
        }

        Assert.Contains("format 2", Assert.Throws<StorageVersionException>(() => Open(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_NoDatabase_IsRefusedByName()
    {
        await _journal.DisposeAsync();
        await File.WriteAllBytesAsync(_folder["journal.db"], Some.Bytes(1, 8192));

        Assert.Throws<StorageDamagedException>(() => Open(_folder));
    }

    [Fact]
    public async Task Journal_Reopened_HasEverything()
    {
        var document = Some.Document("kept");
        var term = (await _journal.OpenAsync(document)).Term;
        await _journal.AppendAsync(document, term, 1, 20);
        await _journal.CompactAsync(document, term, 10);
        await _journal.DisposeAsync();

        _journal = Open(_folder);

        var opening = await _journal.OpenAsync(document);
        Assert.Equal(term + 1, opening.Term);
        Assert.Equal(10, opening.Snapshot!.Sequence);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => Some.Text(Some.Record(i))), Some.Texts(await _journal.ReadAsync(document)));
    }

    [Fact]
    public async Task Dispose_AppendsWaiting_AreWritten()
    {
        var document = Some.Document("flushed");
        var term = (await _journal.OpenAsync(document)).Term;
        var appends = Enumerable.Range(1, 300).Select(i => _journal.AppendAsync(document, term, Some.Record(i))).ToArray();

        await _journal.DisposeAsync();
        await Task.WhenAll(appends);
        _journal = Open(_folder);

        Assert.Equal(300, (await _journal.ReadAsync(document)).Count);
    }

    [Fact]
    public async Task Append_AboveTheLimit_FailsAlone()
    {
        await using var small = await ReopenAsync(new JournalOptions { RecordBytesMax = 100 });
        var document = Some.Document("limit");
        var term = (await small.OpenAsync(document)).Term;

        var large = small.AppendAsync(document, term, Some.Record(1, bytes: 101));
        var fitting = small.AppendAsync(document, term, Some.Record(1, bytes: 100));

        await Assert.ThrowsAsync<JournalRefusedException>(() => large);
        await fitting;
    }

    [Fact]
    public async Task Append_QueueFull_IsUnavailable()
    {
        await using var small = await ReopenAsync(new JournalOptions { QueueMax = 1 });
        var document = Some.Document("queue");
        var term = (await small.OpenAsync(document)).Term;

        var appends = Enumerable.Range(1, 2_000).Select(i => small.AppendAsync(document, term, Some.Record(i))).ToArray();
        await Task.WhenAll(appends).ContinueWith(_ => { }, TaskScheduler.Default);

        var saved = appends.TakeWhile(append => append.IsCompletedSuccessfully).Count();
        Assert.Contains(appends, append => append.Exception?.InnerException is JournalUnavailableException);
        Assert.All(appends.Skip(saved), append => Assert.IsAssignableFrom<JournalException>(append.Exception?.InnerException));
        Assert.Equal(saved, (await small.ReadAsync(document)).Count);
        await small.AppendAsync(document, term, Some.Record(saved + 1));
    }

    [Fact]
    public async Task Compact_LargeLog_IsCutIntoSegments()
    {
        await using var journal = await ReopenAsync(new JournalOptions { SegmentBytes = 1_000 });
        var document = Some.Document("segments");
        var term = (await journal.OpenAsync(document)).Term;
        await journal.AppendAsync(document, term, 1, 300);

        await journal.CompactAsync(document, term, 290);

        Assert.Equal(Enumerable.Range(1, 300).Select(i => Some.Text(Some.Record(i))), Some.Texts(await journal.ReadAsync(document)));
        Assert.Equal(Enumerable.Range(95, 12).Select(i => (long)i), (await journal.ReadIndexAsync(document, 95, 106)).Select(record => record.Sequence));
        Assert.Empty(await journal.VerifyAsync(CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<SqliteDocumentJournal> ReopenAsync(JournalOptions options)
    {
        await _journal.DisposeAsync();
        return _journal = Open(_folder, options);
    }
}
