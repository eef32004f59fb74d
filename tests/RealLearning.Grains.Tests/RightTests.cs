using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>Rights that change at a bad moment.</summary>
public sealed class RightTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task Right_WithdrawnWhileADocumentOpens_IsNotGiven()
    {
        await RoomCluster.AdmitAsync(await cluster.WorkspaceAsync("opening"), RoomCluster.Bea, Right.Edit);
        await cluster.RestartAsync();
        var room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>("opening");
        var gate = cluster.Journal.HoldOpening(DocumentName.Parse("workspace/opening/content"));
        var bea = new TestClient(room, DocumentParts.Content, RoomCluster.Bea, 11);
        var joining = bea.JoinAsync();
        await gate.Reached;
        await SetAsync(room, "bea", Right.None);
        gate.Open();

        Assert.Equal(RefusalCodes.UnknownDocument, (await joining).Refusal?.Code);
        Assert.Equal(RefusalCodes.UnknownSession, (await bea.SyncAsync()).Refusal?.Code);
    }

    [Fact]
    public async Task Right_WithdrawnWhileTheNodeDoesNotHear_IsToldUntilItDoes()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 21);
        bea.RightsToMiss = 2;

        await SetAsync(room, "bea", Right.None);

        await bea.UntilAsync(client => client.Rights.Exists(change => change.Right == Right.None));
    }

    /// <summary>The grain decides, whatever the node of a line still believes.</summary>
    [Theory]
    [InlineData(Right.Comment, RefusalCodes.NoRight)]
    [InlineData(Right.Observe, RefusalCodes.NoRight)]
    [InlineData(Right.None, RefusalCodes.UnknownSession)]
    public async Task Update_ThatComesBeforeTheNodeHeardOfTheChange_IsRefused(Right right, string code)
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 31);
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 32);
        await ada.UntilSavedAsync(await ada.TypeAsync("Agreed."));
        bea.RightsToMiss = int.MaxValue;

        await SetAsync(room, "bea", right);

        Assert.Equal(code, (await bea.TypeAsync(" Not agreed.")).Refusal?.Code);
        Assert.Equal(code, (await bea.ReplyAsync(bea.Write(" Nor this."))).Refusal?.Code);
        Assert.Empty(bea.Rights);
        await ada.PullAsync();
        Assert.Equal("Agreed.", ada.Text);
    }

    [Fact]
    public async Task Link_GivenBefore_DoesNotGiveBackWhatAFacilitatorTook()
    {
        var room = await cluster.WorkspaceAsync();
        var link = await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new CreateLink("old", Right.Edit)));
        Assert.Equal(Right.Edit, (await room.RedeemAsync(RoomCluster.Bea, link.Token!)).Room!.Right);

        await SetAsync(room, "bea", Right.Comment);
        Assert.Equal(Right.Comment, (await room.RedeemAsync(RoomCluster.Bea, link.Token!)).Room!.Right);

        await SetAsync(room, "bea", Right.None);
        Assert.Equal(RefusalCodes.UnknownDocument, (await room.RedeemAsync(RoomCluster.Bea, link.Token!)).Refusal?.Code);

        var fresh = await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new CreateLink("new", Right.Comment)));
        Assert.Equal(Right.Comment, (await room.RedeemAsync(RoomCluster.Bea, fresh.Token!)).Room!.Right);
    }

    private static async Task SetAsync(IRoomGrain room, string person, Right right) =>
        Assert.Null((await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new SetRight(person, right)))).Refusal);
}
