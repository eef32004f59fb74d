using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>The way of a keystroke through a room.</summary>
public sealed class PushTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task Push_ByAnEditor_ReachesTheOthersAndTheDisk()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 11);
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 12);

        var push = await ada.TypeAsync("hello");
        await bea.UntilAsync(client => client.Updates.Count == 1);
        await ada.UntilSavedAsync(push);

        bea.Doc.ApplyUpdate(bea.Updates[0].Update);
        Assert.Equal("hello", bea.Text);
        Assert.Equal(ada.SessionId, bea.Updates[0].SessionId);
        Assert.Equal(push.Sequence, bea.Updates[0].Sequence);
    }

    [Fact]
    public async Task Push_BeforeTheDisk_IsBroadcastAndNotAcknowledged()
    {
        var room = await cluster.WorkspaceAsync("held");
        var gate = cluster.Journal.Hold(DocumentName.Parse("workspace/held/content"));
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 21);
        var watcher = await cluster.ClientAsync(room, RoomCluster.Ada, 22);

        var push = await ada.TypeAsync("soon");
        await watcher.UntilAsync(client => client.Updates.Count == 1);
        Assert.True(ada.Status.Durable < push.Sequence);

        gate.Open();
        await ada.UntilSavedAsync(push);
    }

    [Fact]
    public async Task Push_WhileTheStoreRefuses_IsToldAndSavedLater()
    {
        var room = await cluster.WorkspaceAsync("full");
        var content = DocumentName.Parse("workspace/full/content");
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 31);
        cluster.Journal.Break(content, () => new JournalUnavailableException("full"));

        await ada.TypeAsync("one ");
        var push = await ada.TypeAsync("two");
        await ada.UntilAsync(client => client.Status.Retrying);
        Assert.True(ada.Status.Durable < push.Sequence);

        cluster.Journal.Heal(content);
        await ada.UntilSavedAsync(push);
        await ada.UntilAsync(client => !client.Status.Retrying);
    }

    [Fact]
    public async Task Push_OfOthersIds_IsRefusedWhole()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 41);
        await ada.TypeAsync("mine");
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 42);

        var forged = new YDoc(new YDocOptions { ClientId = 41 });
        forged.ApplyUpdate(bea.Doc.EncodeStateAsUpdate());
        var reply = await bea.PushAsync(forged.TransactAndEncode(() => forged.GetText("t").Insert(0, "forged")));

        Assert.Equal(RefusalCodes.ForeignClientId, reply.Refusal?.Code);
        await ada.PullAsync();
        Assert.Equal("mine", ada.Text);
    }

    [Fact]
    public async Task Push_WithAGapInItsOwnClocks_IsRefused()
    {
        var room = await cluster.WorkspaceAsync();
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 51);
        ada.Write("never sent");

        Assert.Equal(RefusalCodes.ClockGap, (await ada.TypeAsync("!")).Refusal?.Code);
    }

    [Fact]
    public async Task Push_OfOtherWordsUnderKnownIds_IsRefused()
    {
        var room = await cluster.WorkspaceAsync();
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 61);
        await ada.TypeAsync("first");
        var other = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 61);

        Assert.Equal(RefusalCodes.ContentDiffers, (await ada.PushAsync(other.Write("other"))).Refusal?.Code);
    }

    [Fact]
    public async Task Push_Malformed_IsRefusedAndWhatCameBeforeStays()
    {
        var room = await cluster.WorkspaceAsync();
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 71);

        var reply = await ada.PushAsync(ada.Write("kept"), [1, 2, 3], ada.Write(" not reached"));

        Assert.Equal((1, RefusalCodes.MalformedUpdate), (reply.Applied, reply.Refusal?.Code));
        var fresh = await cluster.ClientAsync(room, RoomCluster.Ada, 72);
        Assert.Equal("kept", fresh.Text);
    }

    [Fact]
    public async Task Push_ByAReader_IsRefusedButAnEmptySyncReplyIsLegal()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Comment);
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 81);
        await ada.TypeAsync("gone");
        await ada.PushAsync(ada.Doc.TransactAndEncode(() => ada.Doc.GetText("t").Delete(0, 4)));
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 82);

        var sync = await bea.SyncAsync();
        Assert.Null((await bea.ReplyAsync(bea.Doc.EncodeStateAsUpdate(sync.StateVector))).Refusal);
        Assert.Equal(RefusalCodes.NoRight, (await bea.TypeAsync("no")).Refusal?.Code);
    }

    [Fact]
    public async Task Push_OfAnUnknownSession_SaysJoinAgain()
    {
        var room = await cluster.WorkspaceAsync();
        var stranger = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 91);

        Assert.Equal(RefusalCodes.UnknownSession, (await stranger.TypeAsync("x")).Refusal?.Code);
    }

    [Fact]
    public async Task Push_ToRoom_IsRefusedEvenFromItsOwner()
    {
        var room = await cluster.WorkspaceAsync();
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 101, DocumentParts.Room);

        Assert.Equal(RefusalCodes.NoRight, (await ada.TypeAsync("x")).Refusal?.Code);
    }
}
