using RealLearning.Contracts.People;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>The site's invitations and its list of people, which stay small and cost one call.</summary>
public sealed class SiteTests : IAsyncLifetime
{
    private readonly RoomCluster _cluster = new();

    private ISiteGrain Site => _cluster.Grains.GetGrain<ISiteGrain>(ISiteGrain.Key);

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Invitations_ThatHaveEnded_TheLastAreRememberedAndTheOthersNot()
    {
        var tokens = new List<string>();
        for (var i = 0; i < NewInvitation<SiteRole>.EndedMax + 2; i++)
        {
            tokens.Add((await InviteAsync($"i{i}", SiteRole.Member)).Token!);
            await Site.RedeemAsync(tokens[^1], $"p{i}");
        }

        await InviteAsync("last", SiteRole.Member);

        // Taken again by whoever took it: known, and so the same; or forgotten.
        Assert.Null(await Site.RedeemAsync(tokens[0], "p0"));
        Assert.Null(await Site.RedeemAsync(tokens[1], "p1"));
        Assert.NotNull(await Site.RedeemAsync(tokens[2], "p2"));
        Assert.Null(await Site.RedeemAsync(tokens[2], "somebody else"));
        Assert.Equal("last", Assert.Single((await Site.ViewAsync()).Invitations).InvitationId);
    }

    [Fact]
    public async Task FirstLink_OfAnInvitationThatIsForgotten_IsNotMadeAnew()
    {
        var first = (await Site.BeginAsync())!;
        await Site.RedeemAsync(first, "ada");
        await SaveAsync("ada", "Ada", null, SiteRole.Administrator);
        for (var i = 0; i < NewInvitation<SiteRole>.EndedMax + 2; i++)
        {
            await InviteAsync($"i{i}", SiteRole.Member, days: NewInvitation<SiteRole>.DaysMax);
            await Site.RevokeAsync($"i{i}", RoomCluster.Ada);
        }

        await InviteAsync("last", SiteRole.Member);
        Assert.Null(await Site.RedeemAsync(first, "ada"));

        Assert.Null(await Site.BeginAsync());
    }

    [Fact]
    public async Task FirstLink_WhereTheDemonstrationsAdministratorAloneIsThere_IsMadeAnew()
    {
        Assert.NotNull(await Site.BeginAsync());
        await Site.ChangedAsync("demo");
        var demo = new Account("demo", "1", "demo" + ISiteGrain.DemonstrationDomain, "Nadia", null, "s", [SiteRole.Administrator], DateTimeOffset.UnixEpoch);
        Assert.True(await _cluster.Grains.GetGrain<IAccountGrain>("demo").SaveAsync(demo, null));

        Assert.NotNull(await Site.BeginAsync());
    }

    [Fact]
    public async Task People_AreAskedForOnlyWhereTheyChanged()
    {
        var version = await SaveAsync("ada", "Ada", null, SiteRole.Member);
        Assert.Equal("Ada", Assert.Single((await Site.ViewAsync()).People).Name);

        // Nobody says so, and nobody is asked.
        version = await SaveAsync("ada", "Ada Lovelace", version, SiteRole.Member, isTold: false);
        Assert.Equal("Ada", Assert.Single((await Site.ViewAsync()).People).Name);

        await SaveAsync("ada", "Ada King", version, SiteRole.Tutor);
        var ada = Assert.Single((await Site.ViewAsync()).People);
        Assert.Equal(("Ada King", SiteRole.Tutor), (ada.Name, Assert.Single(ada.Roles)));
    }

    [Fact]
    public async Task People_AnAccountThatIsAboutToBeMade_IsListedOnceItIs()
    {
        await Site.ChangedAsync("bea");
        Assert.Empty((await Site.ViewAsync()).People);

        await SaveAsync("bea", "Bea", null, SiteRole.Member, isTold: false);

        Assert.Equal("Bea", Assert.Single((await Site.ViewAsync()).People).Name);
    }

    [Fact]
    public async Task People_AreTheLastWhoCame_AndFoundByNameOrAddress()
    {
        const int All = ISiteGrain.PeopleMax + 5;
        for (var i = 0; i < All; i++)
        {
            await Site.ChangedAsync($"p{i}");
            var account = new Account($"p{i}", "1", $"p{i}@example.org", $"Somebody No. {i}.", null, "s", [SiteRole.Member], DateTimeOffset.UnixEpoch.AddDays(i));
            Assert.True(await _cluster.Grains.GetGrain<IAccountGrain>($"p{i}").SaveAsync(account, null));
        }

        var all = await Site.ViewAsync();
        Assert.Equal(Enumerable.Range(5, ISiteGrain.PeopleMax).Select(static i => $"p{i}").Reverse(), all.People.Select(static person => person.AccountId));
        Assert.Equal(All, all.Found);
        Assert.Equal("p3", Assert.Single((await Site.ViewAsync("somebody no. 3.")).People).AccountId);
        Assert.Equal("p3", Assert.Single((await Site.ViewAsync("P3@")).People).AccountId);
        Assert.Equal((0, 0), await Site.ViewAsync("nobody") is var none ? (none.People.Count, none.Found) : default);
    }

    private Task<InvitedReply<SiteRole>> InviteAsync(string id, SiteRole role, int days = 1) => Site.InviteAsync(new NewInvitation<SiteRole>(id, role, 1, days, "ada"), RoomCluster.Ada);

    private async Task<string> SaveAsync(string id, string name, string? before, SiteRole role, bool isTold = true)
    {
        var account = new Account(id, Guid.NewGuid().ToString("N"), $"{id}@example.org", name, null, "stamp", [role], DateTimeOffset.UnixEpoch);
        Assert.True(await _cluster.Grains.GetGrain<IAccountGrain>(id).SaveAsync(account, before));
        if (isTold)
        {
            await Site.ChangedAsync(id);
        }

        return account.Version;
    }
}
