using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>What a room is after it was away.</summary>
public sealed class RestartTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Theory]
    [InlineData(4_000)]
    [InlineData(3)]
    public async Task Room_AfterARestart_IsAsItWas(int compactAfterRecords)
    {
        cluster.Options = cluster.Options with { CompactAfterRecords = compactAfterRecords };
        await cluster.RestartAsync();
        var id = $"restart-{compactAfterRecords}";
        var room = await cluster.WorkspaceAsync(id);
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Comment);
        await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new FreezeSnapshot("s1", "Draft")));
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 11);
        for (var i = 0; i < 10; i++)
        {
            await ada.UntilSavedAsync(await ada.TypeAsync($"{i} "));
        }

        await cluster.RestartAsync();
        room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(id);

        var again = await cluster.ClientAsync(room, RoomCluster.Bea, 12);
        Assert.Equal("0 1 2 3 4 5 6 7 8 9 ", again.Text);
        var seen = (await room.GetAsync(RoomCluster.Bea)).Room!;
        Assert.Equal(("Autumn campaign", Right.Comment), (seen.Title, seen.Right));
        Assert.Null((await room.SnapshotAsync(RoomCluster.Bea, "s1")).Refusal);
        Assert.Equal(RefusalCodes.ForeignClientId, (await PushAsBeaAsync(room)).Refusal?.Code);
    }

    [Fact]
    public async Task Activation_ThatLostItsPlace_EndsAndTheNextServes()
    {
        var room = await cluster.WorkspaceAsync("fenced");
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 21);
        await ada.UntilSavedAsync(await ada.TypeAsync("before "));

        await cluster.Journal.OpenAsync(DocumentName.Parse("workspace/fenced/content"), CancellationToken.None);
        await ada.TypeAsync("into the void");

        JoinReply? reply = null;
        while (reply is not { Term: > 2 })
        {
            try
            {
                reply = await new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 22).JoinAsync();
            }
            catch (InvalidOperationException)
            {
                // The ended activation says so until the next one is there.
            }
        }

        var fresh = await cluster.ClientAsync(room, RoomCluster.Ada, 23);
        Assert.Equal("before ", fresh.Text);
        Assert.Null((await fresh.TypeAsync("after")).Refusal);
    }

    [Fact]
    public async Task DeletedText_AfterCompaction_IsReadBackFromHistory()
    {
        cluster.Options = cluster.Options with { CompactAfterRecords = 3 };
        await cluster.RestartAsync();
        var room = await cluster.WorkspaceAsync("history");
        var ada = await cluster.ClientAsync(room, RoomCluster.Ada, 31);
        var written = await ada.TypeAsync("a sentence that goes away");
        var deleted = await ada.PushAsync(ada.Doc.TransactAndEncode(() => ada.Doc.GetText("t").Delete(2, 9)));
        for (var i = 0; i < 10; i++)
        {
            deleted = await ada.TypeAsync(".");
        }

        await ada.UntilSavedAsync(deleted);
        await cluster.RestartAsync();
        room = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>("history");

        var past = new TestClient(room, DocumentParts.Content, RoomCluster.Ada, 32);
        past.Doc.ApplyUpdate((await room.StateAtAsync(RoomCluster.Ada, DocumentParts.Content, written.Sequence)).Update);
        Assert.Equal("a sentence that goes away", past.Text);
        var timeline = (await room.TimelineAsync(RoomCluster.Ada, DocumentParts.Content, 0)).Entries;
        Assert.Equal(Enumerable.Range(1, (int)deleted.Sequence), timeline.Select(entry => (int)entry.Sequence));
        Assert.Contains(timeline, entry => entry is { Deleted: 9, PersonId: "ada" });
    }

    private async Task<PushReply> PushAsBeaAsync(IChallengeWorkspaceGrain room)
    {
        await RoomCluster.AdmitAsync(room, RoomCluster.Bea, Right.Edit);
        var bea = await cluster.ClientAsync(room, RoomCluster.Bea, 11);
        return await bea.TypeAsync("as Ada's client");
    }
}
