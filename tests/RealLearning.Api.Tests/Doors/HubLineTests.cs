using System.Security.Claims;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RealLearning.Api.Hubs;
using RealLearning.Api.Live;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Tests.Doors;

/// <summary>A hub connection at a bad moment.</summary>
public sealed class HubLineTests
{
    [Fact]
    public async Task Hub_MorePushesThanTheQueueHoldsWhileTheRoomMoves_JoinsAgain()
    {
        await using var server = await Server.StartAsync("--Doors:PushQueueMax=4");
        using var anna = await server.PersonAsync("Anna");
        var room = await anna.CreateRoomAsync();
        var document = room + "/content";
        await using var hub = await HubClient.ConnectAsync(server, anna);
        await hub.JoinAsync(document);
        await server.MoveAsync(room);

        await PushAsync(hub, document, 1, 20);
        await hub.NextAsync("Resync");
        await PushAsync(hub, document, 21, 40);

        Assert.Null((await hub.JoinAsync(document)).Refusal);
        await PushAsync(hub, document, 1, 3);
        await hub.SavedAsync(document, 3);
    }

    [Fact]
    public async Task Hub_LineThatEndsWhileItJoins_LeavesNobodyBehind()
    {
        await using var server = await Server.StartAsync();
        using var anna = await server.PersonAsync("Anna");
        using var ben = await server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, "observe");
        await using var watcher = await HubClient.ConnectAsync(server, anna);
        await watcher.JoinAsync(room + "/room");
        // A client that closes may take with it what it was about to send; so its line is the server's own here, and the join has begun, always.
        var connection = new HubConnectionContext(new DefaultConnectionContext(), new HubConnectionContextOptions(), NullLoggerFactory.Instance);
        var options = new DoorOptions();
        var line = new HubLine(new ClaimsPrincipal(), null, new HubOutbox(connection, options, TimeProvider.System), server.Services.GetRequiredService<DocumentSessions>(), options);

        Task joining, ending;
        using (server.HoldJournal())
        {
            joining = line.JoinAsync(DocumentName.Parse(room + "/content"), Credential.Of(new Caller(ben.Id, ben.Name)), [0]);
            ending = line.EndAsync();
            Assert.False(joining.IsCompleted);
        }

        await joining.Soon();
        await ending.Soon();

        // That somebody watches is written down, and then that nobody does any more.
        await watcher.Inbox.UntilAsync(all => all.Count(item => item.Method == "Update") == 2, "end of watching");
    }

    [Fact]
    public async Task Hub_JoinsAndLeavesWithoutEnd_IsRateExceeded()
    {
        await using var server = await Server.StartAsync("--Doors:MessagesPerSecond=1", "--Doors:MessagesBurst=100");
        using var anna = await server.PersonAsync("Anna");
        using var ben = await server.PersonAsync("Ben");
        var document = await anna.CreateRoomAsync() + "/content";
        await using var hub = await HubClient.ConnectAsync(server, anna);
        var refusals = new List<string?>();
        for (var i = 0; i < 12; i++)
        {
            refusals.Add((await hub.JoinAsync(document)).Refusal?.Code);
            await hub.LeaveAsync(document);
        }

        await using var other = await HubClient.ConnectAsync(server, ben);
        var ofAnother = await other.JoinAsync(await ben.CreateRoomAsync() + "/content");

        Assert.Null(refusals[0]);
        Assert.Equal("rate-exceeded", refusals[^1]);
        Assert.Null(ofAnother.Refusal);
    }

    private static async Task PushAsync(HubClient hub, string document, int from, int to)
    {
        for (var number = from; number <= to; number++)
        {
            await hub.PushAsync(document, number, number == 1 ? TestUpdates.First(7, "x") : TestUpdates.Next(7, number - 1, "x"));
        }
    }
}
