using System.Net;
using System.Net.WebSockets;
using RealLearning.Api.Tests.Accounts;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>A node holds so many connections, on both doors together, and no more.</summary>
public sealed class LineLimitTests
{
    [Fact]
    public async Task Line_BeyondTheMost_IsRefusedBeforeItIsOne_AndComesOnceAnotherHasGone()
    {
        await using var server = await Server.StartAsync("--Doors:LinesMax=2");
        using var ada = await Member.FirstAsync(server);
        using var room = await ada.Http.PostAsync("/api/rooms", new StringContent("""{ "id": "full", "kind": "workspace", "title": "Full" }""", null, "application/json"));
        await Person.JsonAsync(room, HttpStatusCode.Created);
        var first = await RawYjsClient.ConnectByCookieAsync(server, "workspace/full/content", ada.Cookies);
        await using var second = await HubClient.ConnectByCookieAsync(server, ada.Cookies);
        Assert.NotNull(await first.AnswerAsync([0]));
        Assert.Null((await second.JoinAsync("workspace/full/content")).Refusal);

        await AccountTests.ProblemAsync(await ada.Http.PostAsync("/live/negotiate?negotiateVersion=1", null), HttpStatusCode.TooManyRequests, "rate-exceeded");
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => RawYjsClient.ConnectByCookieAsync(server, "workspace/full/content", ada.Cookies));
        Assert.Contains("429", refused.Message, StringComparison.Ordinal);

        first.Dispose();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await ada.Http.PostAsync("/live/negotiate?negotiateVersion=1", null, deadline.Token)).StatusCode == HttpStatusCode.TooManyRequests)
        {
        }

        using var third = await RawYjsClient.ConnectByCookieAsync(server, "workspace/full/content", ada.Cookies);
        Assert.NotNull(await third.AnswerAsync([0]));
    }
}
