using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>The audit log: written before what it tells of, once, by one activation, and read in pages.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().AddMonths(-2).ToUnixTimeMilliseconds());
    private static readonly DocumentName Past = Month(AuditMonth.Of(At).ToString());
    private static readonly DocumentName Now = Month(AuditMonth.Of(TimeProvider.System.GetUtcNow()).ToString());

    private readonly RoomCluster _cluster = new();

    private IAuditGrain Log(DateTimeOffset at) => _cluster.Grains.GetGrain<IAuditGrain>(AuditMonth.Of(at).ToString());

    private IAuditGrain Earlier => Log(At);

    public ValueTask InitializeAsync()
    {
        _cluster.Options = _cluster.Options with { CompactAfterRecords = 10 };
        return _cluster.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Pages_OfMoreThanOne_HaveEachEntryOnceAndTheNewestFirst()
    {
        for (var i = 0; i < 25; i++)
        {
            Assert.True(await Earlier.AppendAsync([Entry($"e{i}", i % 2 == 0 ? "ada" : "bea", on: i % 5 == 0 ? "cyd" : null)]));
        }

        await _cluster.RestartAsync();

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"e{i}"), await ReadAsync(4));
        Assert.Equal(Enumerable.Range(0, 25).Reverse().Where(i => i % 2 == 1).Select(i => $"e{i}"), await ReadAsync(4, person: "bea"));
        Assert.Equal(["e20", "e15", "e10", "e5", "e0"], await ReadAsync(2, person: "cyd"));
        Assert.Empty(await ReadAsync(4, AuditKind.LockedOut));
        Assert.Equal(25, (await ReadAsync(100, AuditKind.SignedIn)).Count);
    }

    [Fact]
    public async Task Entry_KeepsWhatItSays_AndIsCutWhereItIsLong()
    {
        var entry = new AuditEntry("one", AuditKind.RightSet, At, "ada", "192.0.2.7", "bea", "workspace/w", "Campaign", "edit", "email-0");
        Assert.True(await Earlier.AppendAsync([entry, entry with { EntryId = "two", Title = new string('t', 5_000) }]));

        var page = await Earlier.ReadAsync(new AuditQuery(long.MaxValue, null, null, 10));

        Assert.Equal(entry, page.Entries.Single(read => read.EntryId == "one"));
        Assert.Equal(AuditEntry.TextMax, page.Entries.Single(read => read.EntryId == "two").Title!.Length);
    }

    [Fact]
    public async Task Entry_GivenAgain_IsThereOnce()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Earlier.AppendAsync([Entry("same", "ada"), Entry("other", "ada")])));
        Assert.All(all, Assert.True);
        await _cluster.RestartAsync();
        Assert.True(await Earlier.AppendAsync([Entry("same", "ada")]));

        Assert.Equal(["other", "same"], (await ReadAsync(10)).Order());
    }

    [Fact]
    public async Task Activation_ThatLostItsPlace_WritesNothingMore()
    {
        Assert.True(await Earlier.AppendAsync([Entry("first", "ada")]));
        var other = await _cluster.Journal.OpenAsync(Past, default);

        Assert.False(await Earlier.AppendAsync([Entry("lost", "ada")]));
        await _cluster.Journal.AppendAsync(Past, other.Term, new JournalRecord { Sequence = 2, AtMs = 0, CommandId = "others", Event = "{\"kind\":\"signed-in\"}"u8.ToArray() });

        while (!await Earlier.AppendAsync([Entry("later", "ada")]))
        {
            // Until the activation that lost its place is gone.
        }

        Assert.Equal(["later", "others", "first"], await ReadAsync(10));
    }

    [Fact]
    public async Task Store_ThatRefuses_IsSaid_AndTheLogGoesOnAfterwards()
    {
        Assert.True(await Earlier.AppendAsync([Entry("before", "ada")]));
        _cluster.Journal.Break(Past, Full);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Earlier.AppendAsync([Entry($"refused{i}", "ada")]))), Assert.False);
        _cluster.Journal.Heal(Past);
        _cluster.Journal.BreakAfterwards(Past, Full);
        Assert.False(await Earlier.AppendAsync([Entry("unsaid", "ada")]));
        Assert.True(await Earlier.AppendAsync([Entry("unsaid", "ada")]));
        Assert.True(await Earlier.AppendAsync([Entry("after", "ada")]));

        Assert.Equal(["after", "unsaid", "before"], await ReadAsync(10));
    }

    [Fact]
    public async Task Month_ThatWasNeverWritten_IsNotMadeByReading()
    {
        Assert.Equal(0, (await Earlier.ReadAsync(new AuditQuery(long.MaxValue, null, null, 10))).Next);

        Assert.Equal(1, (await _cluster.Journal.OpenAsync(Past, default)).Term);
    }

    [Fact]
    public async Task Months_BeforeThoseThatAreKept_AreDeleted_AndTheOthersAreReadOneAfterAnother()
    {
        var now = TimeProvider.System.GetUtcNow();
        var months = new[] { 0, 2, 3, 4, 9 }.Select(before => now.AddMonths(-before)).ToList();
        foreach (var at in months)
        {
            Assert.True(await Log(at).AppendAsync([Entry($"{at:yyyy-MM}", "ada") with { At = at }]));
        }

        Assert.Equal(AuditMonth.Of(months[1]), (await Log(months[0]).ReadAsync(new AuditQuery(long.MaxValue, null, null, 10))).Earlier);
        Assert.Equal(AuditMonth.Of(months[4]), (await Log(months[3]).ReadAsync(new AuditQuery(long.MaxValue, null, null, 1))).Earlier);
        _cluster.Options = _cluster.Options with { AuditMonths = 3 };
        await _cluster.RestartAsync();
        Assert.True(await Log(now).AppendAsync([Entry("later", "ada") with { At = now }]));

        while ((await Log(months[4]).ReadAsync(new AuditQuery(long.MaxValue, null, null, 10))).Entries.Count > 0)
        {
            // Until the month that was opened has had the old ones deleted.
        }

        await Log(months[2]).ForgetAsync();
        Assert.Single((await Log(months[2]).ReadAsync(new AuditQuery(long.MaxValue, null, null, 10))).Entries);
        Assert.Null((await Log(months[2]).ReadAsync(new AuditQuery(long.MaxValue, null, null, 10))).Earlier);
        Assert.Empty((await Log(months[3]).ReadAsync(new AuditQuery(long.MaxValue, null, null, 10))).Entries);
    }

    [Fact]
    public async Task Right_ThatCannotBeWrittenDown_IsNotGiven()
    {
        var room = await _cluster.WorkspaceAsync();
        var link = RoomCluster.Command(RoomCluster.Ada, new CreateLink("l1", Right.Edit));
        _cluster.Journal.Break(Now, Full);
        Assert.Equal(RefusalCodes.StorageUnavailable, (await room.CommandAsync(link)).Refusal?.Code);
        Assert.Empty((await room.GetAsync(RoomCluster.Ada)).Room!.Links);
        _cluster.Journal.Heal(Now);

        Assert.NotNull((await room.CommandAsync(link)).Token);
        Assert.Null((await room.CommandAsync(link)).Refusal);
        Assert.Equal(AuditKind.LinkMade, Assert.Single(await EntriesAsync(RoomCluster.Ada.PersonId)).Kind);
    }

    [Fact]
    public async Task Visit_OfATutor_IsWrittenDownOnceForAsLongAsItLasts_AndNotAllowedWithout()
    {
        var cohort = await _cluster.CohortAsync();
        await cohort.GroupAsync("one", RoomCluster.Ada);
        var room = _cluster.Room(await cohort.OpenedAsync(RoomCluster.Ada, "one", null));
        _cluster.Journal.Break(Now, Full);
        var refused = new TestClient(room, DocumentParts.Content, TestCohorts.Tutor, 11);
        Assert.Equal(RefusalCodes.StorageUnavailable, (await refused.JoinAsync()).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownSession, (await refused.SyncAsync()).Refusal?.Code);
        Assert.Equal(RefusalCodes.StorageUnavailable, (await room.StateAtAsync(TestCohorts.Tutor, DocumentParts.Content, 1)).Refusal?.Code);
        Assert.Null((await new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 12).JoinAsync()).Refusal);
        _cluster.Journal.Heal(Now);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var content = new TestClient(room, DocumentParts.Content, TestCohorts.Tutor, 13);
            var notes = new TestClient(room, DocumentParts.Room, TestCohorts.Tutor, 14);
            Assert.All(await Task.WhenAll(content.JoinAsync(), notes.JoinAsync()), reply => Assert.Null(reply.Refusal));
            await room.LeaveAsync(content.Part, content.SessionId);
            await room.LeaveAsync(notes.Part, notes.SessionId);
        }

        await room.AuthorsAsync(TestCohorts.Tutor, DocumentParts.Content);
        Assert.Single(await EntriesAsync(TestCohorts.Tutor.PersonId), static entry => entry.Kind == AuditKind.HistoryRead);
        await room.TimelineAsync(TestCohorts.Tutor, DocumentParts.Content, 0);
        await room.StateAtAsync(TestCohorts.Tutor, DocumentParts.Content, 1);
        var kinds = (await EntriesAsync(TestCohorts.Tutor.PersonId)).Select(entry => entry.Kind).ToList();
        Assert.Equal((2, 1), (kinds.Count(kind => kind == AuditKind.WorkOpened), kinds.Count(kind => kind == AuditKind.HistoryRead)));
        Assert.DoesNotContain(await EntriesAsync(RoomCluster.Ada.PersonId), entry => entry.Kind is AuditKind.WorkOpened or AuditKind.HistoryRead);
    }

    [Fact]
    public async Task Arrange_TellsOfEachWhoIsMoved_WhereTo()
    {
        var cohort = await _cluster.CohortAsync();
        await cohort.AdmitAsync("learner", RoomCluster.Ada, RoomCluster.Bea, RoomCluster.Cyd);

        await cohort.DoneAsync(new Arrange(
            [new ArrangedGroup("g1", "Group 1")],
            [.. new[] { RoomCluster.Ada, RoomCluster.Bea, RoomCluster.Cyd }.Select(static learner => new ArrangedLearner(learner.PersonId, "g1"))]));

        foreach (var learner in new[] { RoomCluster.Ada, RoomCluster.Bea, RoomCluster.Cyd })
        {
            var moved = Assert.Single(await EntriesAsync(learner.PersonId), entry => entry.Kind == AuditKind.MemberMoved);
            Assert.Equal((TestCohorts.Tutor.PersonId, "to Group 1", "Autumn 2026"), (moved.By, moved.Detail, moved.Title));
        }
    }

    private static DocumentName Month(string month) => new(new RoomKey(RoomKind.Audit, month), "");

    private static JournalUnavailableException Full() => new("The disk is full.");

    private static AuditEntry Entry(string id, string by, string? on = null) => new(id, AuditKind.SignedIn, At, by, null, on);

    private async Task<List<string>> ReadAsync(int size, AuditKind? kind = null, string? person = null)
    {
        var (found, before) = (new List<string>(), long.MaxValue);
        do
        {
            var page = await Earlier.ReadAsync(new AuditQuery(before, kind, person, size));
            Assert.InRange(page.Entries.Count, 0, size);
            found.AddRange(page.Entries.Select(entry => entry.EntryId));
            before = page.Next;
        }
        while (before > 0);
        return found;
    }

    private async Task<IReadOnlyList<AuditEntry>> EntriesAsync(string person) =>
        (await _cluster.Grains.GetGrain<IAuditGrain>(Now.Room.Id).ReadAsync(new AuditQuery(long.MaxValue, null, person, IAuditGrain.PageMax))).Entries;
}
