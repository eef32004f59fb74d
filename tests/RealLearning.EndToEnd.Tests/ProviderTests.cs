using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>The npm provider against the real server. What can be told without one is in <c>web/provider/test</c>.</summary>
public sealed class ProviderTests
{
    [Fact]
    public async Task Provider_ServerKilledWhileTwoPeopleWrite_KeepsWhatWasSavedAndBringsBackTheRest()
    {
        await using var server = await ServerProcess.StartAsync();
        using var provider = ProviderProcess.Start(server);
        var document = $"lab/{Person.NewId()}";
        await provider.OpenAsync("ada", document);
        await provider.OpenAsync("bea", document);
        await provider.InsertAsync("ada", 0, "saved before. ");
        await provider.StateAsync("ada", "saved");
        await provider.HasAsync("bea", "saved before. ");

        await provider.InsertAsync("ada", 0, "on its way. ");
        await server.KillAsync();
        await provider.StateAsync("ada", "offline");
        await provider.InsertAsync("ada", 0, "written offline by Ada. ");
        await provider.InsertAsync("bea", 0, "written offline by Bea. ");
        await server.StartAsync();

        await provider.StateAsync("ada", "saved");
        await provider.StateAsync("bea", "saved");
        foreach (var words in (string[])["saved before. ", "on its way. ", "written offline by Ada. ", "written offline by Bea. "])
        {
            await provider.HasAsync("ada", words);
            await provider.HasAsync("bea", words);
        }

        await provider.CloseAsync("ada");
        await provider.CloseAsync("bea");
        await server.KillAsync();
        await server.StartAsync();
        await provider.OpenAsync("fresh", document);
        await provider.StateAsync("fresh", "saved");
        Assert.Equal("saved before. on its way. written offline by Ada. written offline by Bea. ".Length, (await provider.TextAsync("fresh")).Length);
    }

    [Fact]
    public async Task Provider_RightWithdrawnAndGivenBack_GivesTheWordsBackAndGoesOn()
    {
        await using var server = await ServerProcess.StartAsync();
        using var provider = ProviderProcess.Start(server);
        using var ada = await Person.NewAsync(server, "Ada");
        using var bea = await Person.NewAsync(server, "Bea");
        var room = await ada.CreateRoomAsync("Autumn campaign");
        await bea.RedeemAsync(room, await ada.ShareAsync(room, "edit"));
        var token = await bea.TokenAsync(room + "/content");
        await provider.OpenAsync("bea", room + "/content", token);
        await provider.StateAsync("bea", "saved");
        await provider.ToldAsync("bea", "right");

        await ada.CommandAsync(room, new { type = "setRight", personId = bea.Id, right = "observe" });
        Assert.Equal("observe", (string?)(await provider.ToldAsync("bea", "right"))[0]!["right"]);
        await provider.InsertAsync("bea", 0, "too late");
        var refused = (await provider.ToldAsync("bea", "refused"))[0]!;
        Assert.Equal(("no-right", "too late"), ((string?)refused["refused"], (string?)refused["words"]));

        await provider.CloseAsync("bea");
        await provider.OpenAsync("bea", room + "/content", token);
        await provider.StateAsync("bea", "saved");
        Assert.Equal("", await provider.TextAsync("bea"));
        await provider.ToldAsync("bea", "right");
        await ada.CommandAsync(room, new { type = "setRight", personId = bea.Id, right = "edit" });
        await provider.ToldAsync("bea", "right");
        await provider.InsertAsync("bea", 0, "in time");
        await provider.StateAsync("bea", "saved");

        await ada.CommandAsync(room, new { type = "setRight", personId = bea.Id, right = "none" });
        Assert.Equal("no-right", (string?)(await provider.ToldAsync("bea", "closed"))[0]!["closed"]);
    }

    [Fact]
    public async Task Provider_ChangeLargerThanTheServersLimit_ArrivesInPieces()
    {
        await using var server = await ServerProcess.StartAsync();
        using var provider = ProviderProcess.Start(server);
        var document = $"lab/{Person.NewId()}";
        await provider.OpenAsync("ada", document);
        await provider.OpenAsync("bea", document);
        await provider.StateAsync("bea", "saved");

        await provider.InsertAsync("ada", 0, "nine bytes", 900_000);

        await provider.StateAsync("ada", "saved");
        await provider.LengthAsync("bea", 9_000_000);
    }

    [Fact]
    public async Task Provider_NobodySignedInOrNoSuchDocument_IsClosedWithTheCode()
    {
        await using var server = await ServerProcess.StartAsync("--Access:Lab=false");
        using var provider = ProviderProcess.Start(server);
        using var ada = await Person.NewAsync(server, "Ada");
        await provider.OpenAsync("stranger", "workspace/none/content");
        await provider.OpenAsync("ada", "workspace/none/content", await ada.TokenAsync(await ada.CreateRoomAsync("Another") + "/content"));

        Assert.Equal("not-signed-in", (string?)(await provider.ToldAsync("stranger", "closed"))[0]!["closed"]);
        Assert.Equal("unknown-document", (string?)(await provider.ToldAsync("ada", "closed"))[0]!["closed"]);
    }
}
