using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>Whoever signs out in one browser is signed out there with all that was opened by it, and nowhere else.</summary>
public sealed class SignOutTests : TwoAccounts
{
    [Fact]
    public async Task Browser_SignedOut_EndsItsCookieItsTokensAndItsLines_AndNotAnotherBrowsers()
    {
        var document = await Lea.DocumentAsync();
        using var other = await Lea.AgainAsync(Server);
        var (token, others) = (await Lea.TokenAsync(document), await other.TokenAsync(document));
        var taken = Copy(Lea, Server);
        using var line = await RawYjsClient.ConnectByCookieAsync(Server, document, taken);
        using var othersLine = await RawYjsClient.ConnectAsync(Server, document, byToken: others);
        Assert.NotNull(await line.AnswerAsync([0]));
        Assert.NotNull(await othersLine.AnswerAsync([0]));

        await OutAsync(Lea);

        Assert.Equal(4401, (await line.ClosedAsync()).Code);
        using var thief = new HttpClient(new HttpClientHandler { CookieContainer = taken }) { BaseAddress = Server.Address };
        await AccountTests.ProblemAsync(await thief.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "not-signed-in");
        using var program = await RawYjsClient.ConnectAsync(Server, document, byToken: token);
        Assert.Equal(4401, (await program.ClosedAsync()).Code);
        Assert.NotNull(await othersLine.AnswerAsync([0]));
        Assert.Equal(Lea.Id, (await other.MeAsync()).GetProperty("id").GetString());

        await Server.RestartAsync();
        await AccountTests.ProblemAsync(await thief.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "not-signed-in");
        Assert.Equal(Lea.Id, (await other.MeAsync()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Browser_WhereSomebodyElseComesIn_EndsTheSignInOfWhoeverWasThere()
    {
        var taken = Copy(Lea, Server);
        using var reply = await Lea.Http.PostAsJsonAsync("/api/sign-in", new { email = Ada.Email, password = Member.Password });
        await Person.JsonAsync(reply, HttpStatusCode.OK);

        using var before = new HttpClient(new HttpClientHandler { CookieContainer = taken }) { BaseAddress = Server.Address };
        await AccountTests.ProblemAsync(await before.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "not-signed-in");
        Assert.Equal(Ada.Id, (await Lea.MeAsync()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Browser_WhereTheSamePersonConfirmsThatItIsThem_GoesOnWithItsLinesAndTokens()
    {
        var document = await Lea.DocumentAsync();
        var token = await Lea.TokenAsync(document);
        using var line = await RawYjsClient.ConnectByCookieAsync(Server, document, Copy(Lea, Server));
        Assert.NotNull(await line.AnswerAsync([0]));

        using var again = await Lea.SignInAsync(Member.Password);

        Assert.NotNull(await line.AnswerAsync([0]));
        using var program = await RawYjsClient.ConnectAsync(Server, document, byToken: token);
        Assert.NotNull(await program.AnswerAsync([0]));
    }

    /// <summary>Else it would outlive the memory of it, by asking now and then.</summary>
    [Fact]
    public async Task Cookie_ThatWasSignedOut_IsNotRenewed_AsOneThatHoldsIs()
    {
        var clock = new ShiftedClock();
        await using var server = await Server.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var ada = await Member.FirstAsync(server);
        using var lea = await Member.NewAsync(server, await ada.InviteAsync("member"), "Lea");
        using var thief = new HttpClient(new HttpClientHandler { CookieContainer = Copy(lea, server) }) { BaseAddress = server.Address };
        await OutAsync(lea);
        clock.Advance(TimeSpan.FromDays(16));

        using var refused = await thief.GetAsync("/api/me");
        using var good = await ada.Http.GetAsync("/api/me");

        Assert.Equal((HttpStatusCode.Unauthorized, false), (refused.StatusCode, refused.Headers.Contains("Set-Cookie")));
        Assert.Equal((HttpStatusCode.OK, true), (good.StatusCode, good.Headers.Contains("Set-Cookie")));
    }

    [Fact]
    public async Task SignOut_WhileTheStoreTakesNothing_TakesTheCookieAllTheSame_AndSomebodyElseComesIn()
    {
        var store = new Forgetful();
        await using var server = await Server.StartAsync(store.Take);
        using var ada = await Member.FirstAsync(server);
        using var lea = await Member.NewAsync(server, await ada.InviteAsync("member"), "Lea");
        using var mo = await Member.NewAsync(server, await ada.InviteAsync("member"), "Mo");
        store.Refused = lea.Id;

        await AccountTests.ProblemAsync(await lea.Http.PostAsync("/api/sign-out", null), HttpStatusCode.ServiceUnavailable, "storage-unavailable");

        Assert.Empty(lea.Cookies.GetCookies(server.Address));
        using var again = await lea.SignInAsync(Member.Password);
        Assert.Equal(lea.Id, (await lea.MeAsync()).GetProperty("id").GetString());
        using var other = await lea.Http.PostAsJsonAsync("/api/sign-in", new { email = mo.Email, password = Member.Password });
        Assert.Equal(mo.Id, (await Person.JsonAsync(other, HttpStatusCode.OK)).GetProperty("id").GetString());
    }

    /// <summary>As whom anybody comes in at any time nobody can be signed out by whoever comes and goes.</summary>
    [Fact]
    public async Task SignOuts_OfTheDemonstrationsPeople_AreNotRemembered()
    {
        using var one = new HttpClient { BaseAddress = Server.Address };
        using var another = new HttpClient { BaseAddress = Server.Address };
        foreach (var browser in new[] { one, another })
        {
            await Person.JsonAsync(await browser.PostAsJsonAsync("/api/demonstration", new { id = "demo-learner" }), HttpStatusCode.OK);
        }

        using var reply = await one.PostAsync("/api/sign-out", null);

        Assert.Equal("demo-learner", (await Person.JsonAsync(await another.GetAsync("/api/me"), HttpStatusCode.OK)).GetProperty("id").GetString());
        using var nobody = await one.GetAsync("/api/me");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    /// <summary>Only so many are remembered: beyond them nobody may come back by a cookie that was signed out.</summary>
    [Fact]
    public async Task SignOuts_MoreThanAreRemembered_EndEverySignIn()
    {
        var account = Server.Services.GetRequiredService<IGrainFactory>().GetGrain<IAccountGrain>(Lea.Id);
        var over = DateTimeOffset.MaxValue;
        for (var i = 0; i < IAccountGrain.EndedMax; i++)
        {
            await account.EndAsync($"browser-{i}", over);
        }

        Assert.Equal(Lea.Id, (await Lea.MeAsync()).GetProperty("id").GetString());
        await account.EndAsync("one more", over);

        await AccountTests.ProblemAsync(await Lea.Http.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "not-signed-in");
        using var again = await Lea.AgainAsync(Server);
        Assert.Equal(Lea.Id, (await again.MeAsync()).GetProperty("id").GetString());
    }

    /// <summary>The line learns of it at once, and not when its node asks the next time.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Change_ThatIsStoredThoughTheStoreSaidNot_EndsOpenLinesAllTheSame(bool isBlocked)
    {
        var store = new Forgetful();
        await using var server = await Server.StartAsync(store.Take);
        using var ada = await Member.FirstAsync(server);
        using var lea = await Member.NewAsync(server, await ada.InviteAsync("member"), "Lea");
        var document = await lea.DocumentAsync();
        using var line = await RawYjsClient.ConnectByCookieAsync(server, document, Copy(lea, server));
        Assert.NotNull(await line.AnswerAsync([0]));

        store.Next = lea.Id;
        await (isBlocked ? ada.BlockAsync(lea.Id, true) : OutAsync(lea));

        Assert.Equal(4401, (await line.ClosedAsync()).Code);
        Assert.Null(store.Next);
    }

    private static CookieContainer Copy(Member member, Server server)
    {
        var copy = new CookieContainer();
        copy.Add(member.Cookies.GetCookies(server.Address));
        return copy;
    }

    private static async Task OutAsync(Member member)
    {
        using var reply = await member.Http.PostAsync("/api/sign-out", null);
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
    }

    /// <summary>The server's own store, which takes one write of an account and does not say so.</summary>
    private sealed class Forgetful
    {
        public string? Next { get; set; }

        /// <summary>An account of which nothing is taken.</summary>
        public string? Refused { get; set; }

        public void Take(WebApplicationBuilder builder)
        {
            var real = builder.Services.Last(service => service.ServiceType == typeof(IGrainStorage) && ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME.Equals(service.ServiceKey));
            builder.Services.Remove(real);
            builder.Services.AddKeyedSingleton<IGrainStorage>(
                ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, key) => new Store(this, (IGrainStorage)real.KeyedImplementationFactory!(services, key)));
        }

        private sealed class Store(Forgetful of, IGrainStorage inner) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
        {
            public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

            public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);

            public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
            {
                if (of.Refused is { } refused && grainId.Type.ToString() == "account" && grainId.Key.ToString() == refused)
                {
                    throw new IOException("The disk is full.");
                }

                await inner.WriteStateAsync(stateName, grainId, grainState);
                if (of.Next is { } next && grainId.Type.ToString() == "account" && grainId.Key.ToString() == next)
                {
                    of.Next = null;
                    throw new IOException("The line was cut before the answer.");
                }
            }

            public void Participate(ISiloLifecycle lifecycle) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(lifecycle);
        }
    }
}
