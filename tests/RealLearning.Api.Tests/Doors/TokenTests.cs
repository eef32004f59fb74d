using System.Net;
using Microsoft.AspNetCore.Http.Connections;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>A token at the doors: its own document, and no more there than it says.</summary>
public sealed class TokenTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private Server Server => fixture.Server;

    [Fact]
    public async Task Token_OtherDocumentThanItsOwn_IsUnknownAtEitherDoor()
    {
        using var anna = await Server.PersonAsync("Anna");
        var room = await anna.CreateRoomAsync();
        var others = new[] { await anna.CreateRoomAsync() + "/content", room + "/room", "lab/any", "workspace/nowhere/content", "no name" };
        var token = await anna.TokenAsync(room + "/content");
        await using var hub = await HubClient.ConnectAsync(Server, byToken: token);
        foreach (var other in others)
        {
            using var raw = await RawYjsClient.ConnectAsync(Server, other, byToken: token);
            var (code, reason) = await raw.ClosedAsync();

            Assert.Equal((other, 4404), (other, code));
            Assert.StartsWith("unknown-document: ", reason, StringComparison.Ordinal);
            Assert.Equal((other, "unknown-document"), (other, (await hub.JoinAsync(other)).Refusal?.Code));
        }

        Assert.Null((await hub.JoinAsync(room + "/content")).Refusal);
    }

    [Fact]
    public async Task Token_ToEdit_WritesByEitherDoor()
    {
        using var anna = await Server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        var token = await anna.TokenAsync(document);
        await using var hub = await HubClient.ConnectAsync(Server, byToken: token);
        using var raw = await RawYjsClient.ConnectAsync(Server, document, byToken: token);
        Assert.Equal("edit", (await hub.JoinAsync(document)).Right);
        await raw.AskAsync([0]);
        await raw.ReadUntilAsync(0, 1);

        await hub.PushAsync(document, 1, TestUpdates.First(1, "by hub"));
        await hub.SavedAsync(document, 1);
        await raw.UpdateAsync(TestUpdates.First(2, "by yjs"));

        await hub.NextAsync("Update", item => System.Text.Encoding.Latin1.GetString(item.Update!).Contains("by yjs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("observe")]
    [InlineData("comment")]
    public async Task Token_ThatMayLessThanItsPerson_WritesNothing(string right)
    {
        using var anna = await Server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        var token = await anna.TokenAsync(document, right);
        await using var hub = await HubClient.ConnectAsync(Server, byToken: token);
        var joined = await hub.JoinAsync(document);
        using var raw = await RawYjsClient.ConnectAsync(Server, document, byToken: token);
        await raw.AskAsync([0]);
        await raw.ReadUntilAsync(0, 1);

        await hub.PushAsync(document, 7, TestUpdates.First(1, "refused"));
        await raw.UpdateAsync(TestUpdates.First(2, "refused"));
        var byHub = await hub.NextAsync("Refused");
        var (code, reason) = await raw.ClosedAsync();

        Assert.Equal((right, anna.Id), (joined.Right, joined.Person!.Id));
        Assert.Equal((document, 7, "no-right"), (byHub.Document, byHub.Number, byHub.Code));
        Assert.Equal(4403, code);
        Assert.StartsWith("no-right: ", reason, StringComparison.Ordinal);
        await using var own = await HubClient.ConnectAsync(Server, anna);
        Assert.DoesNotContain("refused", System.Text.Encoding.Latin1.GetString((await own.JoinAsync(document)).Update!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WhosePersonLosesRights_LosesThemToo()
    {
        var (anna, ben, room) = await RoomAsync("edit");
        var document = room + "/content";
        var token = await ben.TokenAsync(document);
        await using var hub = await HubClient.ConnectAsync(Server, byToken: token);
        await hub.JoinAsync(document);
        using var raw = await RawYjsClient.ConnectAsync(Server, document, byToken: token);
        await raw.AskAsync([0]);
        await raw.ReadUntilAsync(0, 1);

        await SetRightAsync(anna, room, ben, "comment");
        var lowered = await hub.NextAsync("Right");
        await raw.UpdateAsync(TestUpdates.First(3, "x"));
        var byYjs = await raw.ClosedAsync();
        await SetRightAsync(anna, room, ben, "none");
        var closed = await hub.NextAsync("Closed");
        using var again = await RawYjsClient.ConnectAsync(Server, document, byToken: token);

        Assert.Equal("comment", lowered.Code);
        Assert.Equal(4403, byYjs.Code);
        Assert.Equal("no-right", closed.Code);
        Assert.Equal(4404, (await again.ClosedAsync()).Code);
    }

    [Fact]
    public async Task Token_WhosePersonIsGivenMore_MayNoMore()
    {
        var (anna, ben, room) = await RoomAsync("observe");
        var document = room + "/content";
        await using var hub = await HubClient.ConnectAsync(Server, byToken: await ben.TokenAsync(document, "observe"));
        await hub.JoinAsync(document);

        await SetRightAsync(anna, room, ben, "edit");
        await hub.PushAsync(document, 1, TestUpdates.First(4, "x"));

        Assert.Equal("no-right", (await hub.NextAsync("Refused")).Code);
    }

    [Fact]
    public async Task Token_TamperedOrOfAnotherServer_IsNobodys()
    {
        // Nobody at all is let in here: no lab.
        await using var server = await Server.StartAsync();
        await using var elsewhere = await Server.StartAsync();
        using var ben = await elsewhere.PersonAsync("Ben");
        using var anna = await server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        var good = await anna.TokenAsync(document);
        var foreign = await ben.TokenAsync(await ben.CreateRoomAsync() + "/content");
        foreach (var bad in new[] { good[..40] + (good[40] == 'A' ? 'B' : 'A') + good[41..], good[..^8], foreign, "x" })
        {
            using var raw = await RawYjsClient.ConnectAsync(server, document, byToken: bad);
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => HubClient.ConnectAsync(server, byToken: bad));

            Assert.Equal(4401, (await raw.ClosedAsync()).Code);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Token_Expired_EndsTheLinesOfBothDoorsAndOpensNoMore()
    {
        var clock = new TokenClock();
        await using var server = await Server.StartAsync(clock.Install);
        using var anna = await server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        var token = await anna.TokenAsync(document, minutes: 1);
        await using var hub = await HubClient.ConnectAsync(server, byToken: token);
        var ended = hub.EndedAsync();
        await hub.JoinAsync(document);
        using var raw = await RawYjsClient.ConnectAsync(server, document, byToken: token);
        await raw.AskAsync([0]);
        await raw.ReadUntilAsync(0, 1);

        clock.Advance(TimeSpan.FromSeconds(59));
        await hub.PushAsync(document, 1, TestUpdates.First(5, "in time"));
        await hub.SavedAsync(document, 1);
        await raw.ReadUntilAsync(0, 2);
        clock.Advance(TimeSpan.FromMinutes(1));
        var (code, reason) = await raw.ClosedAsync();
        await ended.Soon();

        Assert.Equal(4401, code);
        Assert.StartsWith("not-signed-in: ", reason, StringComparison.Ordinal);
        using var late = await RawYjsClient.ConnectAsync(server, document, byToken: token);
        Assert.Equal(4401, (await late.ClosedAsync()).Code);
        await Assert.ThrowsAsync<HttpRequestException>(() => HubClient.ConnectAsync(server, byToken: token));
    }

    [Fact]
    public async Task Hub_PolledWithAnotherTokenThanItBeganWith_StaysTheFirstOnesAndEndsWithIt()
    {
        var clock = new TokenClock();
        await using var server = await Server.StartAsync(clock.Install);
        using var anna = await server.PersonAsync("Anna");
        var (first, second) = (await anna.CreateRoomAsync() + "/content", await anna.CreateRoomAsync() + "/content");
        var tokens = new ChangingToken(await anna.TokenAsync(first, "observe", minutes: 1));
        await using var hub = await HubClient.ConnectAsync(server, transport: HttpTransportType.LongPolling, through: tokens);
        var ended = hub.EndedAsync();
        await hub.JoinAsync(first);

        tokens.Token = await anna.TokenAsync(second);
        await hub.LeaveAsync(first);

        Assert.Equal("unknown-document", (await hub.JoinAsync(second)).Refusal?.Code);
        Assert.Equal("observe", (await hub.JoinAsync(first)).Right);
        clock.Advance(TimeSpan.FromMinutes(2));
        await ended.Soon();
    }

    private static async Task SetRightAsync(Person by, string room, Person of, string right) =>
        await by.CommandAsync(room, new { type = "setRight", personId = of.Id, right });

    private async Task<(Person Anna, Person Ben, string Room)> RoomAsync(string right)
    {
        var (anna, ben) = (await Server.PersonAsync("Anna"), await Server.PersonAsync("Ben"));
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, right);
        return (anna, ben, room);
    }
}
