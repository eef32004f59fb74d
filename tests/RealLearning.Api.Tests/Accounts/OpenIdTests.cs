using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using static RealLearning.Api.Tests.Accounts.AccountTests;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>Signing in by an organisation, at a provider of npm's.</summary>
public sealed class OpenIdTests : IAsyncLifetime
{
    private const string Way = "/api/sign-in/openid/school";
    private Organisation _school = null!;
    private Server _server = null!;
    private Member _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _school = await Organisation.StartAsync();
        _server = await Server.StartAsync(_school.Options);
        _ada = await Member.FirstAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _ada.Dispose();
        await _server.DisposeAsync();
        await _school.DisposeAsync();
    }

    [Fact]
    public async Task Somebody_ComingForTheFirstTime_IsAMemberAndTheSameTheNextTime()
    {
        using var first = Browser();
        Assert.Equal("/", await Organisation.VisitAsync(first, Way, "lea"));
        var me = await MeAsync(first);
        Assert.Equal(("lea of the school", "lea@school.example", "member"), (me.GetProperty("name").GetString(), me.GetProperty("email").GetString(), me.GetProperty("roles")[0].GetString()));
        await _server.RestartAsync();

        using var second = Browser();
        Assert.Equal("/", await Organisation.VisitAsync(second, Way, "lea"));
        Assert.Equal(me.GetProperty("id").GetString(), (await MeAsync(second)).GetProperty("id").GetString());
        using var other = Browser();
        Assert.Equal("/", await Organisation.VisitAsync(other, Way, "nameless-ben"));
        Assert.Equal("nameless-ben", (await MeAsync(other)).GetProperty("name").GetString());
        using var site = await _ada.Http.GetAsync("/api/site");
        Assert.Contains("lea@school.example", await site.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Somebody_WithoutAVerifiedAddress_DoesNotComeIn()
    {
        using var browser = Browser();
        Assert.Equal("/?refused=openid-email", await Organisation.VisitAsync(browser, Way, "unverified-lea"));
        await NobodyAsync(browser);
    }

    [Fact]
    public async Task Address_OfAnAccount_IsNotTakenOverButLinkedByWhoeverHasBoth()
    {
        using var lea = await AccountAsync("lea@school.example");
        using var browser = Browser();
        Assert.Equal("/?refused=email-taken", await Organisation.VisitAsync(browser, Way, "lea"));
        await NobodyAsync(browser);

        Assert.Equal("/account", await Organisation.VisitAsync(lea.Http, await LinkAsync(lea.Http), "lea"));

        var login = (await PasskeyTests.AccountAsync(lea)).GetProperty("logins")[0];
        Assert.Equal("The School", login.GetProperty("name").GetString());
        using var again = Browser();
        Assert.Equal("/", await Organisation.VisitAsync(again, Way, "lea"));
        Assert.Equal((await lea.MeAsync()).GetProperty("id").GetString(), (await MeAsync(again)).GetProperty("id").GetString());

        // Nobody else can link the same.
        using var ben = await AccountAsync("ben@example.org");
        Assert.Equal("/account?refused=login-taken", await Organisation.VisitAsync(ben.Http, await LinkAsync(ben.Http), "lea"));

        using var unlinked = await lea.Http.DeleteAsync($"/api/account/logins/{login.GetProperty("id").GetString()}");
        Assert.Equal(HttpStatusCode.NoContent, unlinked.StatusCode);
        using var later = Browser();
        Assert.Equal("/?refused=email-taken", await Organisation.VisitAsync(later, Way, "lea"));
    }

    [Fact]
    public async Task Link_ThatIsTheOnlyWayIn_StaysUntilThereIsAPassword()
    {
        using var browser = Browser();
        await Organisation.VisitAsync(browser, Way, "lea");
        using var stale = await browser.PostAsync("/api/passkeys/challenge", null);
        await ProblemAsync(stale, HttpStatusCode.Conflict, "sign-in-old");
        Assert.Equal("/account", await Organisation.VisitAsync(browser, $"{Way}?confirm=true", "lea"));
        using var account = await browser.GetAsync("/api/account");
        var view = await Person.JsonAsync(account, HttpStatusCode.OK);
        Assert.False(view.GetProperty("hasPassword").GetBoolean());
        var path = $"/api/account/logins/{view.GetProperty("logins")[0].GetProperty("id").GetString()}";
        using var last = await browser.DeleteAsync(path);
        await ProblemAsync(last, HttpStatusCode.Conflict, "last-way-in");

        using var set = await browser.PostAsJsonAsync("/api/password", new { @new = Member.Password });
        await Person.JsonAsync(set, HttpStatusCode.OK);
        using var unlinked = await browser.DeleteAsync(path);
        Assert.Equal(HttpStatusCode.NoContent, unlinked.StatusCode);
        using var again = await browser.PostAsJsonAsync("/api/sign-in", new { email = "lea@school.example", password = Member.Password });
        await Person.JsonAsync(again, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Account_Blocked_DoesNotComeIn()
    {
        using var browser = Browser();
        await Organisation.VisitAsync(browser, Way, "lea");
        await _ada.BlockAsync((await MeAsync(browser)).GetProperty("id").GetString()!, true);
        using var other = Browser();
        Assert.Equal("/?refused=no-right", await Organisation.VisitAsync(other, Way, "lea"));
        await NobodyAsync(other);
    }

    [Fact]
    public async Task Answer_OfAnotherBrowserOrMadeUp_BringsNobodyIn()
    {
        using var handler = new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
        using var one = new HttpClient(handler) { BaseAddress = _server.Address };
        var callback = await Organisation.CallbackAsync(one, Way, "lea");
        var state = System.Web.HttpUtility.ParseQueryString(callback.Query)["state"];
        foreach (var query in new[] { callback.Query, "?state=guessed&code=guessed", "", $"?state={Uri.EscapeDataString(state!)}&error=access_denied" })
        {
            using var other = Browser();
            using var reply = await other.GetAsync($"{Way}/callback{query}");
            Assert.Contains("refused=openid-", reply.RequestMessage!.RequestUri!.Query, StringComparison.Ordinal);
            await NobodyAsync(other);
        }
    }

    [Fact]
    public async Task Link_WithoutATicketOfThisBrowserAndAccount_IsNotMade()
    {
        using var lea = await AccountAsync("lea@example.org");
        using var ben = await AccountAsync("ben@example.org");
        var his = await LinkAsync(ben.Http);
        foreach (var way in new[] { his, $"{Way}?link=guessed" })
        {
            Assert.Equal("/account?refused=openid-failed", await Organisation.VisitAsync(lea.Http, way, "lea"));
        }

        Assert.Empty((await PasskeyTests.AccountAsync(lea)).GetProperty("logins").EnumerateArray());
    }

    [Fact]
    public async Task Organisation_OutOfReachOrUnknown_IsSaid()
    {
        await using var server = await Server.StartAsync(
            "--Access:OpenId:gone:Authority=http://127.0.0.1:1", "--Access:OpenId:gone:ClientId=x", "--Access:OpenId:gone:ClientSecret=x", "--Access:OpenId:gone:Name=Gone");
        using var browser = new HttpClient { BaseAddress = server.Address };
        using var gone = await browser.GetAsync("/api/sign-in/openid/gone");
        Assert.Equal("/?refused=openid-failed", gone.RequestMessage!.RequestUri!.PathAndQuery);
        using var unknown = await browser.GetAsync(Way);
        await ProblemAsync(unknown, HttpStatusCode.NotFound, "unknown-document");
        using var ways = await browser.GetAsync("/api/sign-in");
        Assert.Equal("Gone", (await Person.JsonAsync(ways, HttpStatusCode.OK)).GetProperty("organisations")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("--Access:OpenId:school:Authority=http://login.example.org")]
    [InlineData("--Access:OpenId:school:ClientSecret=")]
    [InlineData("--Access:OpenId:The School:Name=x")]
    public async Task Options_ThatAreNotWhole_EndTheStart(string option)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => Server.StartAsync([.. _school.Options, option]));
        Assert.Contains("Access:OpenId", refused.Message, StringComparison.Ordinal);
    }

    private HttpClient Browser() => new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = _server.Address };

    private async Task<Member> AccountAsync(string email) => await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea", email);

    private static async Task<string> LinkAsync(HttpClient browser)
    {
        using var reply = await browser.PostAsync("/api/account/logins/school", null);
        return (await Person.JsonAsync(reply, HttpStatusCode.OK)).GetProperty("address").GetString()!;
    }

    private static async Task<JsonElement> MeAsync(HttpClient browser)
    {
        using var reply = await browser.GetAsync("/api/me");
        return await Person.JsonAsync(reply, HttpStatusCode.OK);
    }

    private static async Task NobodyAsync(HttpClient browser)
    {
        using var reply = await browser.GetAsync("/api/me");
        await ProblemAsync(reply, HttpStatusCode.Unauthorized, "not-signed-in");
    }
}
