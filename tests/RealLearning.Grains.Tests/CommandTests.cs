using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>Commands and their one record each.</summary>
public sealed class CommandTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task Command_Repeated_IsDoneOnce()
    {
        var room = await cluster.WorkspaceAsync();
        var create = RoomCluster.Command(RoomCluster.Ada, Thread("t1"), "c1");

        var first = await room.CommandAsync(create);
        var again = await room.CommandAsync(create);

        Assert.Equal((first.Sequence, null), (again.Sequence, again.Refusal));
        Assert.Single(Comments(await ReadRoomAsync(room), "t1"));
    }

    [Fact]
    public async Task Thread_AuthorAndTime_AreTheServers()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Comment);
        await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, Thread("t1")));
        await room.CommandAsync(RoomCluster.Command(RoomCluster.Bea, new ReplyToThread("t1", "r1", "Yes, and why?")));
        await room.CommandAsync(RoomCluster.Command(RoomCluster.Bea, new ResolveThread("t1", true)));

        var doc = await ReadRoomAsync(room);
        var thread = (YMap)doc.GetMap("threads").Get("t1")!;
        Assert.Equal(["ada", "bea"], Comments(doc, "t1").Select(comment => comment["by"]));
        Assert.Equal(("ada", true, "bea"), (thread.Get("by"), thread.Get("resolved"), thread.Get("resolvedBy")));
    }

    [Fact]
    public async Task Command_BeforeTheDisk_IsSeenByNobody()
    {
        var room = await cluster.WorkspaceAsync("unseen");
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 11, DocumentParts.Room);
        var before = ada.Updates.Count;
        var gate = cluster.Journal.Hold(DocumentName.Parse("workspace/unseen/room"));

        var command = room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new SetTitle("Held back")));
        await gate.Reached;
        var sync = ada.SyncAsync();
        await room.GetAsync(RoomCluster.Ada);
        Assert.False(command.IsCompleted);
        Assert.False(sync.IsCompleted);
        Assert.Equal(before, ada.Updates.Count);

        gate.Open();
        Assert.Null((await command).Refusal);
        ada.Doc.ApplyUpdate((await sync).Update);
        Assert.Equal("Held back", ada.Doc.GetMap("room").Get("title"));
    }

    [Fact]
    public async Task Command_TheStoreRefuses_ChangesNothingAndTheNextWorks()
    {
        var room = await cluster.WorkspaceAsync("refusing");
        var document = DocumentName.Parse("workspace/refusing/room");
        cluster.Journal.Break(document, () => new JournalUnavailableException("full"));
        var refused = await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new SetTitle("Lost")));
        cluster.Journal.Heal(document);

        Assert.Equal(RefusalCodes.StorageUnavailable, refused.Refusal?.Code);
        Assert.Equal("Autumn campaign", (await ReadRoomAsync(room)).GetMap("room").Get("title"));
        Assert.Null((await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new SetTitle("Kept")))).Refusal);
        Assert.Equal("Kept", (await room.GetAsync(RoomCluster.Ada)).Room!.Title);
    }

    [Theory]
    [InlineData(Right.Observe, RefusalCodes.NoRight, RefusalCodes.NoRight, RefusalCodes.NoRight)]
    [InlineData(Right.Comment, null, RefusalCodes.NoRight, RefusalCodes.NoRight)]
    [InlineData(Right.Edit, null, null, RefusalCodes.NoRight)]
    public async Task Command_AboveOnesRight_IsRefused(Right right, string? comment, string? title, string? link)
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, right);

        Assert.Equal(comment, (await DoAsync(Thread("t1"))).Refusal?.Code);
        Assert.Equal(title, (await DoAsync(new SetTitle("By Bea"))).Refusal?.Code);
        Assert.Equal(link, (await DoAsync(new CreateLink("l", Right.Edit))).Refusal?.Code);

        Task<CommandReply> DoAsync(RoomCommand command) => room.CommandAsync(RoomCluster.Command(RoomCluster.Bea, command));
    }

    [Fact]
    public async Task Stranger_LearnsNothing()
    {
        var room = await cluster.WorkspaceAsync();
        var missing = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>("missing");
        var document = DocumentName.Parse("workspace/missing/room");

        Assert.Equal((await missing.GetAsync(RoomCluster.Bea)).Refusal, (await room.GetAsync(RoomCluster.Bea)).Refusal);
        Assert.Equal(RefusalCodes.UnknownDocument, (await room.RedeemAsync(RoomCluster.Bea, "guess")).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await new TestClient(missing, DocumentParts.Content, RoomCluster.Bea, 5).JoinAsync()).Refusal?.Code);
        Assert.Equal(1, (await cluster.Journal.OpenAsync(document, CancellationToken.None)).Term);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Command_Invalid_IsRefusedWithAReason(RoomCommand command)
    {
        var room = await cluster.WorkspaceAsync();

        var reply = await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, command));

        Assert.Equal(RefusalCodes.InvalidCommand, reply.Refusal?.Code);
        Assert.NotEmpty(reply.Refusal!.Message);
    }

    public static TheoryData<RoomCommand> Invalid => new()
    {
        new SetTitle(" "),
        new SetTitle(new string('x', 201)),
        new SetBrief(new Brief("c", "p", "a", [], "tomorrow")),
        new SetBrief(new Brief("c", null!, "a", [], null)),
        Thread("../x"),
        Thread("t") with { Start = [255, 255, 255] },
        Thread("t") with { Part = DocumentParts.Room },
        new ReplyToThread("none", "r", "text"),
        new ResolveThread("none", true),
        new OpenSession("s", "title", "none"),
        new CreateLink("l", Right.Facilitate),
        new SetRight("ada", Right.None),
    };

    private static CreateThread Thread(string id) =>
        new(id, DocumentParts.Content, Position, Position, "a quote", "before it ", "What do you mean by this?");

    /// <summary>A relative position at the end of the root type <c>t</c>: tag 1, its name, association 0.</summary>
    private static byte[] Position => [1, 1, (byte)'t', 0];

    private static List<Dictionary<string, object?>> Comments(YDoc doc, string threadId) =>
        [.. ((YArray)((YMap)doc.GetMap("threads").Get(threadId)!).Get("comments")!).ToJson().Cast<Dictionary<string, object?>>()];

    private static int _clients = 5_000;

    private async Task<YDoc> ReadRoomAsync(IRoomGrain room) =>
        (await cluster.ClientAsync(room, RoomCluster.Ada, Interlocked.Increment(ref _clients), DocumentParts.Room)).Doc;
}
