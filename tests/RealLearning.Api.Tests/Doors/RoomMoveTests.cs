using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>A room that gets a new activation, and a store that refuses for a while, as clients see them.</summary>
public sealed class RoomMoveTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private Server Server => fixture.Server;

    [Fact]
    public async Task Straggler_WhosePushComesAfterTheOthersJoinedAgain_DisturbsNobody()
    {
        using var anna = await Server.PersonAsync("Anna");
        var room = await anna.CreateRoomAsync();
        var document = room + "/content";
        await using var quick = await HubClient.ConnectAsync(Server, anna);
        await using var straggler = await HubClient.ConnectAsync(Server, anna);
        await quick.JoinAsync(document);
        await straggler.JoinAsync(document);
        await Server.MoveAsync(room);
        await quick.PushAsync(document, 1, TestUpdates.First(11, "lost"));
        await quick.NextAsync("Resync");
        await straggler.NextAsync("Resync");
        await quick.JoinAsync(document);

        await straggler.PushAsync(document, 1, TestUpdates.First(12, "late"));
        await straggler.Inbox.UntilAsync(all => all.Count(item => item.Method == "Resync") == 2, "second resync");
        await straggler.JoinAsync(document);
        await straggler.PushAsync(document, 1, TestUpdates.First(12, "late"));
        await straggler.SavedAsync(document, 1);
        await quick.NextAsync("Update");

        Assert.Single(quick.Inbox.All, item => item.Method == "Resync");
    }

    [Fact]
    public async Task StockClient_WhileTheRoomMoves_LosesNothing()
    {
        await using var stock = StockClients.Start();
        using var anna = await Server.PersonAsync("Anna");
        var room = await anna.CreateRoomAsync();
        var document = room + "/content";
        await stock.OpenAsync("anna", Server, document, anna);
        await stock.OpenAsync("witness", Server, document, anna);
        const string Letters = "abcde";
        foreach (var letter in Letters)
        {
            await stock.TypeAsync("anna", $"{letter}");
            await Server.MoveAsync(room);
            await stock.TypeAsync("witness", $"{char.ToUpperInvariant(letter)}");
        }

        foreach (var letter in Letters)
        {
            await stock.ContainsAsync("witness", $"{letter}");
            await stock.ContainsAsync("anna", $"{char.ToUpperInvariant(letter)}");
        }

        await stock.OpenAsync("fresh", Server, document, anna);
        Assert.Equal(await stock.TextAsync("anna"), await stock.TextAsync("fresh"));
    }

    [Fact]
    public async Task Store_RefusesForAWhile_IsToldAndThenSaved()
    {
        using var anna = await Server.PersonAsync("Anna");
        var room = await anna.CreateRoomAsync();
        var document = room + "/content";
        await using var hub = await HubClient.ConnectAsync(Server, anna);
        await using var reader = await HubClient.ConnectAsync(Server, anna);
        await hub.JoinAsync(document);
        await reader.JoinAsync(document);
        HttpResponseMessage refused;
        using (Server.HoldJournal())
        {
            await hub.PushAsync(document, 1, TestUpdates.First(21, "kept in memory"));
            await hub.NextAsync("Status", item => item.Flag);
            await reader.NextAsync("Update");
            refused = await anna.Http.PostAsync(
                $"/api/rooms/{room}/commands", System.Net.Http.Json.JsonContent.Create(new { id = "c1", command = new { type = "setTitle", title = "Not now" } }));
            Assert.DoesNotContain(hub.Inbox.All, item => item.Method == "Saved");
        }

        using (refused)
        {
            Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        await hub.SavedAsync(document, 1);
        await hub.NextAsync("Status", item => !item.Flag);
    }
}
