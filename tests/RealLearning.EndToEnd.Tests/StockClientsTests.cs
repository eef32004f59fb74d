using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>Stock clients of others beside our own, in one lab document.</summary>
public sealed class StockClientsTests
{
    private const int Words = 60;

    [Fact]
    public async Task TwoStockClientsAndTheHub_InOneDocument_EndEqual_AlsoAfterARestart()
    {
        await using var server = await ServerProcess.StartAsync();
        var document = $"lab/{Person.NewId()}";
        var address = server.Address.ToString().TrimEnd('/');
        using var stock = Stock.Start("together.mjs", address, document, $"{Words}", $"{Words}");
        Assert.Equal("connected", await stock.StandardOutput.ReadLineAsync());

        string ours;
        using (var person = await Person.GuestAsync(server, "Hub"))
        await using (var client = new HubClient(person))
        {
            await client.ConnectAsync();
            var held = await client.JoinAsync(document);
            var last = 0;
            for (var i = 0; i < Words; i++)
            {
                last = await client.PushAsync(held, doc => doc.GetText("t").Insert(doc.GetText("t").Length, $"h{i} "));
            }

            var theirs = (string)(await Stock.ResultAsync(stock, "together.mjs"))["text"]!;
            await client.UntilAsync(() => held.Saved >= last && held.Doc.GetText("t").Length == theirs.Length);
            ours = client.Read(() => held.Doc.GetText("t").ToString());
            Assert.Equal(theirs, ours);
        }

        await server.StopAsync();
        await server.StartAsync();
        var fresh = await Stock.RunAsync("fresh.mjs", "", address, "-", document);
        Assert.Equal(ours, (string)fresh["text"]!);
    }
}
