using RealLearning.Grains.Journal;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

/// <summary>Compaction, history and commands.</summary>
public abstract partial class DocumentJournalContract
{
    [Fact]
    public async Task Compact_Records_HistoryIsAsBefore()
    {
        var term = (await Journal.OpenAsync(A)).Term;
        for (var sequence = 1; sequence <= 60; sequence++)
        {
            await Journal.AppendAsync(A, term, Some.Record(sequence, sequence % 7 == 0 ? $"command-{sequence}" : null, bytes: sequence % 11 == 0 ? 0 : 40));
        }

        var before = Some.Texts(await Journal.ReadAsync(A)).ToList();
        await Journal.CompactAsync(A, term, 25);
        await Journal.CompactAsync(A, term, 50);

        Assert.Equal(before, Some.Texts(await Journal.ReadAsync(A)));
        Assert.Equal(before[19..55], Some.Texts(await Journal.ReadAsync(A, 20, 55)));
        Assert.Equal(
            before.Select((_, i) => Some.Text(Some.Record(i + 1, (i + 1) % 7 == 0 ? $"command-{i + 1}" : null) with { Event = default, Update = default })),
            Some.Texts(await Journal.ReadIndexAsync(A)));
    }

    [Fact]
    public async Task Compact_Records_OpeningIsSnapshotAndRest()
    {
        var term = (await Journal.OpenAsync(A)).Term;
        await Journal.AppendAsync(A, term, 1, 10);
        await Journal.CompactAsync(A, term, 4);
        await Journal.CompactAsync(A, term, 8);

        var opening = await Journal.OpenAsync(A);

        Assert.Equal(Some.Text(Some.Snapshot(8)), Some.Text(opening.Snapshot));
        Assert.Equal([9, 10], opening.Records.Select(record => record.Sequence));
    }

    [Fact]
    public async Task Compact_Everything_OpensWithoutRecordsAndGoesOn()
    {
        var term = (await Journal.OpenAsync(A)).Term;
        await Journal.AppendAsync(A, term, 1, 10);
        await Journal.CompactAsync(A, term, 10);

        var opening = await Journal.OpenAsync(A);
        Assert.Empty(opening.Records);
        await Journal.AppendAsync(A, opening.Term, 11, 12);

        Assert.Equal([11, 12], (await Journal.OpenAsync(A)).Records.Select(record => record.Sequence));
        Assert.Equal(12, (await Journal.ReadAsync(A)).Count);
    }

    [Fact]
    public async Task Compact_OldTerm_IsFenced()
    {
        var old = (await Journal.OpenAsync(A)).Term;
        await Journal.AppendAsync(A, old, 1, 2);
        await Journal.OpenAsync(A);

        await Assert.ThrowsAsync<JournalFencedException>(() => Journal.CompactAsync(A, old, 2));

        Assert.Null((await Journal.OpenAsync(A)).Snapshot);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    public async Task Compact_OutsideTheLog_IsRefused(long sequence)
    {
        var term = (await Journal.OpenAsync(A)).Term;
        await Journal.AppendAsync(A, term, 1, 10);
        await Journal.CompactAsync(A, term, 5);

        await Assert.ThrowsAsync<JournalRefusedException>(() => Journal.CompactAsync(A, term, sequence));

        Assert.Equal(5, (await Journal.OpenAsync(A)).Snapshot!.Sequence);
    }

    [Fact]
    public async Task Compact_WhileRecordsAreAppended_LosesNone()
    {
        var term = (await Journal.OpenAsync(A)).Term;
        var other = (await Journal.OpenAsync(B)).Term;
        await Journal.AppendAsync(A, term, 1, 100);
        for (var round = 1; round <= 5; round++)
        {
            var last = round * 100;
            await Task.WhenAll(
                Journal.CompactAsync(A, term, last),
                Journal.AppendAsync(A, term, last + 1, last + 100),
                Journal.AppendAsync(B, other, last - 99, last));
        }

        Assert.Equal(Enumerable.Range(1, 600).Select(i => Some.Text(Some.Record(i))), Some.Texts(await Journal.ReadAsync(A)));
        Assert.Equal(Enumerable.Range(1, 500).Select(i => Some.Text(Some.Record(i))), Some.Texts(await Journal.ReadAsync(B)));
        var opening = await Journal.OpenAsync(A);
        Assert.Equal(500, opening.Snapshot!.Sequence);
        Assert.Equal(100, opening.Records.Count);
    }

    [Fact]
    public async Task Command_Recorded_IsFoundBeforeAndAfterCompaction()
    {
        var term = (await Journal.OpenAsync(A)).Term;
        await Journal.AppendAsync(A, term, Some.Record(1, "ada/create"));
        await Journal.AppendAsync(A, term, Some.Record(2));
        await Journal.AppendAsync(A, term, Some.Record(3, "ada/title"));

        Assert.Equal(3, await Journal.FindCommandAsync(A, "ada/title", CancellationToken.None));
        await Journal.CompactAsync(A, term, 3);

        Assert.Equal(1, await Journal.FindCommandAsync(A, "ada/create", CancellationToken.None));
        Assert.Equal(3, await Journal.FindCommandAsync(A, "ada/title", CancellationToken.None));
        Assert.Null(await Journal.FindCommandAsync(A, "bea/title", CancellationToken.None));
        Assert.Null(await Journal.FindCommandAsync(B, "ada/title", CancellationToken.None));
    }

    [Fact]
    public async Task Command_RecordedTwice_IsRefused()
    {
        var term = (await Journal.OpenAsync(A)).Term;
        await Journal.AppendAsync(A, term, Some.Record(1, "once"));

        await Assert.ThrowsAsync<JournalRefusedException>(() => Journal.AppendAsync(A, term, Some.Record(2, "once")));

        await Journal.AppendAsync(A, term, Some.Record(2, "twice"));
        Assert.Equal(2, await Journal.FindCommandAsync(A, "twice", CancellationToken.None));
    }
}
