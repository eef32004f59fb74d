using System.Text;
using System.Text.Json;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>Who is here, who may what, and who watches.</summary>
public sealed class PeopleTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task Awareness_OfItsOwn_IsStampedAndOthersEchoesAreDropped()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 11);
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 12);

        await AwareAsync(room, ada, (11, 1, """{"user":{"name":"Root","right":"facilitate"},"cursor":3}"""));
        await bea.UntilAsync(client => client.Aware.Count == 1);
        await AwareAsync(room, bea, (12, 1, "{}"));
        await ada.UntilAsync(client => client.Aware.Exists(entry => entry is { ClientId: 12, Clock: 1 }));
        await AwareAsync(room, bea, (11, 9, "null"), (12, 2, """{"cursor":1}"""));
        await ada.UntilAsync(client => client.Aware.Exists(entry => entry is { ClientId: 12, Clock: 2 }));

        var user = JsonDocument.Parse(bea.Aware[0].JsonUtf8).RootElement.GetProperty("user");
        Assert.Equal("Ada", user.GetProperty("name").GetString());
        Assert.Equal("ada", user.GetProperty("id").GetString());
        Assert.DoesNotContain(ada.Aware, entry => entry.ClientId == 11 && entry.Clock == 9);
    }

    [Fact]
    public async Task Session_ThatLeaves_TakesItsAwarenessAlong()
    {
        var room = await cluster.WorkspaceAsync();
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 21);
        var other = await cluster.ClientAsync(room, RoomCluster.Ada, 22);
        await AwareAsync(room, ada, (21, 1, "{}"));
        await other.UntilAsync(client => client.Aware.Count == 1);

        await room.LeaveAsync(ada.Part, ada.SessionId);

        await other.UntilAsync(client => client.Aware.Exists(entry => entry.ClientId == 21 && entry.JsonUtf8.Span.SequenceEqual("null"u8)));
        Assert.Null((await other.SyncAsync()).Awareness);
    }

    [Fact]
    public async Task Right_Withdrawn_ReachesTheOpenSessionAndTheNextPush()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 31);

        await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new SetRight("bea", Right.Comment)));
        await bea.UntilAsync(client => client.Rights.Exists(change => change.Right == Right.Comment));
        Assert.Equal(RefusalCodes.NoRight, (await bea.TypeAsync("late")).Refusal?.Code);

        await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new SetRight("bea", Right.None)));
        await bea.UntilAsync(client => client.Rights.Exists(change => change.Right == Right.None));
        Assert.Equal(RefusalCodes.UnknownSession, (await bea.TypeAsync("later")).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await bea.JoinAsync()).Refusal?.Code);
    }

    [Fact]
    public async Task R15_Observer_IsSeenWhileWatchingAndInTheLogAfterwards()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Cyd, Right.Observe);
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 41, DocumentParts.Room);
        var cyd = await cluster.ClientAsync(room, RoomCluster.Cyd, 42);

        await ada.PullAsync();
        Assert.NotNull(ada.Doc.GetMap("observers").Get("cyd"));

        await room.LeaveAsync(cyd.Part, cyd.SessionId);
        await ada.PullAsync();
        Assert.Null(ada.Doc.GetMap("observers").Get("cyd"));
        Assert.Equal(1, ada.Doc.GetArray("visits").Count);
    }

    [Fact]
    public async Task Link_Revoked_AdmitsNobodyMore()
    {
        var room = await cluster.WorkspaceAsync();
        var link = await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new CreateLink("l1", Right.Edit)));
        Assert.Equal(Right.Edit, (await room.RedeemAsync(RoomCluster.Bea, link.Token!)).Room!.Right);

        await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new RevokeLink("l1")));

        Assert.Equal(RefusalCodes.UnknownDocument, (await room.RedeemAsync(RoomCluster.Cyd, link.Token!)).Refusal?.Code);
        Assert.Equal(Right.Edit, (await room.GetAsync(RoomCluster.Bea)).Room!.Right);
    }

    [Fact]
    public async Task Session_OpenedOnASnapshot_KeepsTheWorkAsItWas()
    {
        var room = await cluster.WorkspaceAsync();
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 51);
        await ada.TypeAsync("first draft");
        await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new FreezeSnapshot("s1", "Draft 1")));
        await ada.TypeAsync(", second draft");
        var open = await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new OpenSession("crit-51", "Tuesday", "s1")));
        Assert.Null(open.Refusal);

        var session = cluster.Grains.GetGrain<ICritiqueSessionGrain>("crit-51");
        var work = await cluster.ClientAsync(session, RoomCluster.Ada, 52, DocumentParts.Work);
        Assert.Equal("first draft", work.Text);
        Assert.Equal(RefusalCodes.NoRight, (await work.TypeAsync("!")).Refusal?.Code);
        Assert.Equal(new RoomKey(RoomKind.Workspace, room.GetPrimaryKeyString()), (await session.GetAsync(RoomCluster.Ada)).Room!.Parent);
    }

    [Fact]
    public async Task Node_WhoseLeaseEnds_LosesItsSessions()
    {
        cluster.Options = cluster.Options with { LeaseSeconds = 1 };
        await cluster.RestartAsync();
        var room = await cluster.WorkspaceAsync("lease");
        var gone = await cluster.ClientAsync(room, RoomCluster.Ada, 61);
        await AwareAsync(room, gone, (61, 1, "{}"));
        var stays = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 62);
        await stays.JoinAsync();

        var ended = false;
        while (!ended)
        {
            await cluster.ListenAsync(room, stays);
            ended = (await gone.TypeAsync("x")).Refusal?.Code == RefusalCodes.UnknownSession;
        }

        Assert.Null((await stays.SyncAsync()).Awareness);
    }

    private static Task AwareAsync(ILiveRoom room, TestClient client, params (long Client, long Clock, string Json)[] entries) =>
        room.AwareAsync(client.Part, client.SessionId, AwarenessMessage.Encode(
            [.. entries.Select(entry => new AwarenessEntry(entry.Client, entry.Clock, Encoding.UTF8.GetBytes(entry.Json)))]));
}
