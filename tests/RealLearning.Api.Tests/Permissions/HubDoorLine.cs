using System.Net;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>By the hub, where who was refused a document may call for it all the same. Who is not signed in has no connection.</summary>
internal sealed class HubDoorLine : DoorLine
{
    private readonly HubClient? _hub;
    private readonly string _document;

    private HubDoorLine(HubClient? hub, string document, bool isIn) => (_hub, _document, IsIn) = (hub, document, isIn);

    public override bool IsIn { get; }

    public static async Task<HubDoorLine> OpenAsync(Server server, string document, CookieContainer cookies, string? token)
    {
        HubClient hub;
        try
        {
            hub = await HubClient.ConnectAsync(server, cookies, token);
        }
        catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.Unauthorized)
        {
            return new HubDoorLine(null, document, isIn: false);
        }

        var joined = await hub.JoinAsync(document);
        if (joined.Refusal is { } refusal)
        {
            Assert.Equal("unknown-document", refusal.Code);
            Assert.Equal((await hub.JoinAsync("workspace/nowhere/content")).Refusal, refusal);
            Assert.Equal((null, null, null, null), (joined.Update, joined.StateVector, joined.Awareness, joined.Person));
        }

        return new HubDoorLine(hub, document, joined.Refusal is null);
    }

    public override async Task<bool> WriteAsync(int client, bool asReply)
    {
        if (_hub is null)
        {
            return false;
        }

        var update = TestUpdates.First(client, WordsOf(client));
        await (asReply ? _hub.ReplyAsync(_document, 1, update) : _hub.PushAsync(_document, 1, update));
        var answer = await _hub.NextEitherAsync("Saved", "Refused");
        Assert.Equal(_document, answer.Document);
        Assert.Equal(answer.Method == "Saved" ? "" : IsIn ? "no-right" : "unknown-session", answer.Code);
        return answer.Method == "Saved";
    }

    public override async Task AwareAsync(int client)
    {
        if (_hub is not null)
        {
            await _hub.AwareAsync(_document, TestUpdates.Awareness(client, 1, "{}"));
            if (!IsIn)
            {
                await LeaveAsync();
            }
        }
    }

    /// <summary>Closes the document; what is sent of it afterwards is of no session.</summary>
    public override async Task LeaveAsync()
    {
        await _hub!.LeaveAsync(_document);
        await _hub.PushAsync(_document, 9, TestUpdates.First(NewClient(), "after leaving"));
        Assert.Equal("unknown-session", (await _hub.NextAsync("Refused", refused => refused.Number == 9)).Code);
    }

    public override ValueTask DisposeAsync() => _hub?.DisposeAsync() ?? ValueTask.CompletedTask;
}
