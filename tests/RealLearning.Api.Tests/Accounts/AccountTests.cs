using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RealLearning.Api.Accounts;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>Accounts: by invitation, with a password, one for an address.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private Server _server = null!;
    private Member _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await Server.StartAsync("--Access:LockoutFailures=3");
        _ada = await Member.FirstAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _ada.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task First_LinkIsTaken_ThereIsNoOtherOne()
    {
        Assert.Equal("administrator", (await _ada.MeAsync()).GetProperty("roles")[0].GetString());
        await _server.RestartAsync();
        Assert.Null(await _server.Services.GetRequiredService<FirstStart>().Token.Soon());
    }

    [Fact]
    public async Task First_LinkIsNotTaken_AnotherOneTakesItsPlace()
    {
        await using var server = await Server.StartAsync();
        var before = await server.Services.GetRequiredService<FirstStart>().Token.Soon();
        await server.RestartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        using var look = await http.PostAsJsonAsync("/api/invitations/look", new { token = before });

        await ProblemAsync(look, HttpStatusCode.NotFound, "invitation-ended");
        using var ada = await Member.FirstAsync(server);
    }

    [Fact]
    public async Task Account_SignsInAfterARestart_WithItsRole()
    {
        using var tom = await Member.NewAsync(_server, await _ada.InviteAsync("tutor"), "Tom Tutor");
        await _server.RestartAsync();

        using var again = await tom.AgainAsync(_server);
        var me = await again.MeAsync();

        Assert.Equal(tom.Id, me.GetProperty("id").GetString());
        Assert.Equal("Tom Tutor", me.GetProperty("name").GetString());
        Assert.Equal("tutor", me.GetProperty("roles")[0].GetString());
        Assert.Equal(tom.Id, (await tom.MeAsync()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Invitation_UsedUp_IsEnded()
    {
        var token = await _ada.InviteAsync("member");
        using var lea = await Member.NewAsync(_server, token, "Lea");
        using var http = new HttpClient { BaseAddress = _server.Address };
        using var reply = await http.PostAsJsonAsync("/api/accounts", new { invitation = token, name = "Ben", email = "ben@example.org", password = Member.Password });

        await ProblemAsync(reply, HttpStatusCode.NotFound, "invitation-ended");
        using var look = await http.PostAsJsonAsync("/api/invitations/look", new { token });
        await ProblemAsync(look, HttpStatusCode.NotFound, "invitation-ended");
    }

    [Fact]
    public async Task Invitation_Revoked_IsEnded()
    {
        var token = await _ada.InviteAsync("member", 5, "class-1");
        using var before = await _ada.Http.PostAsJsonAsync("/api/invitations/look", new { token });
        Assert.Equal("member", (await Person.JsonAsync(before, HttpStatusCode.OK)).GetProperty("role").GetString());
        using var revoked = await _ada.Http.DeleteAsync("/api/site/invitations/class-1");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);

        using var after = await _ada.Http.PostAsJsonAsync("/api/invitations/look", new { token });
        await ProblemAsync(after, HttpStatusCode.NotFound, "invitation-ended");
    }

    [Fact]
    public async Task Invitation_ForOneMoreThanItHas_LetsNobodyElseIn()
    {
        var token = await _ada.InviteAsync("member", 3);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var http = new HttpClient { BaseAddress = _server.Address };
            using var reply = await http.PostAsJsonAsync("/api/accounts", new { invitation = token, name = $"L {i}", email = $"l{i}@example.org", password = Member.Password });
            return reply.StatusCode;
        }));

        Assert.Equal(3, all.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(5, all.Count(status => status == HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Address_ThatTwoWantAtOnce_IsOneAccounts()
    {
        var token = await _ada.InviteAsync("member", 8);
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            using var http = new HttpClient { BaseAddress = _server.Address };
            var email = i % 2 == 0 ? "same@example.org" : "Same@Example.org";
            using var reply = await http.PostAsJsonAsync("/api/accounts", new { invitation = token, name = $"L {i}", email, password = Member.Password });
            return reply.StatusCode;
        }));

        Assert.Equal(1, all.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(5, all.Count(status => status == HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("", "x@example.org", "long enough password")]
    [InlineData("a\u0007b", "x@example.org", "long enough password")]
    [InlineData("Lea", "no address", "long enough password")]
    [InlineData("Lea", "Lea <lea@example.org>", "long enough password")]
    [InlineData("Lea", "lea@example.org", "short")]
    [InlineData("Lea", "lea@example.org", "            ")]
    public async Task Account_ThatIsNotValid_SpendsNoInvitation(string name, string email, string password)
    {
        var token = await _ada.InviteAsync("member");
        using var reply = await _ada.Http.PostAsJsonAsync("/api/accounts", new { invitation = token, name, email, password });
        await ProblemAsync(reply, HttpStatusCode.UnprocessableEntity, "invalid-account");

        using var lea = await Member.NewAsync(_server, token, "Lea");
    }

    [Fact]
    public async Task Password_WrongTooOften_LocksTheAccountAndNotTheOpenBrowser()
    {
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
        for (var i = 0; i < 3; i++)
        {
            using var wrong = await lea.SignInAsync("not the password");
            await ProblemAsync(wrong, HttpStatusCode.Unauthorized, "wrong-sign-in");
        }

        using var right = await lea.SignInAsync(Member.Password);
        await ProblemAsync(right, HttpStatusCode.TooManyRequests, "locked-out");
        await lea.MeAsync();
    }

    [Fact]
    public async Task Password_WrongTooOftenForNobodysAddress_IsAnsweredAsForSomebodys()
    {
        var email = EmailTests.NewEmail();
        for (var i = 0; i < 3; i++)
        {
            using var wrong = await _ada.Http.PostAsJsonAsync("/api/sign-in", new { email, password = "not the password" });
            await ProblemAsync(wrong, HttpStatusCode.Unauthorized, "wrong-sign-in");
        }

        using var locked = await _ada.Http.PostAsJsonAsync("/api/sign-in", new { email, password = "not the password" });
        await ProblemAsync(locked, HttpStatusCode.TooManyRequests, "locked-out");
    }

    [Fact]
    public async Task Password_Changed_EndsTheOtherSignIns()
    {
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
        using var other = await lea.AgainAsync(_server);
        using var changed = await lea.Http.PostAsJsonAsync("/api/password", new { old = Member.Password, @new = "another good password" });
        await Person.JsonAsync(changed, HttpStatusCode.OK);

        await lea.MeAsync();
        using var me = await other.Http.GetAsync("/api/me");
        await ProblemAsync(me, HttpStatusCode.Unauthorized, "not-signed-in");
        using var old = await other.SignInAsync(Member.Password);
        await ProblemAsync(old, HttpStatusCode.Unauthorized, "wrong-sign-in");
        using var again = await lea.AgainAsync(_server, "another good password");
    }

    [Fact]
    public async Task SignedOutElsewhere_EndsEveryOtherSignIn_AndTheOneThatStaysIsNotFresh()
    {
        using var other = await _ada.AgainAsync(_server);
        using var ended = await _ada.Http.PostAsync("/api/sign-out/elsewhere", null);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);

        await _ada.MeAsync();
        using var me = await other.Http.GetAsync("/api/me");
        await ProblemAsync(me, HttpStatusCode.Unauthorized, "not-signed-in");
        using var invite = await _ada.Http.PostAsJsonAsync("/api/site/invitations", new { id = Person.NewId(), role = "member", uses = 1, days = 1 });
        await ProblemAsync(invite, HttpStatusCode.Conflict, "sign-in-old");
        using var again = await _ada.AgainAsync(_server);
        await again.InviteAsync("member");
    }

    [Fact]
    public async Task SignIn_WithoutItsMarks_IsNobodys()
    {
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
        var cookie = _server.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        foreach (var (lacks, status) in new[] { (null, HttpStatusCode.OK), (SignInKey.StampClaim, HttpStatusCode.Unauthorized), (SignInKey.SessionClaim, HttpStatusCode.Unauthorized) })
        {
            var ticket = cookie.TicketDataFormat.Unprotect(lea.Cookies.GetCookies(_server.Address).Single().Value)!;
            var identity = (ClaimsIdentity)ticket.Principal.Identity!;
            Assert.True(lacks is null || identity.TryRemoveClaim(identity.FindFirst(lacks)));
            using var http = new HttpClient { BaseAddress = _server.Address };
            http.DefaultRequestHeaders.Add("Cookie", $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(ticket)}");
            Assert.Equal(status, (await http.GetAsync("/api/me")).StatusCode);
        }
    }

    [Fact]
    public async Task Address_Unknown_IsToldAsAWrongPasswordIs()
    {
        using var reply = await _ada.Http.PostAsJsonAsync("/api/sign-in", new { email = "nobody@example.org", password = "whatever it is" });

        await ProblemAsync(reply, HttpStatusCode.Unauthorized, "wrong-sign-in");
    }

    [Fact]
    public async Task Invitation_TakenBySomebodyWithAnAccount_AddsTheRoleOnce()
    {
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
        var token = await _ada.InviteAsync("tutor");
        for (var i = 0; i < 2; i++)
        {
            using var reply = await lea.Http.PostAsJsonAsync("/api/invitations/redeem", new { token });
            await Person.JsonAsync(reply, HttpStatusCode.OK);
        }

        Assert.Equal(["member", "tutor"], (await lea.MeAsync()).GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
    }

    [Theory]
    [InlineData("GET", "/api/site")]
    [InlineData("POST", "/api/site/invitations")]
    [InlineData("DELETE", "/api/site/invitations/x")]
    [InlineData("POST", "/api/site/people/x/block")]
    public async Task Site_ForATutorAndNobody_IsRefused(string method, string path)
    {
        using var tom = await Member.NewAsync(_server, await _ada.InviteAsync("tutor"), "Tom");
        using var nobody = new HttpClient { BaseAddress = _server.Address };
        foreach (var (http, status) in new[] { (tom.Http, HttpStatusCode.Forbidden), (nobody, HttpStatusCode.Unauthorized) })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Content = method == "POST" ? JsonContent.Create(new { id = "x", role = "administrator", uses = 1, days = 7, blocked = true }) : null;
            using var reply = await http.SendAsync(request);
            Assert.Equal(status, reply.StatusCode);
        }
    }

    internal static async Task ProblemAsync(HttpResponseMessage reply, HttpStatusCode status, string code) =>
        Assert.Equal(code, (await Person.JsonAsync(reply, status)).GetProperty("code").GetString());
}
