using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>A blocked account is out, on every door.</summary>
public sealed class BlockTests : TwoAccounts
{
    [Fact]
    public async Task Account_Blocked_ComesInNoMoreUntilItIsOpenedAgain()
    {
        await Ada.BlockAsync(Lea.Id, true);

        using var me = await Lea.Http.GetAsync("/api/me");
        await AccountTests.ProblemAsync(me, HttpStatusCode.Unauthorized, "not-signed-in");
        using var signIn = await Lea.SignInAsync(Member.Password);
        await AccountTests.ProblemAsync(signIn, HttpStatusCode.Forbidden, "no-right");

        await Ada.BlockAsync(Lea.Id, false);
        using var old = await Lea.Http.GetAsync("/api/me");
        await AccountTests.ProblemAsync(old, HttpStatusCode.Unauthorized, "not-signed-in");
        using var again = await Lea.AgainAsync(Server);
    }

    [Fact]
    public async Task Account_Blocked_ItsOpenLinesEnd()
    {
        var room = await CreateRoomAsync();
        using var yjs = await RawYjsClient.ConnectByCookieAsync(Server, $"{room}/content", Lea.Cookies);
        await yjs.AskAsync([0]);
        await yjs.ReadUntilAsync(0, 1);
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(Server.Address, "/live"), options => options.Cookies = Lea.Cookies)
            .AddMessagePackProtocol()
            .Build();
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.SetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync();

        await Ada.BlockAsync(Lea.Id, true);

        Assert.Equal(4401, (await yjs.ClosedAsync()).Code);
        await closed.Task.Soon();
    }

    [Fact]
    public async Task Line_OfASignInThatEndedMeanwhile_DoesNotBegin()
    {
        var room = await CreateRoomAsync();
        using var other = await Lea.AgainAsync(Server);
        using var changed = await other.Http.PostAsJsonAsync("/api/password", new { old = Member.Password, @new = "another good password" });
        await Person.JsonAsync(changed, HttpStatusCode.OK);

        using var yjs = await RawYjsClient.ConnectByCookieAsync(Server, $"{room}/content", Lea.Cookies);

        Assert.Equal(4401, (await yjs.ClosedAsync()).Code);
    }

    [Fact]
    public async Task Administrator_BlocksThemselves_IsRefused()
    {
        using var reply = await Ada.Http.PostAsJsonAsync($"/api/site/people/{Ada.Id}/block", new { blocked = true });

        await AccountTests.ProblemAsync(reply, HttpStatusCode.UnprocessableEntity, "invalid-command");
        await Ada.MeAsync();
    }

    private async Task<string> CreateRoomAsync()
    {
        var id = Person.NewId();
        using var reply = await Lea.Http.PostAsJsonAsync("/api/rooms", new { id, kind = "workspace", title = "A campaign" });
        await Person.JsonAsync(reply, HttpStatusCode.Created);
        return $"workspace/{id}";
    }
}
