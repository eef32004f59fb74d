using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>A blocked account is out, on every door.</summary>
public sealed class BlockTests : IAsyncLifetime
{
    private Server _server = null!;
    private Member _ada = null!;
    private Member _lea = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await Server.StartAsync();
        _ada = await Member.FirstAsync(_server);
        _lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
    }

    public async ValueTask DisposeAsync()
    {
        _lea.Dispose();
        _ada.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Account_Blocked_ComesInNoMoreUntilItIsOpenedAgain()
    {
        await _ada.BlockAsync(_lea.Id, true);

        using var me = await _lea.Http.GetAsync("/api/me");
        await AccountTests.ProblemAsync(me, HttpStatusCode.Unauthorized, "not-signed-in");
        using var signIn = await _lea.SignInAsync(Member.Password);
        await AccountTests.ProblemAsync(signIn, HttpStatusCode.Forbidden, "no-right");

        await _ada.BlockAsync(_lea.Id, false);
        using var old = await _lea.Http.GetAsync("/api/me");
        await AccountTests.ProblemAsync(old, HttpStatusCode.Unauthorized, "not-signed-in");
        using var again = await _lea.AgainAsync(_server);
    }

    [Fact]
    public async Task Account_Blocked_ItsOpenLinesEnd()
    {
        var room = await CreateRoomAsync();
        using var yjs = await RawYjsClient.ConnectByCookieAsync(_server, $"{room}/content", _lea.Cookies);
        await yjs.AskAsync([0]);
        await yjs.ReadUntilAsync(0, 1);
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(_server.Address, "/live"), options => options.Cookies = _lea.Cookies)
            .AddMessagePackProtocol()
            .Build();
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.SetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync();

        await _ada.BlockAsync(_lea.Id, true);

        Assert.Equal(4401, (await yjs.ClosedAsync()).Code);
        await closed.Task.Soon();
    }

    [Fact]
    public async Task Line_OfASignInThatEndedMeanwhile_DoesNotBegin()
    {
        var room = await CreateRoomAsync();
        using var other = await _lea.AgainAsync(_server);
        using var changed = await other.Http.PostAsJsonAsync("/api/password", new { old = Member.Password, @new = "another good password" });
        await Person.JsonAsync(changed, HttpStatusCode.OK);

        using var yjs = await RawYjsClient.ConnectByCookieAsync(_server, $"{room}/content", _lea.Cookies);

        Assert.Equal(4401, (await yjs.ClosedAsync()).Code);
    }

    [Fact]
    public async Task Administrator_BlocksThemselves_IsRefused()
    {
        using var reply = await _ada.Http.PostAsJsonAsync($"/api/site/people/{_ada.Id}/block", new { blocked = true });

        await AccountTests.ProblemAsync(reply, HttpStatusCode.UnprocessableEntity, "invalid-command");
        await _ada.MeAsync();
    }

    private async Task<string> CreateRoomAsync()
    {
        var id = Person.NewId();
        using var reply = await _lea.Http.PostAsJsonAsync("/api/rooms", new { id, kind = "workspace", title = "A campaign" });
        await Person.JsonAsync(reply, HttpStatusCode.Created);
        return $"workspace/{id}";
    }
}
