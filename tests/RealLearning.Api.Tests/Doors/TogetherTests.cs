using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>Clients of both doors in one document.</summary>
public sealed class TogetherTests
{
    [Fact]
    public async Task LabDocument_TwoStockClientsAndOneHubClientWriteAtOnce_EndEqualAndSurviveARestart()
    {
        const string Document = "lab/together";
        await using var server = await Server.StartAsync("--Access:Lab=true");
        await using var stock = StockClients.Start();
        await stock.OpenAsync("anna", server, Document);
        await stock.OpenAsync("ben", server, Document);
        await using var hub = await HubClient.ConnectAsync(server);
        var joined = await hub.JoinAsync(Document);
        Assert.Null(joined.Refusal);

        var typing = Task.WhenAll(stock.TypeAsync("anna", new string('a', 200)), stock.TypeAsync("ben", new string('b', 200)));
        await hub.PushAsync(Document, 1, TestUpdates.First(77, "c"));
        for (var clock = 1; clock < 200; clock++)
        {
            await hub.PushAsync(Document, clock + 1, TestUpdates.Next(77, clock, "c"));
        }

        await typing;
        await hub.SavedAsync(Document, 200);
        await stock.LengthAsync("anna", 600);
        await stock.LengthAsync("ben", 600);
        var text = await stock.TextAsync("anna");
        Assert.Equal(text, await stock.TextAsync("ben"));
        var fromHub = await hub.JoinAsync(Document);
        Assert.Equal(text, await stock.ReadTextAsync(fromHub.Update!));

        await stock.AskAsync(new { op = "close", name = "anna" });
        await stock.AskAsync(new { op = "close", name = "ben" });
        await server.RestartAsync();
        await stock.OpenAsync("fresh", server, Document);
        Assert.Equal(text, await stock.TextAsync("fresh"));
    }

    [Fact]
    public async Task LabDocument_HubClientListens_GetsEveryUpdateOfAStockClientAndNoEchoOfItsOwn()
    {
        const string Document = "lab/listening";
        await using var server = await Server.StartAsync("--Access:Lab=true");
        await using var stock = StockClients.Start();
        await using var hub = await HubClient.ConnectAsync(server);
        await using var json = await HubClient.ConnectAsync(server, byJson: true);
        await hub.JoinAsync(Document);
        await json.JoinAsync(Document);
        await hub.PushAsync(Document, 1, TestUpdates.First(5, "mine "));
        await json.NextAsync("Update");
        await stock.OpenAsync("anna", server, Document);
        await stock.TypeAsync("anna", "theirs");

        await hub.Inbox.UntilAsync(all => all.Count(item => item.Method == "Update") >= 6, "six updates");
        Assert.Equal("theirs", string.Concat((await stock.ReadTextAsync(
            [TestUpdates.First(5, "mine "), .. hub.Updates(Document)])).Replace("mine ", "", StringComparison.Ordinal)));
        await json.Inbox.UntilAsync(all => all.Count(item => item.Method == "Update") >= 7, "seven updates");
        Assert.Equal(await stock.TextAsync("anna"), await stock.ReadTextAsync(json.Updates(Document)));
    }

    [Fact]
    public async Task Room_Restarted_StockClientsComeBackByThemselves()
    {
        await using var server = await Server.StartAsync();
        await using var stock = StockClients.Start();
        using var anna = await server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        await stock.OpenAsync("anna", server, document, anna);
        await stock.InsertAsync("anna", 0, "before ");

        await server.RestartAsync();
        await stock.InsertAsync("anna", 7, "after");
        await stock.OpenAsync("fresh", server, document, anna);

        await stock.ContainsAsync("fresh", "before after");
    }
}
