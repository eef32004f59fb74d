using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>Pages of other servers cannot act in a person's name.</summary>
public sealed class OriginTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private Server Server => fixture.Server;

    [Fact]
    public async Task YjsDoor_CookieFromAForeignPage_IsTurnedAway()
    {
        using var anna = await Server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";

        await Assert.ThrowsAsync<WebSocketException>(
            () => RawYjsClient.ConnectAsync(Server, document, byCookie: anna, origin: "https://evil.example"));
    }

    [Fact]
    public async Task YjsDoor_CookieFromTheOwnPage_IsLetIn()
    {
        using var anna = await Server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        using var raw = await RawYjsClient.ConnectAsync(Server, document, byCookie: anna, origin: Server.Address.GetLeftPart(UriPartial.Authority));
        await raw.AskAsync([0]);

        Assert.NotNull(await raw.ReadUntilAsync(0, 1));
    }

    [Fact]
    public async Task YjsDoor_TokenFromAForeignPage_IsLetIn()
    {
        using var anna = await Server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        using var raw = await RawYjsClient.ConnectAsync(Server, document, byToken: await anna.TokenAsync(document), origin: "https://partner.example");
        await raw.AskAsync([0]);

        Assert.NotNull(await raw.ReadUntilAsync(0, 1));
    }

    [Fact]
    public async Task Rest_WriteFromAForeignPage_IsTurnedAway()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/rooms") { Content = JsonContent.Create(new { id = "x", kind = "group", title = "t" }) };
        request.Headers.Add("Origin", "https://evil.example");
        using var reply = await anna.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
    }
}
