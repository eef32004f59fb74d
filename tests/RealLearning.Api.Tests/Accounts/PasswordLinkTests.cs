using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using static RealLearning.Api.Tests.Accounts.AccountTests;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>A forgotten password: by an administrator's link, without mail.</summary>
public sealed class PasswordLinkTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    private const string Another = "another good password";

    [Fact]
    public async Task Link_OfAnAdministrator_SetsAPasswordOnceAndEndsEveryOtherSignIn()
    {
        using var lea = await site.MemberAsync();
        using var key = new Authenticator(site.Server);
        await PasskeyTests.AddAsync(lea, key);
        using var own = await site.Ada.Http.PostAsync($"/api/site/people/{site.Ada.Id}/password-link", null);
        await ProblemAsync(own, HttpStatusCode.UnprocessableEntity, "invalid-command");
        var token = await LinkAsync(lea.Id);
        var another = await LinkAsync(lea.Id);
        using var browser = Browser();
        using var look = await browser.PostAsJsonAsync("/api/password/look", new { token });
        Assert.Equal(lea.Email, (await Person.JsonAsync(look, HttpStatusCode.OK)).GetProperty("email").GetString());

        using var reset = await browser.PostAsJsonAsync("/api/password/reset", new { token, password = Another });

        Assert.Equal(lea.Id, (await Person.JsonAsync(reset, HttpStatusCode.OK)).GetProperty("id").GetString());
        using var me = await browser.GetAsync("/api/me");
        await Person.JsonAsync(me, HttpStatusCode.OK);
        using var old = await lea.Http.GetAsync("/api/me");
        await ProblemAsync(old, HttpStatusCode.Unauthorized, "not-signed-in");
        using var wrong = await lea.SignInAsync(Member.Password);
        await ProblemAsync(wrong, HttpStatusCode.Unauthorized, "wrong-sign-in");
        using var right = await lea.AgainAsync(site.Server, Another);

        // Whoever had the account before the link may have added it.
        using var byKey = await PasskeyTests.SignInAsync(browser, key);
        await ProblemAsync(byKey, HttpStatusCode.Unauthorized, "wrong-passkey");
        foreach (var ended in new[] { token, another })
        {
            await EndedAsync(ended);
        }
    }

    [Fact]
    public async Task Link_LiftsALock()
    {
        using var lea = await site.MemberAsync();
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await lea.SignInAsync("not the password");
        }

        using var locked = await lea.SignInAsync(Member.Password);
        await ProblemAsync(locked, HttpStatusCode.TooManyRequests, "locked-out");
        using var browser = Browser();
        using var reset = await browser.PostAsJsonAsync("/api/password/reset", new { token = await LinkAsync(lea.Id), password = Another });
        await Person.JsonAsync(reset, HttpStatusCode.OK);
        using var again = await lea.AgainAsync(site.Server, Another);
    }

    [Fact]
    public async Task Link_OfAPasswordThatWasChangedOrAnAccountThatIsBlocked_IsEnded()
    {
        using var lea = await site.MemberAsync();
        var before = await LinkAsync(lea.Id);
        using var changed = await lea.Http.PostAsJsonAsync("/api/password", new { old = Member.Password, @new = Another });
        await Person.JsonAsync(changed, HttpStatusCode.OK);
        await EndedAsync(before);
        var meanwhile = await LinkAsync(lea.Id);
        await site.Ada.BlockAsync(lea.Id, true);
        await EndedAsync(meanwhile);
        using var blocked = await site.Ada.Http.PostAsync($"/api/site/people/{lea.Id}/password-link", null);
        await ProblemAsync(blocked, HttpStatusCode.UnprocessableEntity, "invalid-command");
    }

    [Fact]
    public async Task Link_ForAPasswordThatIsTooShort_StaysGood()
    {
        using var lea = await site.MemberAsync();
        var token = await LinkAsync(lea.Id);
        using var browser = Browser();
        using var shortOne = await browser.PostAsJsonAsync("/api/password/reset", new { token, password = "short" });
        await ProblemAsync(shortOne, HttpStatusCode.UnprocessableEntity, "invalid-account");
        using var reset = await browser.PostAsJsonAsync("/api/password/reset", new { token, password = Another });
        await Person.JsonAsync(reset, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Link_OfSomebodyElseOrMadeUp_OpensNothing()
    {
        using var lea = await site.MemberAsync();
        using var ben = await site.MemberAsync("Ben");
        var token = await LinkAsync(ben.Id);
        foreach (var made in new[] { $"{lea.Id}.{token.Split('.')[1]}", token[..^2], $"{lea.Id}.", "guessed", $"nobody.{token.Split('.')[1]}", new string('x', 5_000) })
        {
            await EndedAsync(made);
        }
    }

    [Fact]
    public async Task Link_ThatIsTooOld_IsEnded()
    {
        await using var server = await Server.StartAsync(static builder => builder.Services.PostConfigure<DataProtectionTokenProviderOptions>(static links => links.TokenLifespan = TimeSpan.Zero));
        using var ada = await Member.FirstAsync(server);
        using var lea = await Member.NewAsync(server, await ada.InviteAsync("member"), "Lea");
        using var made = await ada.Http.PostAsync($"/api/site/people/{lea.Id}/password-link", null);
        var token = (await Person.JsonAsync(made, HttpStatusCode.Created)).GetProperty("token").GetString();

        using var reset = await ada.Http.PostAsJsonAsync("/api/password/reset", new { token, password = Another });
        await ProblemAsync(reset, HttpStatusCode.NotFound, "link-ended");
    }

    [Fact]
    public async Task Administrator_LongAfterTheSignIn_ConfirmsBeforeTheyDecideWhoComesIn()
    {
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        foreach (var (path, body) in new (string, object?)[] { ("invitations", new { id = "late", role = "administrator" }), ("people/x/block", new { blocked = true }), ("people/x/password-link", null) })
        {
            using var reply = await site.Ada.Http.PostAsync($"/api/site/{path}", body is null ? null : JsonContent.Create(body));
            await ProblemAsync(reply, HttpStatusCode.Conflict, "sign-in-old");
        }

        using var confirm = await site.Ada.SignInAsync(Member.Password);
        await Person.JsonAsync(confirm, HttpStatusCode.OK);
        await site.Ada.InviteAsync("administrator");
    }

    [Fact]
    public async Task Forgotten_WhereNoMailIsSent_SaysSo()
    {
        using var browser = Browser();
        using var ways = await browser.GetAsync("/api/sign-in");
        Assert.False((await Person.JsonAsync(ways, HttpStatusCode.OK)).GetProperty("mail").GetBoolean());
        using var reply = await browser.PostAsJsonAsync("/api/password/forgotten", new { email = site.Ada.Email });
        await ProblemAsync(reply, HttpStatusCode.NotFound, "unknown-document");
    }

    private HttpClient Browser() => new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = site.Server.Address };

    private async Task<string> LinkAsync(string id)
    {
        using var reply = await site.Ada.Http.PostAsync($"/api/site/people/{id}/password-link", null);
        return (await Person.JsonAsync(reply, HttpStatusCode.Created)).GetProperty("token").GetString()!;
    }

    private async Task EndedAsync(string token)
    {
        using var browser = Browser();
        using var look = await browser.PostAsJsonAsync("/api/password/look", new { token });
        await ProblemAsync(look, HttpStatusCode.NotFound, "link-ended");
        using var reset = await browser.PostAsJsonAsync("/api/password/reset", new { token, password = "yet another password" });
        await ProblemAsync(reset, HttpStatusCode.NotFound, "link-ended");
    }
}
