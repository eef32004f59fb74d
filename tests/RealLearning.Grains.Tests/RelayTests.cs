using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>What one person brings back of another's.</summary>
public sealed class RelayTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task Neighbour_BringsBackWhatACrashLost_AndItsAuthorConfirms()
    {
        var (room, bea, lost) = await CrashAsync("relay-confirmed");

        var reply = await bea.ReplyAsync(lost);
        Assert.Null(reply.Refusal);
        await bea.UntilSavedAsync(reply);
        Assert.Contains(await RecordedAsync("relay-confirmed"), range => range is { Client: 201, Relayed: true });
        Assert.True(await LastAsync(room) is { PersonId: "bea", Inserted: 0, Relayed: 10 });

        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 299);
        Assert.Equal("lost words", ada.Text);
        var push = await ada.PushAsync(lost);
        Assert.Null(push.Refusal);
        await ada.UntilSavedAsync(push);
        Assert.Contains(await RecordedAsync("relay-confirmed"), range => range is { Client: 201, Relayed: false });
        Assert.True(await LastAsync(room) is { PersonId: "ada", Inserted: 10, Relayed: 0 });
    }

    [Fact]
    public async Task Author_WhoseOwnWordsDifferFromWhatWasBroughtBack_IsRefused()
    {
        var (room, bea, _) = await CrashAsync("relay-differs");
        var forged = new TestClient(room, DocumentParts.Content, RoomCluster.Bea, 201).Write("lies words");
        Assert.Null((await bea.ReplyAsync(forged)).Refusal);

        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 299);
        var own = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 201).Write("lost words");

        Assert.Equal(RefusalCodes.ContentDiffers, (await ada.PushAsync(own)).Refusal?.Code);
    }

    [Fact]
    public async Task SecondPerson_WithAStoreOfTheFirst_MayReplyButNotPushIt()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 301);
        await ada.TypeAsync("online ");
        var offline = ada.Write("offline");

        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 302);
        Assert.Equal(RefusalCodes.ForeignClientId, (await bea.PushAsync(offline)).Refusal?.Code);
        Assert.Null((await bea.ReplyAsync(offline)).Refusal);

        await bea.PullAsync();
        Assert.Equal("online offline", bea.Text);
    }

    [Fact]
    public async Task Reader_BringsNothingBack()
    {
        var room = await cluster.WorkspaceAsync();
        await RoomCluster.AdmitAsync(room, RoomCluster.Cyd, Right.Observe);
        var cyd = await cluster.ClientAsync(room, RoomCluster.Cyd, 401);
        var others = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 402).Write("not yours");

        Assert.Equal(RefusalCodes.NoRight, (await cyd.ReplyAsync(others)).Refusal?.Code);
    }

    /// <summary>Ada's words under id 201 reached Bea and not the disk.</summary>
    private async Task<(IRoomGrain Room, TestClient Bea, byte[] Lost)> CrashAsync(string id)
    {
        var room = await cluster.WorkspaceAsync(id);
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        var lost = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 201).Write("lost words");
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 202);
        bea.Doc.ApplyUpdate(lost);
        return (room, bea, lost);
    }

    private static async Task<TimelineEntry> LastAsync(IRoomGrain room) =>
        (await room.TimelineAsync(RoomCluster.Ada, DocumentParts.Content, 0)).Entries[^1];

    private async Task<List<AttributedRange>> RecordedAsync(string id)
    {
        var ranges = new List<AttributedRange>();
        await foreach (var record in cluster.Journal.ReadAsync(DocumentName.Parse($"workspace/{id}/content"), 1, long.MaxValue, CancellationToken.None))
        {
            ranges.AddRange(record.Added);
        }

        return ranges;
    }
}
