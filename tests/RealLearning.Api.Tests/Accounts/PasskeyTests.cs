using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using static RealLearning.Api.Tests.Accounts.AccountTests;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>Passkeys: added by whoever has just signed in, opening their account, and nothing else.</summary>
public sealed class PasskeyTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task Passkey_Added_SignsInWithoutAnAddressAlsoAfterARestart()
    {
        using var lea = await site.MemberAsync();
        using var key = new Authenticator(site.Server);
        var added = await AddAsync(lea, key, "Lea's phone");
        Assert.Equal("Lea's phone", added.GetProperty("name").GetString());
        await site.Server.RestartAsync();
        using var browser = Browser();

        using var reply = await SignInAsync(browser, key);

        Assert.Equal(lea.Id, (await Person.JsonAsync(reply, HttpStatusCode.OK)).GetProperty("id").GetString());
        using var me = await browser.GetAsync("/api/me");
        Assert.Equal(lea.Id, (await Person.JsonAsync(me, HttpStatusCode.OK)).GetProperty("id").GetString());
        var passkey = (await AccountAsync(lea)).GetProperty("passkeys")[0];
        Assert.Equal(JsonValueKind.String, passkey.GetProperty("usedAt").ValueKind);
    }

    [Fact]
    public async Task Passkey_RenamedAndRemoved_OpensNothingMore()
    {
        using var lea = await site.MemberAsync();
        using var key = new Authenticator(site.Server);
        var id = (await AddAsync(lea, key)).GetProperty("id").GetString();
        using var renamed = await lea.Http.PutAsJsonAsync($"/api/passkeys/{id}", new { name = "Old phone" });
        Assert.Equal(HttpStatusCode.NoContent, renamed.StatusCode);
        Assert.Equal("Old phone", (await AccountAsync(lea)).GetProperty("passkeys")[0].GetProperty("name").GetString());

        using var thief = Browser();
        using var came = await SignInAsync(thief, key);
        await Person.JsonAsync(came, HttpStatusCode.OK);

        using var removed = await lea.Http.DeleteAsync($"/api/passkeys/{id}");

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var gone = await thief.GetAsync("/api/me");
        await ProblemAsync(gone, HttpStatusCode.Unauthorized, "not-signed-in");
        await lea.MeAsync();
        await RefusedAsync(key);
        using var again = await lea.Http.DeleteAsync($"/api/passkeys/{id}");
        await ProblemAsync(again, HttpStatusCode.NotFound, "unknown-document");
    }

    [Fact]
    public async Task Answer_SentTwice_OpensOnce()
    {
        using var lea = await site.MemberAsync();
        using var key = new Authenticator(site.Server) { Count = 0 };
        await AddAsync(lea, key);
        using var browser = Browser();
        var (challenge, options) = await AskAsync(browser, "/api/sign-in/passkey/challenge");
        var answer = new { challenge, credential = key.Get(options) };
        using var first = await browser.PostAsJsonAsync("/api/sign-in/passkey", answer);
        await Person.JsonAsync(first, HttpStatusCode.OK);

        using var second = await browser.PostAsJsonAsync("/api/sign-in/passkey", answer);
        await ProblemAsync(second, HttpStatusCode.Conflict, "challenge-ended");
    }

    [Fact]
    public async Task Answer_ToAnothersChallenge_IsRefused()
    {
        using var lea = await site.MemberAsync();
        using var key = new Authenticator(site.Server);
        await AddAsync(lea, key);
        using var browser = Browser();
        using var other = Browser();
        await AskAsync(other, "/api/sign-in/passkey/challenge");
        var (challenge, options) = await AskAsync(browser, "/api/sign-in/passkey/challenge");
        var (another, _) = await AskAsync(browser, "/api/sign-in/passkey/challenge");
        var (toAdd, _) = await AskAsync(lea.Http, "/api/passkeys/challenge");

        using var elsewhere = await other.PostAsJsonAsync("/api/sign-in/passkey", new { challenge, credential = key.Get(options) });
        await ProblemAsync(elsewhere, HttpStatusCode.Conflict, "challenge-ended");
        using var swapped = await browser.PostAsJsonAsync("/api/sign-in/passkey", new { challenge = another, credential = key.Get(options) });
        await ProblemAsync(swapped, HttpStatusCode.Unauthorized, "wrong-passkey");
        using var purpose = await lea.Http.PostAsJsonAsync("/api/sign-in/passkey", new { challenge = toAdd, credential = key.Get(options) });
        await ProblemAsync(purpose, HttpStatusCode.Conflict, "challenge-ended");
        using var forged = await browser.PostAsJsonAsync("/api/sign-in/passkey", new { challenge = "CfDJ8" + challenge[9..], credential = key.Get(options) });
        await ProblemAsync(forged, HttpStatusCode.Conflict, "challenge-ended");
    }

    [Fact]
    public async Task Answer_AfterFiveMinutes_IsTooLate()
    {
        using var lea = await site.MemberAsync();
        using var key = new Authenticator(site.Server);
        await AddAsync(lea, key);
        using var browser = Browser();
        var (challenge, options) = await AskAsync(browser, "/api/sign-in/passkey/challenge");
        site.Clock.Advance(TimeSpan.FromMinutes(5));

        using var late = await browser.PostAsJsonAsync("/api/sign-in/passkey", new { challenge, credential = key.Get(options) });
        await ProblemAsync(late, HttpStatusCode.Conflict, "challenge-ended");
    }

    [Fact]
    public async Task Answer_FromAnotherOriginDomainOrFrame_IsRefused()
    {
        using var lea = await site.MemberAsync();
        using var key = new Authenticator(site.Server);
        await AddAsync(lea, key);
        foreach (var wrong in new Action<Authenticator>[]
        {
            static key => key.Origin = "https://evil.example",
            static key => key.Origin = key.Origin.Replace("http:", "https:", StringComparison.Ordinal),
            static key => key.Domain = "evil.example",
            static key => key.IsFramed = true,
            static key => key.Verifies = false,
        })
        {
            using var other = new Authenticator(site.Server);
            var (origin, domain) = (key.Origin, key.Domain);
            wrong(key);
            wrong(other);
            await RefusedAsync(key);
            var (challenge, options) = await AskAsync(lea.Http, "/api/passkeys/challenge");
            using var add = await lea.Http.PostAsJsonAsync("/api/passkeys", new { challenge, name = "Another", credential = other.Create(options) });
            await ProblemAsync(add, HttpStatusCode.Unauthorized, "wrong-passkey");
            (key.Origin, key.Domain, key.IsFramed, key.Verifies) = (origin, domain, false, true);
        }

        key.Origin = "https://learn.example.org";
        using var browser = Browser();
        using var listed = await SignInAsync(browser, key);
        await Person.JsonAsync(listed, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Count_ThatGoesBack_IsRefused()
    {
        using var lea = await site.MemberAsync();
        using var key = new Authenticator(site.Server) { Count = 7 };
        await AddAsync(lea, key);
        key.Count = 7;
        await RefusedAsync(key);
        key.Count = 8;
        using var browser = Browser();
        using var counted = await SignInAsync(browser, key);
        await Person.JsonAsync(counted, HttpStatusCode.OK);
        key.Count = 8;
        await RefusedAsync(key);
    }

    [Fact]
    public async Task Passkey_OfSomebodyElse_OpensNoOtherAccount()
    {
        using var lea = await site.MemberAsync();
        using var ben = await site.MemberAsync("Ben");
        using var hers = new Authenticator(site.Server);
        using var his = new Authenticator(site.Server);
        await AddAsync(lea, hers);
        await AddAsync(ben, his);

        // His key under her id, and his own key that says that it is hers.
        his.Claim(lea.Id);
        await RefusedAsync(his);
        using var disguised = new Authenticator(site.Server) { Id = hers.Id };
        disguised.Claim(lea.Id);
        await RefusedAsync(disguised);

        // Her credential id once more, for his account.
        var (challenge, options) = await AskAsync(ben.Http, "/api/passkeys/challenge");
        using var twice = await ben.Http.PostAsJsonAsync("/api/passkeys", new { challenge, name = "Hers", credential = disguised.Create(options) });
        await ProblemAsync(twice, HttpStatusCode.Unauthorized, "wrong-passkey");

        // An answer of his to what was asked of her signed-in browser.
        using var confirm = await SignInAsync(lea.Http, his);
        await ProblemAsync(confirm, HttpStatusCode.Unauthorized, "wrong-passkey");
    }

    [Fact]
    public async Task Account_Blocked_OpensByNoPasskey()
    {
        using var lea = await site.MemberAsync();
        using var key = new Authenticator(site.Server);
        await AddAsync(lea, key);
        await site.Ada.BlockAsync(lea.Id, true);
        using var browser = Browser();

        using var reply = await SignInAsync(browser, key);
        await ProblemAsync(reply, HttpStatusCode.Forbidden, "no-right");
    }

    [Fact]
    public async Task Adding_LongAfterTheSignIn_AsksToSignInAgain()
    {
        using var lea = await site.MemberAsync();
        using var key = new Authenticator(site.Server);
        await AddAsync(lea, key);
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        using var old = await lea.Http.PostAsync("/api/passkeys/challenge", null);
        await ProblemAsync(old, HttpStatusCode.Conflict, "sign-in-old");

        using var confirm = await SignInAsync(lea.Http, key);
        await Person.JsonAsync(confirm, HttpStatusCode.OK);
        await AskAsync(lea.Http, "/api/passkeys/challenge");
    }

    [Fact]
    public async Task Passkeys_BeyondTheLimit_AreRefused()
    {
        using var lea = await site.MemberAsync();
        for (var i = 0; i < 3; i++)
        {
            using var key = new Authenticator(site.Server);
            await AddAsync(lea, key);
        }

        using var another = new Authenticator(site.Server);
        var (challenge, options) = await AskAsync(lea.Http, "/api/passkeys/challenge");
        using var reply = await lea.Http.PostAsJsonAsync("/api/passkeys", new { challenge, name = "One more", credential = another.Create(options) });
        await ProblemAsync(reply, HttpStatusCode.TooManyRequests, "too-many");
    }

    [Fact]
    public async Task Answer_ThatIsLargeOrNone_IsNamed()
    {
        using var browser = Browser();
        var (challenge, _) = await AskAsync(browser, "/api/sign-in/passkey/challenge");
        using var large = await browser.PostAsJsonAsync("/api/sign-in/passkey", new { challenge, credential = new string('x', 40_000) });
        await ProblemAsync(large, HttpStatusCode.RequestEntityTooLarge, "too-large");
        foreach (var credential in new JsonNode?[] { null, 1, "{}", new JsonObject(), new JsonObject { ["id"] = "AA", ["type"] = "public-key", ["response"] = new JsonObject() } })
        {
            using var none = await browser.PostAsJsonAsync("/api/sign-in/passkey", new { challenge, credential });
            await ProblemAsync(none, HttpStatusCode.Unauthorized, "wrong-passkey");
        }
    }

    private HttpClient Browser() => new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = site.Server.Address };

    private async Task RefusedAsync(Authenticator key)
    {
        using var browser = Browser();
        using var reply = await SignInAsync(browser, key);
        await ProblemAsync(reply, HttpStatusCode.Unauthorized, "wrong-passkey");
    }

    internal static async Task<JsonElement> AddAsync(Member member, Authenticator key, string name = "A key")
    {
        var (challenge, options) = await AskAsync(member.Http, "/api/passkeys/challenge");
        using var reply = await member.Http.PostAsJsonAsync("/api/passkeys", new { challenge, name, credential = key.Create(options) });
        return await Person.JsonAsync(reply, HttpStatusCode.Created);
    }

    internal static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, Authenticator key)
    {
        var (challenge, options) = await AskAsync(browser, "/api/sign-in/passkey/challenge");
        return await browser.PostAsJsonAsync("/api/sign-in/passkey", new { challenge, credential = key.Get(options) });
    }

    internal static async Task<JsonElement> AccountAsync(Member member)
    {
        using var reply = await member.Http.GetAsync("/api/account");
        return await Person.JsonAsync(reply, HttpStatusCode.OK);
    }

    private static async Task<(string Challenge, JsonElement Options)> AskAsync(HttpClient browser, string path)
    {
        using var reply = await browser.PostAsync(path, null);
        var asked = await Person.JsonAsync(reply, HttpStatusCode.OK);
        return (asked.GetProperty("challenge").GetString()!, asked.GetProperty("options"));
    }
}
