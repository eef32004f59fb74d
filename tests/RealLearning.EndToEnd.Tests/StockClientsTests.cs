using System.Text.Json.Nodes;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>Stock clients of others and a browser with our provider, in one lab document through both doors.</summary>
public sealed class StockClientsTests(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    private const int Writers = 3;
    private const int Rounds = 25;

    [Fact]
    public async Task TwoStockClientsAndABrowser_WritingAtOnce_EndInOneState_AlsoAfterARestart()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"SEED={seed}");
        await using var server = await ServerProcess.StartAsync();
        var address = server.Address.ToString().TrimEnd('/');
        var document = $"lab/{Person.NewId()}";
        var page = await LabPage.OpenAsync(browser, server);

        var stock = Stock.RunAsync("together.mjs", "", address, document, $"{Writers}", $"{Rounds}", $"{seed}");
        var inBrowser = await page.WriteAsync(document, "c", Writers, Rounds, seed + 2).WaitAsync(TimeSpan.FromMinutes(2));
        var states = (await stock)["states"]!.AsArray();
        states.Add(inBrowser);
        await server.StopAsync();
        await server.StartAsync();
        states.Add((string?)(await Stock.RunAsync("fresh.mjs", "", address, "-", document))["state"]);

        var compared = (await Stock.RunAsync("compare.mjs", states.ToJsonString())).AsArray();
        Assert.Equal(Writers + 1, compared.Count);
        Assert.Single(compared.Select(held => (string)held!["state"]!).Distinct());
        Assert.Equal("abc", string.Concat(((string)compared[0]!["text"]!).Where(char.IsLetter).Distinct().Order()));
        Assert.False((bool)compared[0]!["waits"]!);
    }
}
