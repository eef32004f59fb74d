using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.SignalR.Client;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>What a broken or hostile client may send: each has a named answer, and the others go on unharmed.</summary>
public sealed class BadInputTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly byte[] Truncated = TestUpdates.First(31, "truncated")[..^4];

    private Server Server => fixture.Server;

    public static TheoryData<string, byte[], int, string> BadMessages => new()
    {
        { "garbage", [0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0xFA, 0xF9, 0xF8, 0xF7, 0xF6], 4400, "malformed-message" },
        { "nothing", [], 4400, "malformed-message" },
        { "unknown type", [9, 1, 0], 4400, "malformed-message" },
        { "auth from a client", [2, 0, 0], 4400, "malformed-message" },
        { "unknown sync step", [0, 7, 0], 4400, "malformed-message" },
        { "length beyond the end", [0, 2, 100, 1, 2], 4400, "malformed-message" },
        { "bytes behind the end", [0, 2, 2, 0, 0, 9, 9], 4400, "malformed-message" },
        { "awareness of a wrong length", [1, 50, 1], 4400, "malformed-message" },
        { "awareness that is none", [1, 3, 5, 1, 1], 4400, "malformed-message" },
        { "update that is none", [0, 2, 4, 0xFF, 0xFF, 0xFF, 0xFF], 4400, "malformed-update" },
        { "truncated update", [0, 2, (byte)Truncated.Length, .. Truncated], 4400, "malformed-update" },
        { "truncated sync reply", [0, 1, (byte)Truncated.Length, .. Truncated], 4400, "malformed-update" },
        { "state vector that is none", [0, 0, 3, 0xFF, 0xFF, 0xFF], 4400, "malformed-message" },
    };

    [Theory]
    [MemberData(nameof(BadMessages))]
    public async Task YjsDoor_BadMessage_ClosesWithItsNameAndHarmsNobody(string what, byte[] message, int code, string name)
    {
        var document = $"lab/{Person.NewId()}";
        using var good = await RawYjsClient.ConnectAsync(Server, document);
        await good.AskAsync([0]);
        await good.ReadUntilAsync(0, 0);
        using var bad = await RawYjsClient.ConnectAsync(Server, document);
        await bad.SendAsync(message);

        var closed = await bad.ClosedAsync();

        Assert.True(closed.Code == code, $"{what}: {closed}");
        Assert.StartsWith(name + ": ", closed.Reason, StringComparison.Ordinal);
        await AssertAliveAsync(document, good);
    }

    [Fact]
    public async Task YjsDoor_TextFrame_ClosesWith1003()
    {
        using var raw = await RawYjsClient.ConnectAsync(Server, "lab/text-frame");
        await raw.SendTextAsync("hello");

        var (code, reason) = await raw.ClosedAsync();

        Assert.Equal(1003, code);
        Assert.StartsWith("malformed-message: ", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task YjsDoor_FrameBeyondTheLimit_ClosesAsTooLarge()
    {
        await using var server = await Server.StartAsync("--Access:Lab=true", "--Doors:FrameBytesMax=100000");
        using var raw = await RawYjsClient.ConnectAsync(server, "lab/large");
        await raw.UpdateAsync(TestUpdates.First(1, new string('x', 200_000)));

        Assert.Equal(4413, (await raw.ClosedAsync()).Code);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("workspace/only-two")]
    [InlineData("planet/abc/content")]
    [InlineData("workspace/abc/con%20tent")]
    [InlineData("lab/a/b")]
    public async Task YjsDoor_NameThatIsNone_ClosesAsUnknown(string document)
    {
        using var raw = await RawYjsClient.ConnectAsync(Server, document);

        Assert.Equal(4404, (await raw.ClosedAsync()).Code);
    }

    [Fact]
    public async Task YjsDoor_AnothersClientId_ClosesAsForeign()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var ben = await Server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, "edit");
        using var first = await RawYjsClient.ConnectAsync(Server, room + "/content", anna);
        await first.UpdateAsync(TestUpdates.First(4711, "anna"));
        using var second = await RawYjsClient.ConnectAsync(Server, room + "/content", ben);
        await second.AskAsync([0]);
        await second.ReadUntilAsync(0, 0);
        await EnsureAppliedAsync(anna, room + "/content", 4711);
        await second.UpdateAsync(TestUpdates.Next(4711, 4, " not ben"));

        var (code, reason) = await second.ClosedAsync();

        Assert.Equal(4409, code);
        Assert.StartsWith("foreign-client-id: ", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_BadPushes_AreRefusedByNumberAndName()
    {
        var document = $"lab/{Person.NewId()}";
        await using var hub = await HubClient.ConnectAsync(Server);
        await hub.JoinAsync(document);
        await hub.PushAsync(document, 1, TestUpdates.First(12, "good"));
        await hub.PushAsync(document, 2, Truncated);
        await hub.PushAsync(document, 3, TestUpdates.Next(12, 4, " never"));

        var malformed = await hub.NextAsync("Refused");
        var again = await hub.JoinAsync(document);
        await hub.PushAsync(document, 1, TestUpdates.Next(12, 9, "gap"));
        var gap = await hub.NextAsync("Refused", item => item.Code == "clock-gap");

        Assert.Equal((2, "malformed-update"), (malformed.Number, malformed.Code));
        Assert.DoesNotContain("never", Encoding.Latin1.GetString(again.Update!), StringComparison.Ordinal);
        Assert.Equal(1, gap.Number);
    }

    [Fact]
    public async Task Hub_PushWithoutJoin_IsUnknownSession()
    {
        await using var hub = await HubClient.ConnectAsync(Server);
        await hub.PushAsync("lab/never-joined", 3, TestUpdates.First(1, "x"));

        var refused = await hub.NextAsync("Refused");

        Assert.Equal((3, "unknown-session"), (refused.Number, refused.Code));
    }

    [Fact]
    public async Task Hub_MoreDocumentsThanAllowed_IsTooMany()
    {
        await using var server = await Server.StartAsync("--Access:Lab=true", "--Doors:DocumentsMax=2");
        await using var hub = await HubClient.ConnectAsync(server);
        await hub.JoinAsync("lab/one");
        await hub.JoinAsync("lab/two");

        var third = await hub.JoinAsync("lab/three");
        await hub.LeaveAsync("lab/one");
        var afterLeaving = await hub.JoinAsync("lab/three");

        Assert.Equal("too-many", third.Refusal!.Code);
        Assert.Null(afterLeaving.Refusal);
    }

    [Fact]
    public async Task Hub_ArgumentsOfAWrongType_FailThatCallAlone()
    {
        await using var hub = await HubClient.ConnectAsync(Server);
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => hub.Connection.InvokeAsync("Push", 5, "x", true));

        Assert.Null((await hub.JoinAsync("lab/wrong-types")).Refusal);
    }

    [Fact]
    public async Task Hub_MessageBeyondTheLimit_EndsThatConnectionAlone()
    {
        await using var server = await Server.StartAsync("--Access:Lab=true", "--Doors:FrameBytesMax=100000");
        await using var good = await HubClient.ConnectAsync(server);
        await good.JoinAsync("lab/large");
        await using var bad = await HubClient.ConnectAsync(server);
        var closed = new TaskCompletionSource();
        bad.Connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await bad.JoinAsync("lab/large");
        await bad.PushAsync("lab/large", 1, TestUpdates.First(1, new string('x', 200_000)));

        await closed.Task.Soon();
        await good.PushAsync("lab/large", 1, TestUpdates.First(2, "fine"));
        await good.SavedAsync("lab/large", 1);
    }

    [Theory]
    [InlineData("", "no handshake of a hub\u001e", WebSocketMessageType.Binary)]
    [InlineData("", "{\"protocol\":\"telepathy\",\"version\":1}\u001e", WebSocketMessageType.Text)]
    [InlineData(Handshake, "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", WebSocketMessageType.Binary)]
    [InlineData(Handshake, "\u0003not MessagePack", WebSocketMessageType.Binary)]
    [InlineData(Handshake, "\u0009{\"type\":6}", WebSocketMessageType.Text)]
    public async Task Hub_BytesThatAreNoMessage_EndThatConnectionAlone(string handshake, string message, WebSocketMessageType type)
    {
        await using var good = await HubClient.ConnectAsync(Server);
        var document = $"lab/{Person.NewId()}";
        await good.JoinAsync(document);
        using var bad = new ClientWebSocket();
        await bad.ConnectAsync(new Uri($"ws://{Server.Address.Authority}/live"), default);
        if (handshake.Length > 0)
        {
            await bad.SendAsync(Encoding.Latin1.GetBytes(handshake), WebSocketMessageType.Text, true, default);
        }

        await bad.SendAsync(Encoding.Latin1.GetBytes(message), type, true, default);

        await EndAsync(bad).Soon();
        await good.PushAsync(document, 1, TestUpdates.First(2, "fine"));
        await good.SavedAsync(document, 1);
    }

    private const string Handshake = "{\"protocol\":\"messagepack\",\"version\":1}\u001e";

    /// <summary>Reads until the server has ended the line.</summary>
    private static async Task EndAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        while ((await socket.ReceiveAsync(buffer, default)).MessageType != WebSocketMessageType.Close)
        {
            // The answer to the handshake, pings, and SignalR's own word of why.
        }
    }

    [Fact]
    public async Task Session_MoreMessagesThanItsRate_IsClosedAndNamed()
    {
        await using var server = await Server.StartAsync("--Doors:MessagesPerSecond=1", "--Doors:MessagesBurst=40");
        using var anna = await server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        using var raw = await RawYjsClient.ConnectAsync(server, document, anna);
        await raw.UpdateAsync(TestUpdates.First(1, "x"));
        for (var clock = 1; clock < 60; clock++)
        {
            await raw.UpdateAsync(TestUpdates.Next(1, clock, "x"));
        }

        Assert.Equal(4529, (await raw.ClosedAsync()).Code);
    }

    [Fact]
    public async Task StockClient_EchoesMoreThanItsRate_IsNotMadeToPay()
    {
        await using var server = await Server.StartAsync("--Doors:MessagesPerSecond=1", "--Doors:MessagesBurst=80");
        using var anna = await server.PersonAsync("Anna");
        using var ben = await server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, "edit");
        var document = room + "/content";
        await using var hub = await HubClient.ConnectAsync(server, anna);
        await hub.JoinAsync(document);
        using var echoing = await RawYjsClient.ConnectAsync(server, document, ben);
        await echoing.AskAsync([0]);
        await hub.AwareAsync(document, TestUpdates.Awareness(31, 5, """{"cursor":1}"""));
        var told = await echoing.ReadUntilAsync(1);
        for (var i = 0; i < 200; i++)
        {
            await echoing.SendAsync(told);
        }

        await echoing.UpdateAsync(TestUpdates.First(32, "still here"));
        await hub.NextAsync("Update");
    }

    private static async Task EnsureAppliedAsync(Person person, string document, int client)
    {
        await using var hub = await HubClient.ConnectAsync(person.Server, person);
        var joined = await hub.JoinAsync(document);
        if (joined.Update!.AsSpan().IndexOf(TestUpdates.VarUint(client)) < 0)
        {
            await hub.NextAsync("Update");
        }
    }

    private async Task AssertAliveAsync(string document, RawYjsClient good)
    {
        await using var hub = await HubClient.ConnectAsync(Server);
        Assert.Null((await hub.JoinAsync(document)).Refusal);
        var update = TestUpdates.First(99, "still here");
        await hub.PushAsync(document, 1, update);
        var message = await good.ReadUntilAsync(0, 2);
        Assert.Equal(update, message.AsSpan(3).ToArray());
    }
}
