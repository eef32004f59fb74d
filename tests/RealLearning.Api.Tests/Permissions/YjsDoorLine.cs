using System.Net;
using System.Net.WebSockets;
using System.Text;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>By the door of y-websocket.</summary>
internal sealed class YjsDoorLine : DoorLine
{
    private readonly RawYjsClient _client;

    private YjsDoorLine(RawYjsClient client, bool isIn) => (_client, IsIn) = (client, isIn);

    public override bool IsIn { get; }

    public static async Task<YjsDoorLine> OpenAsync(Server server, string document, CookieContainer cookies, string? token)
    {
        var client = await RawYjsClient.ConnectAsync(server, document, cookies, token);
        if (await client.AnswerAsync([0]) is not null)
        {
            return new YjsDoorLine(client, isIn: true);
        }

        var refused = await client.ClosedAsync();
        using var elsewhere = await RawYjsClient.ConnectAsync(server, "workspace/nowhere/content", cookies, token);
        Assert.Equal(await elsewhere.ClosedAsync(), refused);
        Assert.True(refused.Code is 4401 or 4404, $"{refused}");
        client.Dispose();

        // Another line, which does not wait to be told.
        return new YjsDoorLine(await RawYjsClient.ConnectAsync(server, document, cookies, token), isIn: false);
    }

    public override async Task<bool> WriteAsync(int client, bool asReply)
    {
        var update = TestUpdates.First(client, WordsOf(client));
        await SendAsync(() => asReply ? _client.Step2Async(update) : _client.UpdateAsync(update));
        while (await _client.AnswerAsync([0]) is { } state)
        {
            // Taken: what one is sent has it. Refused: the line is closed, perhaps after another answer.
            if (Encoding.Latin1.GetString(state).Contains(WordsOf(client), StringComparison.Ordinal))
            {
                return true;
            }
        }

        Assert.Contains((await _client.ClosedAsync()).Code, IsIn ? [4403] : new[] { 4401, 4404 });
        return false;
    }

    public override async Task AwareAsync(int client)
    {
        await SendAsync(() => _client.AwarenessAsync(TestUpdates.Awareness(client, 1, "{}")));
        if (!IsIn)
        {
            await _client.ClosedAsync();
        }
    }

    public override Task LeaveAsync()
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(Func<Task> sendAsync)
    {
        try
        {
            await sendAsync();
        }
        catch (WebSocketException) when (!IsIn)
        {
            // Closed already.
        }
    }
}
