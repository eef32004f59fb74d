using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>Who is here, told by clients of both doors.</summary>
public sealed class AwarenessTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private Server Server => fixture.Server;

    [Fact]
    public async Task StockClient_EchoesEverybody_CannotKeepThemAlive()
    {
        using var anna = await Server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        await using var stock = StockClients.Start();
        await stock.OpenAsync("anna", Server, document, anna, clientId: 501);
        await stock.OpenAsync("ben", Server, document, anna, clientId: 502);
        await stock.AskAsync(new { op = "setAwareness", name = "anna", state = new { cursor = 3, user = new { name = "Somebody else" } } });
        await stock.AskAsync(new { op = "setAwareness", name = "ben", state = new { cursor = 4 } });
        await stock.AskAsync(new { op = "sees", name = "ben", clientId = 501 });
        await stock.AskAsync(new { op = "sees", name = "anna", clientId = 502 });
        var seen = await stock.AskAsync(new { op = "awareness", name = "ben" });

        await stock.AskAsync(new { op = "close", name = "anna" });
        await stock.AskAsync(new { op = "seesNot", name = "ben", clientId = 501 });
        await stock.OpenAsync("carla", Server, document, anna, clientId: 503);
        await stock.AskAsync(new { op = "sees", name = "carla", clientId = 502 });
        var late = await stock.AskAsync(new { op = "awareness", name = "carla" });

        Assert.Equal("Anna", seen!["501"]!["user"]!["name"]!.GetValue<string>());
        Assert.Equal(anna.Colour, seen["501"]!["user"]!["colour"]!.GetValue<int>());
        Assert.Null(late!["501"]);
    }

    [Fact]
    public async Task StockClient_EchoesNewerStatesOfOthers_NeitherRevivesNorMovesThem()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var ben = await Server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, "edit");
        var document = room + "/content";
        await using var stock = StockClients.Start();
        await stock.OpenAsync("anna", Server, document, anna, clientId: 511);
        await stock.OpenAsync("carla", Server, document, anna, clientId: 513);
        await stock.AskAsync(new { op = "setAwareness", name = "anna", state = new { cursor = 1 } });
        await stock.AskAsync(new { op = "setAwareness", name = "carla", state = new { cursor = 3 } });
        await stock.OpenAsync("ben", Server, document, ben, clientId: 512);
        await stock.AskAsync(new { op = "setAwareness", name = "ben", state = new { cursor = 2 } });
        await stock.AskAsync(new { op = "sees", name = "ben", clientId = 511 });
        await stock.AskAsync(new { op = "sees", name = "ben", clientId = 513 });
        await stock.AskAsync(new { op = "close", name = "anna" });
        await stock.AskAsync(new { op = "seesNot", name = "ben", clientId = 511 });

        await stock.AskAsync(new { op = "echo", name = "ben", clientId = 511, state = new { cursor = 11 } });
        await stock.AskAsync(new { op = "echo", name = "ben", clientId = 513, state = new { cursor = 33 } });
        await stock.AskAsync(new { op = "echo", name = "ben", clientId = 514, state = new { cursor = 44 } });
        await stock.AskAsync(new { op = "setAwareness", name = "ben", state = new { cursor = 22 } });

        await stock.OpenAsync("dora", Server, document, anna, clientId: 515);
        await stock.AskAsync(new { op = "cursor", name = "dora", clientId = 512, cursor = 22 });
        var seen = (await stock.AskAsync(new { op = "awareness", name = "dora" }))!.AsObject();
        Assert.Equal(["512", "513", "515"], seen.Select(state => state.Key).Order());
        Assert.Equal("Ben", seen["512"]!["user"]!["name"]!.GetValue<string>());
        Assert.Equal(3, seen["513"]!["cursor"]!.GetValue<int>());
    }

    [Fact]
    public async Task HubClient_SpeaksForAnother_IsNotHeard()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var ben = await Server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, "edit");
        var document = room + "/content";
        await using var first = await HubClient.ConnectAsync(Server, anna);
        await using var second = await HubClient.ConnectAsync(Server, ben);
        await first.JoinAsync(document);
        await second.JoinAsync(document);
        await first.AwareAsync(document, TestUpdates.Awareness(601, 1, """{"cursor":1}"""));
        await second.AwareAsync(document, TestUpdates.Awareness(602, 1, """{"cursor":2}"""));
        await second.AwareAsync(document, TestUpdates.Awareness(601, 9, "null"));
        await second.AwareAsync(document, TestUpdates.Awareness(602, 2, """{"cursor":22}"""));

        await first.NextAsync("Aware", item => Says(item, "22"));

        Assert.DoesNotContain(first.Inbox.All, item => item.Method == "Aware" && Says(item, "null"));
        await second.LeaveAsync(document);
        await first.NextAsync("Aware", item => Says(item, "null"));
    }

    private static bool Says(HubEvent item, string text) =>
        System.Text.Encoding.UTF8.GetString(item.Update!).Contains(text, StringComparison.Ordinal);
}
