using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>A reader that stalls.</summary>
public sealed class SlowReaderTests
{
    private const int Pushes = 120;
    private const int PushBytes = 200_000;

    [Fact]
    public async Task YjsReader_StopsReading_DelaysNobodyAndGetsTheWholeStateLater()
    {
        const string Document = "lab/slow";
        await using var server = await Server.StartAsync("--Access:Lab=true", "--Doors:OutboxBytesMax=300000");
        using var slow = await RawYjsClient.ConnectAsync(server, Document);
        await slow.AskAsync([0]);
        await slow.ReadUntilAsync(0, 0);
        await using var writer = await HubClient.ConnectAsync(server);
        await using var reader = await HubClient.ConnectAsync(server);
        await writer.JoinAsync(Document);
        await reader.JoinAsync(Document);
        var padding = new string('x', PushBytes);
        var clock = 0;
        for (var number = 1; number <= Pushes; number++)
        {
            var text = $"<{number}>{padding}";
            await writer.PushAsync(Document, number, clock == 0 ? TestUpdates.First(9, text) : TestUpdates.Next(9, clock, text));
            clock += text.Length;
            await writer.SavedAsync(Document, number);
            var sent = number;
            await reader.Inbox.UntilAsync(all => all.Count(item => item.Method == "Update") == sent, $"update {number}");
        }

        Assert.DoesNotContain(reader.Inbox.All, item => item.Method == "Resync");

        var updates = 0;
        byte[] message;
        while ((message = (await slow.ReadAsync())!).AsSpan().StartsWith((byte[])[0, 2]))
        {
            updates++;
        }

        Assert.True(updates < Pushes, "It was sent every update, so it was never slow.");
        Assert.Equal([0, 1], message[..2]);
        Assert.True(message.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes($"<{Pushes}>")) > 0, "The state lacks the last update.");
    }
}
