using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>Rights, over both doors.</summary>
public sealed class RightsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private Server Server => fixture.Server;

    [Theory]
    [InlineData("observe")]
    [InlineData("comment")]
    public async Task Reader_WritesByYjs_IsClosedAndNothingIsTaken(string right)
    {
        var (anna, ben, document) = await RoomAsync(right);
        using var raw = await RawYjsClient.ConnectAsync(Server, document, ben);
        await raw.AskAsync([0]);
        await raw.ReadUntilAsync(0, 1);
        await raw.UpdateAsync(TestUpdates.First(900, "x"));

        var (code, reason) = await raw.ClosedAsync();

        Assert.Equal(4403, code);
        Assert.StartsWith("no-right: ", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("x", await ReadAsync(anna, document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_AnswersStep1WithNothing_StaysAndFollows()
    {
        var (anna, ben, document) = await RoomAsync("observe");
        await using var stock = StockClients.Start();
        await stock.OpenAsync("ben", Server, document, ben, right: "observe");
        await stock.OpenAsync("anna", Server, document, anna);

        await stock.InsertAsync("anna", 0, "seen by ben");

        await stock.ContainsAsync("ben", "seen by ben");
    }

    [Fact]
    public async Task Reader_PushesByHub_IsRefusedByNumber()
    {
        var (anna, ben, document) = await RoomAsync("comment");
        await using var hub = await HubClient.ConnectAsync(Server, ben);
        var joined = await hub.JoinAsync(document);
        Assert.Equal("comment", joined.Right);

        await hub.PushAsync(document, 7, TestUpdates.First(901, "x"));

        var refused = await hub.NextAsync("Refused");
        Assert.Equal((document, 7, "no-right"), (refused.Document, refused.Number, refused.Code));
        Assert.DoesNotContain("x", await ReadAsync(anna, document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stranger_EitherDoor_CannotTellARoomFromNone()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var eve = await Server.PersonAsync("Eve");
        var document = await anna.CreateRoomAsync() + "/content";
        await using var hub = await HubClient.ConnectAsync(Server, eve);
        var known = await hub.JoinAsync(document);
        var unknown = await hub.JoinAsync("workspace/nowhere/content");
        using var raw = await RawYjsClient.ConnectAsync(Server, document, eve);

        Assert.Equal("unknown-document", known.Refusal!.Code);
        Assert.Equal(unknown.Refusal, known.Refusal);
        Assert.Equal(4404, (await raw.ClosedAsync()).Code);
    }

    [Fact]
    public async Task Nobody_EitherDoor_IsToldToSignIn()
    {
        await using var server = await Server.StartAsync();
        using var raw = await RawYjsClient.ConnectAsync(server, "workspace/abc/content");

        Assert.Equal(4401, (await raw.ClosedAsync()).Code);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => HubClient.ConnectAsync(server));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Editor_RightIsWithdrawn_OpenConnectionsLearnItAtOnce()
    {
        var (anna, ben, document) = await RoomAsync("edit");
        var room = document[..document.LastIndexOf('/')];
        await using var hub = await HubClient.ConnectAsync(Server, ben);
        await hub.JoinAsync(document);
        using var raw = await RawYjsClient.ConnectAsync(Server, document, ben);
        await raw.AskAsync([0]);
        await raw.ReadUntilAsync(0, 1);

        await anna.CommandAsync(room, new { type = "setRight", personId = ben.Id, right = "observe" });
        var right = await hub.NextAsync("Right");
        await anna.CommandAsync(room, new { type = "setRight", personId = ben.Id, right = "none" });
        var closed = await hub.NextAsync("Closed");

        Assert.Equal("observe", right.Code);
        Assert.Equal("no-right", closed.Code);
        Assert.Equal(4403, (await raw.ClosedAsync()).Code);
    }

    [Fact]
    public async Task RoomDocument_EvenTheFacilitatorPushes_IsRefused()
    {
        using var anna = await Server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/room";
        await using var hub = await HubClient.ConnectAsync(Server, anna);
        await hub.JoinAsync(document);

        await hub.PushAsync(document, 1, TestUpdates.First(902, "x"));

        Assert.Equal("no-right", (await hub.NextAsync("Refused")).Code);
    }

    private async Task<(Person Anna, Person Ben, string Document)> RoomAsync(string right)
    {
        var anna = await Server.PersonAsync("Anna");
        var ben = await Server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, right);
        return (anna, ben, room + "/content");
    }

    private async Task<string> ReadAsync(Person person, string document)
    {
        await using var hub = await HubClient.ConnectAsync(Server, person);
        var joined = await hub.JoinAsync(document);
        return System.Text.Encoding.Latin1.GetString(joined.Update!);
    }
}
