using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>A store that refuses, or takes something and says that it did not.</summary>
public sealed class StorageTroubleTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task Room_CreatedAtTheSecondTry_SavesItsFirstKeystroke()
    {
        var content = DocumentName.Parse("workspace/second-try/content");
        var room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>("second-try");
        cluster.Journal.Break(content, Full);
        Assert.Equal(RefusalCodes.StorageUnavailable, (await room.CreateAsync(Create())).Refusal?.Code);
        cluster.Journal.Heal(content);
        Assert.Null((await room.CreateAsync(Create())).Refusal);

        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 11);
        await ada.UntilSavedAsync(await ada.TypeAsync("first"));
    }

    [Fact]
    public async Task Room_WhoseFirstPageReachedTheDiskUnsaid_HasOnePage()
    {
        var room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>("one-page");
        cluster.Journal.BreakAfterwards(DocumentName.Parse("workspace/one-page/content"), Full);
        Assert.Equal(RefusalCodes.StorageUnavailable, (await room.CreateAsync(Create())).Refusal?.Code);
        Assert.Null((await room.CreateAsync(Create())).Refusal);

        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 21);
        Assert.Equal(1, ada.Doc.GetXmlFragment("content").Length);
    }

    [Fact]
    public async Task Command_ThatReachedTheDiskUnsaid_IsKnownToTheRoomAtItsRepetition()
    {
        var room = await cluster.WorkspaceAsync("unsaid");
        cluster.Journal.BreakAfterwards(DocumentName.Parse("workspace/unsaid/room"), Full);
        var create = RoomCluster.Command(RoomCluster.Ada, Thread("t1"));
        Assert.Equal(RefusalCodes.StorageUnavailable, (await room.CommandAsync(create)).Refusal?.Code);

        Assert.Equal(RefusalCodes.InvalidCommand, (await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, Thread("t1")))).Refusal?.Code);
        Assert.Null((await room.CommandAsync(create)).Refusal);
        Assert.Null((await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new ReplyToThread("t1", "c1", "Yes.")))).Refusal);
    }

    [Fact]
    public async Task Observer_TurnedAwayByTheStore_LeavesNoTrace()
    {
        var name = DocumentName.Parse("workspace/turned-away/room");
        var room = await cluster.WorkspaceAsync("turned-away");
        await RoomCluster.AdmitAsync(room, RoomCluster.Cyd, Right.Observe);
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 41, DocumentParts.Room);
        var cyd = new TestClient(room, DocumentParts.Content, RoomCluster.Cyd, 42);
        cluster.Journal.Break(name, Full);
        Assert.Equal(RefusalCodes.StorageUnavailable, (await cyd.JoinAsync()).Refusal?.Code);
        cluster.Journal.Heal(name);

        Assert.Equal(RefusalCodes.UnknownSession, (await cyd.SyncAsync()).Refusal?.Code);
        var again = await cluster.ClientAsync(room, RoomCluster.Cyd, 43);
        await room.LeaveAsync(again.Part, again.SessionId);
        await ada.PullAsync();
        Assert.Null(ada.Doc.GetMap("observers").Get("cyd"));
    }

    [Fact]
    public async Task Observer_LeavesWhileTheStoreRefuses_IsNotShownForEver()
    {
        var name = DocumentName.Parse("workspace/left/room");
        var room = await cluster.WorkspaceAsync("left");
        await RoomCluster.AdmitAsync(room, RoomCluster.Cyd, Right.Observe);
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 51, DocumentParts.Room);
        var cyd = await cluster.ClientAsync(room, RoomCluster.Cyd, 52);
        await ada.PullAsync();
        Assert.NotNull(ada.Doc.GetMap("observers").Get("cyd"));
        cluster.Journal.Break(name, Full);
        await room.LeaveAsync(cyd.Part, cyd.SessionId);
        var before = ada.Updates.Count;
        cluster.Journal.Heal(name);

        await ada.UntilAsync(client => client.Updates.Count > before);
        await ada.PullAsync();
        Assert.Null(ada.Doc.GetMap("observers").Get("cyd"));
    }

    [Fact]
    public async Task Document_ThatCannotBeRead_IsRefusedByNameAndItsNeighbourGoesOn()
    {
        await cluster.WorkspaceAsync("damaged");
        await cluster.RestartAsync();
        var room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>("damaged");
        var content = DocumentName.Parse("workspace/damaged/content");
        cluster.Journal.BreakOpening(content, () => new JournalDamagedException(content, "its snapshot fails its checksum"));

        var ada = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 61);
        Assert.Equal(RefusalCodes.DocumentDamaged, (await ada.JoinAsync()).Refusal?.Code);
        Assert.Equal(RefusalCodes.DocumentDamaged, (await room.StateAtAsync(RoomCluster.Ada, DocumentParts.Content, 1)).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownSession, (await ada.TypeAsync("over it")).Refusal?.Code);
        var neighbour = await cluster.ClientAsync(room, RoomCluster.Ada, 62, DocumentParts.Room);
        Assert.Equal("Autumn campaign", neighbour.Doc.GetMap("room").Get("title"));
    }

    private static CreateRoom Create() => new("create", RoomCluster.Ada, "Autumn campaign");

    private static CreateThread Thread(string id) => new(id, DocumentParts.Content, Position, Position, "quote", "", "Why?");

    /// <summary>A relative position at the end of the root type <c>t</c>.</summary>
    private static byte[] Position => [1, 1, (byte)'t', 0];

    private static JournalUnavailableException Full() => new("full");
}
