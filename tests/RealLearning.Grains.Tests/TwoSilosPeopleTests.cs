using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.People;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>The site, what people sign in by, accounts, and how sure learners feel: the same through both of two silos, and there after one is killed.</summary>
public sealed class TwoSilosPeopleTests : IAsyncLifetime
{
    private const int Times = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("reallearning-").FullName;
    private readonly RoomCluster _cluster;

    public TwoSilosPeopleTests() => _cluster = new RoomCluster { Silos = 2, StateFolder = _folder };

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Site_ThroughEitherSilo_HasTheSameInvitationsAndPeople()
    {
        for (var i = 0; i < Times; i++)
        {
            var (here, there) = (Site(i % 2), Site((i + 1) % 2));
            var made = await here.InviteAsync(new NewInvitation<SiteRole>($"i{i}", SiteRole.Member, 1, 1, "ada"), RoomCluster.Ada);
            Assert.Equal($"i{i}", (await there.FindAsync(made.Token!))!.InvitationId);

            // One use, and two who want it at the same moment.
            var taken = await Task.WhenAll(here.RedeemAsync(made.Token!, $"a{i}"), there.RedeemAsync(made.Token!, $"b{i}"));
            Assert.Single(taken, static invitation => invitation is not null);
            var id = taken[0] is null ? $"b{i}" : $"a{i}";
            await SaveAsync(i % 2, id);
            await there.ChangedAsync(id);
            await there.InviteAsync(new NewInvitation<SiteRole>($"r{i}", SiteRole.Tutor, 1, 1, "ada"), RoomCluster.Ada);
            Assert.Contains((await here.ViewAsync()).Invitations, invitation => invitation.InvitationId == $"r{i}");
            await here.RevokeAsync($"r{i}", RoomCluster.Ada);
            foreach (var view in new[] { await here.ViewAsync(), await there.ViewAsync() })
            {
                Assert.Empty(view.Invitations);
                Assert.Equal(i + 1, view.People.Count);
                Assert.Contains(view.People, person => person.AccountId == id);
            }
        }
    }

    [Fact]
    public async Task Login_AskedForThroughBothSilosAtOnce_IsOnesAlone()
    {
        for (var i = 0; i < Times; i++)
        {
            var (email, first, second) = ($"both-{i}@example.org", $"first-{i}", $"second-{i}");
            var (here, there) = (Login(i % 2, email), Login((i + 1) % 2, email));
            var kept = await Task.WhenAll(here.ReserveAsync(first), there.ReserveAsync(second));
            Assert.Single(kept, static isKept => isKept);
            var (owner, other) = kept[0] ? (first, second) : (second, first);
            await SaveAsync(i % 2, owner, email);
            Assert.False(await there.ConfirmAsync(other));
            Assert.True(await there.ConfirmAsync(owner));
            Assert.All(await Task.WhenAll(here.FindAsync(), there.FindAsync()), found => Assert.Equal(owner, found));
            Assert.False(await here.ReserveAsync(other));

            Assert.True(await here.TryAsync(3, TimeSpan.FromHours(1)) && await there.TryAsync(3, TimeSpan.FromHours(1)) && await here.TryAsync(3, TimeSpan.FromHours(1)));
            Assert.All(await Task.WhenAll(here.TryAsync(3, TimeSpan.FromHours(1)), there.TryAsync(3, TimeSpan.FromHours(1))), Assert.False);
        }
    }

    [Fact]
    public async Task Account_ChangedThroughBothSilosAtOnce_IsOfOneChange()
    {
        for (var i = 0; i < Times; i++)
        {
            var account = await SaveAsync(0, $"account-{i}");
            var changes = new[] { account with { Version = "here", Name = "Here" }, account with { Version = "there", Name = "There" } };
            var saved = await Task.WhenAll(changes.Select((change, silo) => Account(silo, account.AccountId).SaveAsync(change, account.Version)));

            Assert.Single(saved, static isSaved => isSaved);
            var name = saved[0] ? "Here" : "There";
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 2).Select(async silo => (await Account(silo, account.AccountId).GetAsync())!.Name)), found => Assert.Equal(name, found));
        }
    }

    [Fact]
    public async Task Confidence_SaidAndSharedThroughEitherSilo_IsSeenThroughBoth_UntilItIsTakenBack()
    {
        for (var i = 0; i < Times; i++)
        {
            var (cohort, challenge) = await GivenAsync($"sure-{i}");
            var (here, there) = (Confidence(i % 2), Confidence((i + 1) % 2));
            var said = new SayConfidence(cohort, challenge, ConfidenceMoment.Start, null, 2, "Unsure");
            Assert.All(await Task.WhenAll(here.SayAsync(RoomCluster.Ada, said), there.SayAsync(RoomCluster.Ada, said with { Moment = ConfidenceMoment.End, Level = 5 })), Assert.Null);
            foreach (var trends in new[] { await here.GetAsync(), await there.GetAsync() })
            {
                Assert.Equal([2, 5], trends.Single(trend => trend.CohortId == cohort).Entries.Select(static entry => entry.Level!.Value).Order());
            }

            Assert.Null(await there.ShareAsync(RoomCluster.Ada, cohort, challenge, ConfidenceShare.Everything));
            Assert.Equal((2, 2), (await SeenAsync(0, cohort), await SeenAsync(1, cohort)));
            Assert.Null(await here.ShareAsync(RoomCluster.Ada, cohort, challenge, ConfidenceShare.None));
            Assert.Equal((0, 0), (await SeenAsync(0, cohort), await SeenAsync(1, cohort)));
        }
    }

    [Fact]
    public async Task Silo_ThatIsKilled_LosesNothingOfPeopleThatWasAcknowledged()
    {
        var worlds = new List<(string Id, string Token, string Cohort)>();
        for (var i = 0; i < Times; i++)
        {
            var (id, silo) = ($"killed-{i}", i % 2);
            var token = (await Site(silo).InviteAsync(new NewInvitation<SiteRole>(id, SiteRole.Member, 1, 1, "ada"), RoomCluster.Ada)).Token!;
            Assert.True(await Login(silo, $"{id}@example.org").ReserveAsync(id));
            await SaveAsync(silo, id);
            Assert.True(await Login(1 - silo, $"{id}@example.org").ConfirmAsync(id));
            await Site(1 - silo).ChangedAsync(id);
            var (cohort, challenge) = await GivenAsync(id);
            Assert.Null(await Confidence(silo).SayAsync(RoomCluster.Ada, new SayConfidence(cohort, challenge, ConfidenceMoment.Start, null, 4, id)));
            Assert.Null(await Confidence(1 - silo).ShareAsync(RoomCluster.Ada, cohort, challenge, ConfidenceShare.Everything));
            worlds.Add((id, token, cohort));
        }

        await _cluster.KillAsync();

        var site = await TwoSilosTests.TriedAsync(() => Site(0).ViewAsync());
        foreach (var (id, token, cohort) in worlds)
        {
            Assert.Contains(site.People, person => person.AccountId == id);
            Assert.Equal(id, (await TwoSilosTests.TriedAsync(() => Site(0).FindAsync(token)))!.InvitationId);
            Assert.Equal(id, await TwoSilosTests.TriedAsync(() => Login(0, $"{id}@example.org").FindAsync()));
            Assert.False(await TwoSilosTests.TriedAsync(() => Login(0, $"{id}@example.org").ReserveAsync("another")));
            Assert.Equal(id, (await TwoSilosTests.TriedAsync(() => Confidence(0).GetAsync())).Single(trend => trend.CohortId == cohort).Entries.Single().Sentence);
            Assert.Equal(1, await TwoSilosTests.TriedAsync(() => SeenAsync(0, cohort)));
        }
    }

    private ISiteGrain Site(int silo) => _cluster.Of(silo).GetGrain<ISiteGrain>(ISiteGrain.Key);

    private ILoginGrain Login(int silo, string email) => _cluster.Of(silo).GetGrain<ILoginGrain>(LoginKey.OfEmail(email));

    private IAccountGrain Account(int silo, string id) => _cluster.Of(silo).GetGrain<IAccountGrain>(id);

    private IConfidenceGrain Confidence(int silo) => _cluster.Of(silo).GetGrain<IConfidenceGrain>("ada");

    /// <summary>How many moments the tutor sees.</summary>
    private async Task<int> SeenAsync(int silo, string cohort) =>
        (await _cluster.Of(silo).GetGrain<ICohortGrain>(cohort).ConfidenceAsync(TestCohorts.Tutor)).Learners.SelectMany(static learner => learner.Trends).Sum(static trend => trend.Entries.Length);

    private async Task<Account> SaveAsync(int silo, string id, string? email = null)
    {
        var account = new Account(id, "1", email ?? $"{id}@example.org", "Ada", null, "stamp", [SiteRole.Member], DateTimeOffset.UnixEpoch);
        Assert.True(await Account(silo, id).SaveAsync(account, null));
        return account;
    }

    private async Task<(string Cohort, string Challenge)> GivenAsync(string id)
    {
        var cohort = await _cluster.CohortAsync(id);
        await cohort.GroupAsync("g", RoomCluster.Ada);
        var challenge = await _cluster.ChallengeAsync();
        await cohort.DoneAsync(new GiveChallenge(challenge, "2126-12-01", null));
        return (id, challenge);
    }
}
