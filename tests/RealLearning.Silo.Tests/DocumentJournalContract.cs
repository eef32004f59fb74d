using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

/// <summary>What every adapter of <see cref="IDocumentJournal"/> must do. An adapter's suite inherits it and says how to begin one.</summary>
public abstract partial class DocumentJournalContract
{
    private static readonly DocumentName A = Some.Document("a");
    private static readonly DocumentName B = Some.Document("b");

    /// <summary>An empty journal. The suite disposes what it opened.</summary>
    protected abstract IDocumentJournal Journal { get; }

    [Fact]
    public async Task Open_NeverWritten_IsEmptyWithTermOne()
    {
        var opening = await Journal.OpenAsync(A);

        Assert.Equal(1, opening.Term);
        Assert.Null(opening.Snapshot);
        Assert.Empty(opening.Records);
    }

    [Fact]
    public async Task Open_Again_RaisesTheTermAndReturnsTheRecords()
    {
        var first = await Journal.OpenAsync(A);
        await Journal.AppendAsync(A, first.Term, 1, 3);

        var second = await Journal.OpenAsync(A);

        Assert.Equal(first.Term + 1, second.Term);
        Assert.Equal(Some.Texts([Some.Record(1), Some.Record(2), Some.Record(3)]), Some.Texts(second.Records));
    }

    [Fact]
    public async Task Append_OldTerm_IsFencedAndWritesNothing()
    {
        var old = await Journal.OpenAsync(A);
        await Journal.AppendAsync(A, old.Term, 1, 1);
        var young = await Journal.OpenAsync(A);

        await Assert.ThrowsAsync<JournalFencedException>(() => Journal.AppendAsync(A, old.Term, Some.Record(2)));
        await Journal.AppendAsync(A, young.Term, Some.Record(2, bytes: 33));

        Assert.Equal(Some.Text(Some.Record(2, bytes: 33)), Some.Text((await Journal.ReadAsync(A))[1]));
    }

    [Fact]
    public async Task Append_NeverOpened_IsFenced() =>
        await Assert.ThrowsAsync<JournalFencedException>(() => Journal.AppendAsync(A, 1, Some.Record(1)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Append_SequenceThatDoesNotFollow_IsRefusedAndTheNextGoesOn(long wrong)
    {
        var term = (await Journal.OpenAsync(A)).Term;
        await Journal.AppendAsync(A, term, 1, 2);

        await Assert.ThrowsAsync<JournalRefusedException>(() => Journal.AppendAsync(A, term, Some.Record(wrong)));
        await Journal.AppendAsync(A, term, Some.Record(3));

        Assert.Equal([1, 2, 3], (await Journal.ReadAsync(A)).Select(record => record.Sequence));
    }

    [Fact]
    public async Task Append_NotAwaited_CompletesInOrder()
    {
        var term = (await Journal.OpenAsync(A)).Term;
        var done = new List<long>();

        await Task.WhenAll(Enumerable.Range(1, 500).Select(async sequence =>
        {
            await Journal.AppendAsync(A, term, Some.Record(sequence));
            lock (done)
            {
                done.Add(sequence);
            }
        }));

        Assert.Equal(500, done.Count);
        Assert.Equal(Enumerable.Range(1, 500).Select(i => (long)i), (await Journal.ReadAsync(A)).Select(record => record.Sequence));
    }

    [Fact]
    public async Task Append_ManyDocumentsAtOnceWithBadOnesAmongThem_EachGetsItsOwnAnswer()
    {
        var documents = Enumerable.Range(0, 200).Select(i => Some.Document($"many-{i}")).ToArray();
        foreach (var document in documents)
        {
            await Journal.OpenAsync(document);
        }

        var appends = documents.Select((document, i) => (i % 3) switch
        {
            0 => Journal.AppendAsync(document, 1, Some.Record(1)),
            1 => Journal.AppendAsync(document, 99, Some.Record(1)),
            _ => Journal.AppendAsync(document, 1, Some.Record(2)),
        }).ToArray();
        await Task.WhenAll(appends).ContinueWith(_ => { }, TaskScheduler.Default);

        for (var i = 0; i < documents.Length; i++)
        {
            var fault = appends[i].Exception?.InnerException;
            Assert.Equal((i % 3) switch { 0 => null, 1 => typeof(JournalFencedException), _ => typeof(JournalRefusedException) }, fault?.GetType());
            Assert.Equal(i % 3 == 0 ? 1 : 0, (await Journal.ReadAsync(documents[i])).Count);
        }
    }

    [Fact]
    public async Task Read_Range_IsInclusiveAndEndsAtTheLastRecord()
    {
        var term = (await Journal.OpenAsync(A)).Term;
        await Journal.AppendAsync(A, term, 1, 10);

        Assert.Equal([4, 5, 6], (await Journal.ReadAsync(A, 4, 6)).Select(record => record.Sequence));
        Assert.Equal([9, 10], (await Journal.ReadAsync(A, 9, 99)).Select(record => record.Sequence));
        Assert.Equal([1], (await Journal.ReadAsync(A, -5, 1)).Select(record => record.Sequence));
        Assert.Empty(await Journal.ReadAsync(A, 11, 99));
        Assert.Empty(await Journal.ReadAsync(A, 6, 4));
        Assert.Empty(await Journal.ReadAsync(B));
    }

    [Fact]
    public async Task Delete_Document_IsEmptyAndItsOwnerIsFenced()
    {
        var term = (await Journal.OpenAsync(A)).Term;
        await Journal.AppendAsync(A, term, 1, 5);
        await Journal.CompactAsync(A, term, 3);
        await Journal.AppendAsync(A, term, Some.Record(6, "done"));

        await Journal.DeleteAsync(A, term, CancellationToken.None);

        await Assert.ThrowsAsync<JournalFencedException>(() => Journal.AppendAsync(A, term, Some.Record(1)));
        var opening = await Journal.OpenAsync(A);
        Assert.True(opening.Term > term + 1);
        Assert.Null(opening.Snapshot);
        Assert.Empty(opening.Records);
        Assert.Empty(await Journal.ReadAsync(A));
        Assert.Null(await Journal.FindCommandAsync(A, "done", CancellationToken.None));
        await Journal.AppendAsync(A, opening.Term, 1, 2);
        Assert.Equal(2, (await Journal.ReadAsync(A)).Count);
    }

    [Fact]
    public async Task Delete_OldTerm_IsFencedAndDeletesNothing()
    {
        await Journal.OpenAsync(A);
        var term = (await Journal.OpenAsync(A)).Term;
        await Journal.AppendAsync(A, term, 1, 1);

        await Assert.ThrowsAsync<JournalFencedException>(() => Journal.DeleteAsync(A, term - 1, CancellationToken.None));

        Assert.Single(await Journal.ReadAsync(A));
    }
}
