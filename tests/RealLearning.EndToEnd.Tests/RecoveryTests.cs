using System.Text.Json.Nodes;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>What was passed on and never reached the disk, after a crash.</summary>
public sealed class RecoveryTests
{
    private const string Lost = "written while the disk was full. ";

    [Fact]
    public async Task Neighbour_OfWhatACrashLost_BringsItBack_AndItIsItsAuthorsOnceThatOneIsBack()
    {
        await using var server = await ServerProcess.StartAsync("--Storage:PagesMax=150");
        using var provider = ProviderProcess.Start(server);
        using var ada = await Person.NewAsync(server, "Ada");
        using var bea = await Person.NewAsync(server, "Bea");
        var room = await ada.CreateRoomAsync("Autumn campaign");
        await bea.RedeemAsync(room, await ada.ShareAsync(room, "edit"));
        var document = $"{room}/content";
        await provider.OpenAsync("ada", document, await ada.TokenAsync(document));
        await provider.OpenAsync("bea", document, await bea.TokenAsync(document));
        await provider.StateAsync("bea", "saved");

        await provider.InsertAsync("ada", 0, new string('x', 1000), times: 1000);
        await provider.StateAsync("ada", "retrying");
        await provider.InsertAsync("ada", 0, Lost);
        await provider.HasAsync("bea", Lost);
        await provider.DisconnectAsync("ada");
        await server.KillAsync();
        await server.StartAgainAsync();
        var length = Lost.Length + 1_000_000;

        // What Bea writes herself goes with what she brings back, or behind it: once it is saved, so is that.
        await provider.InsertAsync("bea", 0, "!");
        await provider.StateAsync("bea", "saved");
        await provider.OpenAsync("fresh", document, await bea.TokenAsync(document));
        await provider.LengthAsync("fresh", length + 1);
        Assert.Equal((1, length), await CountsAsync(bea, document, bea));
        Assert.Equal((0, 0), await CountsAsync(bea, document, ada));

        await provider.ConnectAsync("ada");
        await provider.StateAsync("ada", "saved");
        Assert.Equal((length, 0), await CountsAsync(bea, document, ada));
    }

    /// <summary>How much of a document is somebody's own, and how much they brought of others.</summary>
    private static async Task<(int Inserted, int Relayed)> CountsAsync(Person reader, string document, Person of)
    {
        var entries = (await reader.TimelineAsync(document)).Where(entry => (string?)entry!["by"] == of.Id).ToList();
        return (entries.Sum(entry => (int)entry!["inserted"]!), entries.Sum(entry => (int)entry!["relayed"]!));
    }
}
