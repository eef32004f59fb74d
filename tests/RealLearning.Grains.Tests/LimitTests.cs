using System.Text;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>A cluster whose limits are small.</summary>
public sealed class SmallLimits : IAsyncLifetime
{
    internal RoomCluster Cluster { get; } = new()
    {
        Options = new LiveOptions
        {
            TickMs = 200, RetryDelayMs = 10, UpdateBytesMax = 2_000, DocumentBytesMax = 200_000, UnsavedBytesMax = 5_000, AppendsMax = 3, SessionsMax = 4,
            SessionsOfPersonMax = 3, AwarenessBytesMax = 200, RecentUpdatesMax = 4, RecentBytesMax = 3_000, TimelineMax = 5, ThreadsMax = 2, CommentsMax = 100,
            MembersMax = 3, LinksMax = 2, SnapshotsMax = 1, FlushMsMax = 500,
        },
    };

    public ValueTask InitializeAsync() => Cluster.InitializeAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}

/// <summary>Every limit of section <c>Live</c>, reached.</summary>
public sealed class LimitTests(SmallLimits limits) : IClassFixture<SmallLimits>
{
    private readonly RoomCluster _cluster = limits.Cluster;

    [Fact]
    public async Task UpdateBytesMax_OneMore_IsTooLarge()
    {
        var ada = await _cluster.ClientAsync(await _cluster.WorkspaceAsync(), RoomCluster.Ada, 11);

        Assert.Equal(RefusalCodes.TooLarge, (await ada.TypeAsync(new string('x', 2_000))).Refusal?.Code);
    }

    [Fact]
    public async Task DocumentBytesMax_Content_IsFullAndStaysReadable()
    {
        var room = await _cluster.WorkspaceAsync();
        var ada = await _cluster.ClientAsync(room, RoomCluster.Ada, 21);
        PushReply push;
        var taken = 0;
        while ((push = await ada.TypeAsync(new string('x', 1_900))).Refusal is null)
        {
            Assert.True(++taken < 200, "It never was full.");
            await ada.UntilSavedAsync(push);
        }

        Assert.Equal(RefusalCodes.DocumentFull, push.Refusal.Code);
        Assert.Equal(taken * 1_900, (await _cluster.ClientAsync(room, RoomCluster.Ada, 22)).Text.Length);
    }

    [Fact]
    public async Task DocumentBytesMax_Room_TakesNoMoreCommentsAndIsGovernedStill()
    {
        var room = await _cluster.WorkspaceAsync();
        await DoAsync(room, new CreateThread("t", DocumentParts.Content, Position, Position, "quote", "", "Why?"));
        CommandReply reply;
        var taken = 0;
        while ((reply = await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new ReplyToThread("t", $"c{taken}", new string('x', 9_000))))).Refusal is null)
        {
            Assert.True(++taken < 100, "It never was full.");
        }

        Assert.Equal(RefusalCodes.DocumentFull, reply.Refusal.Code);
        await DoAsync(room, new ResolveThread("t", true));
        await DoAsync(room, new CreateLink("l", Right.Edit));
    }

    [Fact]
    public async Task UnsavedBytesMax_TheStoreRefuses_NoMoreIsTakenAndWhatWasIsSavedLater()
    {
        var room = await _cluster.WorkspaceAsync("unsaved");
        var content = DocumentName.Parse("workspace/unsaved/content");
        var ada = await _cluster.ClientAsync(room, RoomCluster.Ada, 31);
        _cluster.Journal.Break(content, () => new JournalUnavailableException("full"));
        PushReply push, last = null!;
        var taken = 0;
        while ((push = await ada.TypeAsync(new string('x', 1_000))).Refusal is null)
        {
            Assert.True(++taken < 6, "It never was too much.");
            last = push;
        }

        Assert.Equal(RefusalCodes.StorageUnavailable, push.Refusal.Code);
        _cluster.Journal.Heal(content);
        await ada.UntilSavedAsync(last);
    }

    [Fact]
    public async Task AppendsMax_TheDiskIsSlow_TheOthersWaitInTheRoomAndAreSavedInTheirOrder()
    {
        var room = await _cluster.WorkspaceAsync("appends");
        var content = DocumentName.Parse("workspace/appends/content");
        var ada = await _cluster.ClientAsync(room, RoomCluster.Ada, 36);
        var disk = _cluster.Journal.Hold(content);
        PushReply last = null!;
        for (var i = 0; i < 8; i++)
        {
            last = await ada.TypeAsync("x");
        }

        Assert.Equal(3, disk.Arrived);
        disk.Open();
        await ada.UntilSavedAsync(last);
        Assert.Equal(8, disk.Arrived);
    }

    [Fact]
    public async Task SessionsMax_AndOfOnePerson_AreTooMany()
    {
        var room = await _cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        TestClient ada = null!;
        for (var i = 0; i < 3; i++)
        {
            ada = await _cluster.ClientAsync(room, RoomCluster.Ada, 41 + i);
        }

        Assert.Equal(RefusalCodes.TooMany, (await New(room, RoomCluster.Ada).JoinAsync()).Refusal?.Code);
        Assert.Null((await ada.JoinAsync()).Refusal);
        Assert.Null((await New(room, RoomCluster.Bea).JoinAsync()).Refusal);
        Assert.Equal(RefusalCodes.TooMany, (await New(room, RoomCluster.Bea).JoinAsync()).Refusal?.Code);
        await room.LeaveAsync(ada.Part, ada.SessionId);
        Assert.Null((await New(room, RoomCluster.Bea).JoinAsync()).Refusal);
    }

    [Fact]
    public async Task AwarenessBytesMax_OneMore_IsDropped()
    {
        var room = await _cluster.WorkspaceAsync();
        var ada = await _cluster.ClientAsync(room, RoomCluster.Ada, 51);

        await AwareAsync(1, new string('x', 200));
        await AwareAsync(2, "small");

        await ada.UntilAsync(client => client.Aware.Exists(entry => entry.Clock == 2));
        Assert.DoesNotContain(ada.Aware, entry => entry.Clock == 1);

        Task AwareAsync(long clock, string word) => room.AwareAsync(
            ada.Part, ada.SessionId, AwarenessMessage.Encode([new AwarenessEntry(51, clock, Encoding.UTF8.GetBytes($$"""{"word":"{{word}}"}"""))]));
    }

    [Theory]
    [InlineData(1, 4, 4)]
    [InlineData(1, 5, 1)]
    [InlineData(1_400, 2, 2)]
    [InlineData(1_400, 3, 1)]
    public async Task RecentUpdates_ForANodeThatMissedSome_AreThoseOrTheWholeState(int bytes, int missed, int answered)
    {
        var room = await _cluster.WorkspaceAsync();
        var ada = await _cluster.ClientAsync(room, RoomCluster.Ada, 61);
        PushReply push = null!;
        for (var i = 0; i < 6; i++)
        {
            push = await ada.TypeAsync(new string('x', bytes));
        }

        var reply = await room.CatchUpAsync(ada.Part, push.Term, push.Sequence - missed);

        Assert.Equal((answered, push.Sequence), (reply.Updates.Length, reply.Sequence));
        Assert.Equal(answered == 1, IsWhole(reply.Updates[0], 6 * bytes));
    }

    [Fact]
    public async Task TimelineMax_MoreThanThat_AreAskedForInTurns()
    {
        var room = await _cluster.WorkspaceAsync();
        var ada = await _cluster.ClientAsync(room, RoomCluster.Ada, 71);
        PushReply push = null!;
        for (var i = 0; i < 6; i++)
        {
            push = await ada.TypeAsync("x");
        }

        await ada.UntilSavedAsync(push);
        var first = (await room.TimelineAsync(RoomCluster.Ada, ada.Part, 0)).Entries;
        var rest = (await room.TimelineAsync(RoomCluster.Ada, ada.Part, first[^1].Sequence)).Entries;

        Assert.Equal(Enumerable.Range(1, (int)push.Sequence), first.Concat(rest).Select(entry => (int)entry.Sequence));
        Assert.Equal(5, first.Count);
        Assert.Empty((await room.TimelineAsync(RoomCluster.Ada, ada.Part, long.MaxValue)).Entries);
    }

    [Fact]
    public async Task ThreadsLinksSnapshotsMembers_OneMore_IsRefused()
    {
        var room = await _cluster.WorkspaceAsync();
        await DoAsync(room, Thread("t1"));
        await DoAsync(room, Thread("t2"));
        await DoAsync(room, new FreezeSnapshot("s1", "Draft"));
        var link = await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new CreateLink("l1", Right.Edit)));
        await DoAsync(room, new CreateLink("l2", Right.Edit));
        Assert.Null((await room.RedeemAsync(RoomCluster.Bea, link.Token!)).Refusal);
        Assert.Null((await room.RedeemAsync(RoomCluster.Cyd, link.Token!)).Refusal);

        Assert.Equal(RefusalCodes.TooMany, (await room.RedeemAsync(new Caller("dan", "Dan"), link.Token!)).Refusal?.Code);
        foreach (var command in (RoomCommand[])[Thread("t3"), new FreezeSnapshot("s2", "Draft"), new CreateLink("l3", Right.Edit)])
        {
            Assert.Equal(RefusalCodes.InvalidCommand, (await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, command))).Refusal?.Code);
        }

        static CreateThread Thread(string id) => new(id, DocumentParts.Content, Position, Position, "quote", "", "Why?");
    }

    [Fact]
    public async Task CommentsMax_OneMore_IsRefused()
    {
        var room = await _cluster.WorkspaceAsync();
        await DoAsync(room, new CreateThread("t", DocumentParts.Content, Position, Position, "quote", "", "Why?"));
        for (var i = 1; i < 100; i++)
        {
            await DoAsync(room, new ReplyToThread("t", $"c{i}", "So."));
        }

        var reply = await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new ReplyToThread("t", "c100", "So.")));
        Assert.Equal(RefusalCodes.InvalidCommand, reply.Refusal?.Code);
    }

    /// <summary>A relative position at the end of the root type <c>t</c>.</summary>
    private static byte[] Position => [1, 1, (byte)'t', 0];

    private static TestClient New(ILiveRoom room, Caller caller) => new(room, DocumentParts.Content, caller, 9);

    private static bool IsWhole(byte[] update, int length)
    {
        var doc = new YDoc(new YDocOptions { ClientId = 9 });
        doc.ApplyUpdate(update);
        return doc.GetText("t").Length == length;
    }

    private static async Task DoAsync(IRoomGrain room, RoomCommand command) =>
        Assert.Null((await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, command))).Refusal);
}
