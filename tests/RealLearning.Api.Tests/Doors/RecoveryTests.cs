using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>What a crash lost, and who brings it back.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task Neighbour_AfterTheServerLostWhatItHadPassedOn_BringsItBack()
    {
        await using var server = await Server.StartAsync();
        await using var stock = StockClients.Start();
        using var anna = await server.PersonAsync("Anna");
        using var ben = await server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, "edit");
        var document = room + "/content";
        await stock.OpenAsync("anna", server, document, anna);
        await stock.InsertAsync("anna", 0, "kept. ");
        await stock.OpenAsync("ben", server, document, ben);
        await stock.ContainsAsync("ben", "kept. ");
        await server.StopAsync();
        using var before = new FolderCopy(server.Folder);
        await server.StartAgainAsync();

        await stock.OpenAsync("witness", server, document, ben);
        await stock.InsertAsync("anna", 6, "lost by the server. ");
        await stock.ContainsAsync("ben", "lost by the server. ");
        await stock.AskAsync(new { op = "close", name = "anna" });
        await stock.AskAsync(new { op = "close", name = "witness" });
        await server.StopAsync();
        before.Restore();
        await server.StartAgainAsync();

        await stock.OpenAsync("fresh", server, document, anna);
        await stock.ContainsAsync("fresh", "kept. lost by the server. ");
    }

    [Fact]
    public async Task StockClient_TypesBeforeTheServerAskedForWhatItWroteOffline_LosesNothing()
    {
        await using var server = await Server.StartAsync();
        await using var stock = StockClients.Start();
        using var anna = await server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        await stock.OpenAsync("anna", server, document, anna);
        await stock.OpenAsync("witness", server, document, anna);
        await stock.InsertAsync("anna", 0, "online. ");
        await stock.ContainsAsync("witness", "online. ");
        await stock.AskAsync(new { op = "disconnect", name = "anna" });
        await stock.InsertAsync("anna", 8, "offline. ");

        await stock.AskAsync(new { op = "connectTyping", name = "anna", text = "too early." });

        await stock.ContainsAsync("witness", "online. offline. too early.");
    }

    [Fact]
    public async Task SharedBrowser_TheFirstPersonsStoreMeetsTheSecond_IsTakenAsRelayed()
    {
        await using var server = await Server.StartAsync();
        await using var stock = StockClients.Start();
        using var anna = await server.PersonAsync("Anna");
        using var ben = await server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, "edit");
        var document = room + "/content";
        await stock.OpenAsync("anna", server, document, anna, clientId: 701);
        await stock.InsertAsync("anna", 0, "anna online. ");
        await stock.OpenAsync("witness", server, document, anna);
        await stock.ContainsAsync("witness", "anna online. ");
        await stock.AskAsync(new { op = "disconnect", name = "anna" });
        await stock.InsertAsync("anna", 13, "anna offline. ");
        var store = await stock.StateAsync("anna");

        await stock.OpenAsync("ben", server, document, ben, clientId: 702, state: store);
        await stock.InsertAsync("ben", 0, "ben. ");

        await stock.ContainsAsync("witness", "anna online. anna offline. ");
        await stock.ContainsAsync("witness", "ben. ");
    }

    [Fact]
    public async Task SharedBrowser_TheSecondPersonWritesUnderTheFirstsClientId_IsClosed()
    {
        await using var server = await Server.StartAsync();
        await using var stock = StockClients.Start();
        using var anna = await server.PersonAsync("Anna");
        using var ben = await server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, "edit");
        var document = room + "/content";
        await stock.OpenAsync("anna", server, document, anna, clientId: 801);
        await stock.InsertAsync("anna", 0, "anna");
        await stock.OpenAsync("witness", server, document, anna);
        await stock.ContainsAsync("witness", "anna");
        var store = await stock.StateAsync("anna");
        await stock.AskAsync(new { op = "close", name = "anna" });

        await stock.OpenAsync("ben", server, document, ben, clientId: 801, state: store);
        await stock.InsertAsync("ben", 4, " and not ben");

        var (code, reason) = await stock.ClosedAsync("ben");
        Assert.Equal(4409, code);
        Assert.StartsWith("foreign-client-id", reason, StringComparison.Ordinal);
        Assert.Equal("anna", await stock.TextAsync("witness"));
    }
}
