using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>Stock clients of others that come with tokens of one document.</summary>
public sealed class DocumentTokenTests
{
    [Fact]
    public async Task StockClient_WithATokenToEdit_Writes_WithOneToObserve_IsClosedWithAReason()
    {
        await using var server = await ServerProcess.StartAsync();
        using var ada = await Person.NewAsync(server, "Ada");
        var document = $"{await ada.CreateRoomAsync("Autumn campaign")}/content";
        var address = server.Address.ToString().TrimEnd('/');

        var said = await Stock.RunAsync("token.mjs", "", address, document, await ada.TokenAsync(document), await ada.TokenAsync(document, "observe"));

        Assert.Equal(4403, (int)said["closed"]!["code"]!);
        Assert.StartsWith("no-right: ", (string?)said["closed"]!["reason"], StringComparison.Ordinal);
        Assert.Equal(("taken too", "taken too"), ((string?)said["text"], (string?)said["writer"]));
    }
}
