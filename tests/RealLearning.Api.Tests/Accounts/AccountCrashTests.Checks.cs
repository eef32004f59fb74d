using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>What must be there after a crash.</summary>
public sealed partial class AccountCrashTests
{
    /// <summary>Looks at all of it on the folder that the dead left; later: when every reservation has ended.</summary>
    private async Task CheckAsync(AccountLoad load, bool isLater)
    {
        var clock = new ShiftedClock();
        clock.Advance(TimeSpan.FromSeconds(isLater ? ILoginGrain.ReservedSeconds + 1 : 0));
        await using var server = await Server.StartAsync(
            clock.InstallEverywhere,
            $"--Data={_folder}",
            "--Access:SignInsPerMinute=100000");
        load.Password.Settle(await OnlyAsync(load.Password.Candidates, async password => await OpensAsync(server.Address, _people["Lea"].Email, password)));
        var before = load.Email.Value;
        load.Email.Settle(await OnlyAsync(load.Email.Candidates, async email => await OpensAsync(server.Address, email)));
        if (before != load.Email.Value)
        {
            load.Left.Add(before);
        }

        await CheckSaidAsync(load, server.Address);
        await CheckPasskeysAsync(load, server.Address);
        await CheckSiteAsync(load, server.Address);
        await CheckAddressesAsync(load, server.Address, isLater);
    }

    private async Task CheckSaidAsync(AccountLoad load, Uri address)
    {
        using var kim = await InAsync(address, _people["Kim"].Email);
        var challenges = (await kim!.GetFromJsonAsync<JsonElement>("/api/confidence")).GetProperty("challenges");
        var said = challenges.EnumerateArray().SelectMany(static challenge => challenge.GetProperty("entries").EnumerateArray()).Select(static entry => entry.GetProperty("sentence").GetString()!["said ".Length..]).SingleOrDefault("0");
        Assert.Contains(int.Parse(said, CultureInfo.InvariantCulture), load.Sure.Candidates);
        load.Sure.Settle(int.Parse(said, CultureInfo.InvariantCulture));
    }

    /// <summary>A passkey opens the account that lists it, and no other.</summary>
    private async Task CheckPasskeysAsync(AccountLoad load, Uri address)
    {
        using var pia = await InAsync(address, _people["Pia"].Email);
        var listed = (await pia!.GetFromJsonAsync<JsonElement>("/api/account")).GetProperty("passkeys").EnumerateArray().Select(static key => key.GetProperty("id").GetString()).ToHashSet();
        var opened = 0;
        foreach (var (key, isThere) in load.Passkeys)
        {
            key.Origin = address.GetLeftPart(UriPartial.Authority);
            using var browser = new HttpClient { BaseAddress = address };
            using var reply = await PasskeyTests.SignInAsync(browser, key);
            var opens = reply.StatusCode == HttpStatusCode.OK;
            Assert.True(opens || reply.StatusCode == HttpStatusCode.Unauthorized, $"{reply.StatusCode}");
            Assert.Contains(opens, isThere.Candidates);
            isThere.Settle(opens);
            opened += opens ? 1 : 0;
        }

        Assert.Equal(opened, listed.Count);
    }

    /// <summary>The site lists everybody and every invitation that holds.</summary>
    private async Task CheckSiteAsync(AccountLoad load, Uri address)
    {
        using var ada = await InAsync(address, _people["Ada"].Email);
        foreach (var (email, _) in load.SignUps)
        {
            Assert.Equal((email, await OpensAsync(address, email)), (email, await IsListedAsync(email)));
        }

        Assert.True(await IsListedAsync(load.Email.Value));
        var site = await ada!.GetFromJsonAsync<JsonElement>("/api/site");
        var invitations = site.GetProperty("invitations").EnumerateArray().Select(static invitation => invitation.GetProperty("id").GetString()).ToHashSet();
        foreach (var (id, holds) in load.Invitations)
        {
            Assert.Contains(invitations.Contains(id), holds.Candidates);
            holds.Settle(invitations.Contains(id));
        }

        async Task<bool> IsListedAsync(string email) =>
            (await ada!.GetFromJsonAsync<JsonElement>($"/api/site?find={email}")).GetProperty("people").EnumerateArray().SingleOrDefault().ValueKind == JsonValueKind.Object;
    }

    /// <summary>Whoever was told that they have an account has it; every other address is free, at once or when its reservation has ended.</summary>
    private async Task CheckAddressesAsync(AccountLoad load, Uri address, bool isLater)
    {
        var free = new List<string>(load.Left);
        foreach (var (email, isAcknowledged) in load.SignUps)
        {
            var opens = await OpensAsync(address, email);
            Assert.True(opens || !isAcknowledged, $"{email} was acknowledged.");
            if (!opens)
            {
                free.Add(email);
            }
        }

        foreach (var email in load.Left)
        {
            Assert.False(await OpensAsync(address, email));
        }

        using var anybody = new HttpClient { BaseAddress = address };
        foreach (var email in isLater ? free : [])
        {
            using var taken = await anybody.PostAsJsonAsync("/api/accounts", new { invitation = load.Invitation, name = "Another", email, password = Member.Password });
            await Person.JsonAsync(taken, HttpStatusCode.OK);
        }

        output.WriteLine($"{free.Count - load.Left.Count} of {load.SignUps.Count} sign-ups were lost on their way");
    }

    /// <summary>The one of them that it is: never both, never none.</summary>
    private static async Task<T> OnlyAsync<T>(IReadOnlyList<T> candidates, Func<T, Task<bool>> isItAsync)
    {
        var found = new List<T>();
        foreach (var candidate in candidates)
        {
            if (await isItAsync(candidate))
            {
                found.Add(candidate);
            }
        }

        return Assert.Single(found);
    }

    private static async Task<bool> OpensAsync(Uri address, string email, string password = Member.Password)
    {
        using var http = await InAsync(address, email, password);
        return http is not null;
    }

    /// <summary>A browser that is signed in, or null where the address and the password open nothing.</summary>
    private static async Task<HttpClient?> InAsync(Uri address, string email, string password = Member.Password)
    {
        var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
        using var reply = await http.PostAsJsonAsync("/api/sign-in", new { email, password });
        if (reply.StatusCode != HttpStatusCode.Unauthorized)
        {
            await Person.JsonAsync(reply, HttpStatusCode.OK);
            return http;
        }

        http.Dispose();
        return null;
    }

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
