using System.Text.Json;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Rooms;
using Xunit;

namespace RealLearning.Silo.Tests.States;

/// <summary>
/// A little world in which every grain with a state is written to: a site and its people, a challenge, a cohort with its rooms. What fails is tried again, as the product does;
/// what it comes to can be looked at, and is the same in every world, whatever failed on the way.
/// </summary>
/// <param name="tag">In all ids, so that many worlds fit into one silo.</param>
/// <param name="failed">Runs after each call that failed, before it is tried again.</param>
internal sealed class GrainWorld(IGrainFactory grains, string tag, Func<GrainWorld, Task>? failed = null)
{
    private const int AttemptsMax = 6;

    private static readonly ChallengeText Text = new(
        "Win readers back",
        new Brief("City library", "More young readers", "People of 16 to 25", ["A post a week"], null),
        "The library's followers",
        Deliverables.Campaign,
        [new Milestone("m1", "Draft", 7, "kind")],
        [new ChallengeStep("s1", "Look at what they post now", "Ten posts are enough", "m1")],
        []);

    private readonly Caller _tutor = new($"tom-{tag}", "Tom");
    private readonly Caller _ada = new($"ada-{tag}", "Ada");
    private readonly Caller _bea = new($"bea-{tag}", "Bea");
    private RoomKey? _space;
    private RoomKey? _work;

    private ISiteGrain Site => grains.GetGrain<ISiteGrain>($"site-{tag}");

    private IAccountGrain Account => grains.GetGrain<IAccountGrain>(_ada.PersonId);

    private IAccountGrain Removed => grains.GetGrain<IAccountGrain>(_bea.PersonId);

    private ILoginGrain Login => grains.GetGrain<ILoginGrain>(LoginKey.OfEmail(EmailOf(_ada)));

    private ILoginGrain Released => grains.GetGrain<ILoginGrain>(LoginKey.OfEmail(EmailOf(_bea)));

    private IChallengeGrain Challenge => grains.GetGrain<IChallengeGrain>($"challenge-{tag}");

    private IChallengeGrain Copy => grains.GetGrain<IChallengeGrain>($"copy-{tag}");

    private ICohortGrain Cohort => grains.GetGrain<ICohortGrain>($"cohort-{tag}");

    private IConfidenceGrain Confidence => grains.GetGrain<IConfidenceGrain>(_ada.PersonId);

    public async Task RunAsync()
    {
        await PeopleAsync();
        await ChallengesAsync();
        await CohortsAsync();
    }

    /// <summary>
    /// What everybody sees, without what is another in each world: ids, secrets, times; without <paramref name="isWhole"/> also without what follows from the rest and is put right
    /// when a grain is activated.
    /// </summary>
    public async Task<string> ViewAsync(bool isWhole = true)
    {
        var site = await Site.ViewAsync();
        var account = await Account.GetAsync();
        var challenge = (await Challenge.GetAsync(_tutor)).Challenge;
        var cohort = (await Cohort.GetAsync(_tutor)).Cohort;
        var view = JsonSerializer.Serialize(new
        {
            site = new { People = site.People.Order(), Invitations = site.Invitations.Select(invitation => (invitation.Role, invitation.Uses).ToString()) },
            account = new { account?.Version, account?.IsBlocked, Holds = await Account.HoldsAsync("stamp", "browser"), HoldsElsewhere = await Account.HoldsAsync("stamp", "another"), Removed = await Removed.GetAsync() is null },
            login = new { Found = await Login.FindAsync(), Released = await Released.FindAsync() },
            challenge = new { challenge?.Revision, challenge?.Version, challenge?.HasChanged, challenge?.IsShared, challenge?.Text.Title },
            copy = (await Copy.GetAsync(_tutor)).Challenge?.Text.Title,
            shelf = isWhole ? await ShelfAsync(_tutor.PersonId) : [],
            shared = isWhole ? await ShelfAsync(IChallengeShelfGrain.SharedKey) : [],
            version = (await grains.GetGrain<IChallengeVersionGrain>(IChallengeVersionGrain.KeyOf($"challenge-{tag}", 1)).GetAsync())?.Title,
            cohort = cohort is null ? null : new
            {
                cohort.Title,
                People = cohort.People.Select(person => (person.PersonId, person.Role, person.GroupId).ToString()).Order(),
                Groups = cohort.Groups.Select(group => (group.GroupId, group.Title).ToString()).Order(),
                Challenges = cohort.Challenges.Select(given => given.ChallengeId),
            },
            ada = new { Rooms = (await Person(_ada).RoomsAsync()).Select(visited => visited.Title), Cohorts = (await Person(_ada).TodayAsync(_ada)).Cohorts.Select(today => today.Title) },
            tutor = (await Person(_tutor).TodayAsync(_tutor)).Cohorts.Select(today => today.Title),
            confidence = (await Confidence.GetAsync()).Select(trend => (trend.Title, trend.Share, trend.Entries.Length).ToString()),
            rights = isWhole ? new[] { await RightsAsync(_space), await RightsAsync(_work) } : [],
        });
        return view.Replace(tag, "", StringComparison.Ordinal);
    }

    /// <summary>Every activation ends: what is asked next is read from the store.</summary>
    public async Task ForgetAsync()
    {
        IAddressable[] all =
        [
            Site, Account, Removed, Login, Released, Challenge, Copy, Cohort, Confidence, Person(_ada), Person(_bea), Person(_tutor), Shelf(_tutor.PersonId), Shelf(IChallengeShelfGrain.SharedKey),
            grains.GetGrain<IChallengeVersionGrain>(IChallengeVersionGrain.KeyOf($"challenge-{tag}", 1)),
        ];
        foreach (var grain in all)
        {
            await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        }
    }

    private static string EmailOf(Caller caller) => $"{caller.PersonId}@example.org";

    private static Account AccountOf(Caller caller, string version, bool isBlocked = false) =>
        new(caller.PersonId, version, EmailOf(caller), caller.Name, null, "stamp", [SiteRole.Tutor], DateTimeOffset.UnixEpoch, IsBlocked: isBlocked);

    private IPersonGrain Person(Caller caller) => grains.GetGrain<IPersonGrain>(caller.PersonId);

    private IChallengeShelfGrain Shelf(string key) => grains.GetGrain<IChallengeShelfGrain>(key);

    private async Task<IEnumerable<string>> ShelfAsync(string key) =>
        (await Shelf(key).ListAsync()).Where(card => card.ChallengeId.EndsWith(tag, StringComparison.Ordinal)).Select(card => (card.ChallengeId, card.Title, card.Version).ToString()).Order();

    private async Task<string?> RightsAsync(RoomKey? room)
    {
        if (room is not { } key)
        {
            return null;
        }

        IRoomGrain grain = key.Kind == RoomKind.Group ? grains.GetGrain<IPeerGroupGrain>(key.Id) : grains.GetGrain<IChallengeWorkspaceGrain>(key.Id);
        return $"{(await grain.GetAsync(_ada)).Room?.Right} {(await grain.GetAsync(_bea)).Room?.Right} {(await grain.GetAsync(_tutor)).Room?.Right}";
    }

    private async Task PeopleAsync()
    {
        var token = await TriedAsync(() => Site.BeginAsync());
        Assert.True(await TriedAsync(() => Login.ReserveAsync(_ada.PersonId)));
        Assert.NotNull(await TriedAsync(() => Site.RedeemAsync(token!, _ada.PersonId)));
        Assert.True(await TriedAsync(() => Account.SaveAsync(AccountOf(_ada, "1"), null)));
        Assert.True(await TriedAsync(() => Login.ConfirmAsync(_ada.PersonId)));
        Assert.True(await TriedAsync(() => Account.SaveAsync(AccountOf(_ada, "2", isBlocked: true), "1")));
        Assert.False(await TriedAsync(() => Account.SaveAsync(AccountOf(_ada, "3"), "1")));
        await TriedAsync(() => Account.EndAsync("browser", DateTimeOffset.MaxValue));
        Assert.True(await TriedAsync(() => Account.SaveAsync(AccountOf(_ada, "4"), "2")));

        // A token is told once: where its answer was lost another invitation is made, and that one taken back.
        if ((await TriedAsync(() => Site.InviteAsync(new("one", SiteRole.Tutor, 5, 7, _ada.PersonId), _ada))).Token is null)
        {
            Assert.NotNull((await TriedAsync(() => Site.InviteAsync(new("another", SiteRole.Tutor, 5, 7, _ada.PersonId), _ada))).Token);
            await TriedAsync(() => Site.RevokeAsync("one", _ada));
        }

        Assert.True(await TriedAsync(() => Released.ReserveAsync(_bea.PersonId)));
        Assert.True(await TriedAsync(() => Removed.SaveAsync(AccountOf(_bea, "1"), null)));
        await TriedAsync(() => Removed.RemoveAsync("1"));
        await TriedAsync(() => Released.ReleaseAsync(_bea.PersonId));
    }

    private async Task ChallengesAsync()
    {
        var made = await ChallengeAsync(() => Challenge.CreateAsync(_tutor, Text.Title, null));
        var saved = await ChallengeAsync(() => Challenge.SaveAsync(_tutor, made.Revision, Text));
        Assert.Equal(1, (await ChallengeAsync(() => Challenge.PublishAsync(_tutor, saved.Revision))).Version);
        await ChallengeAsync(() => Challenge.ShareAsync(_tutor, true));
        await ChallengeAsync(() => Challenge.SaveAsync(_tutor, saved.Revision, Text with { Title = "Win them all back" }));
        await ChallengeAsync(() => Copy.CreateAsync(_tutor, "A copy", $"challenge-{tag}"));
    }

    private async Task<ChallengeView> ChallengeAsync(Func<Task<ChallengeReply>> call)
    {
        var reply = await TriedAsync(call);
        Assert.Null(reply.Refusal);
        return reply.Challenge!;
    }

    private async Task CohortsAsync()
    {
        Assert.Null((await TriedAsync(() => Cohort.CreateAsync(_tutor, "Autumn"))).Refusal);
        var invited = await TriedAsync(() => Cohort.CommandAsync(_tutor, new InviteToCohort("one", "learner", 2, 7)));
        if (invited.Token is null)
        {
            invited = await TriedAsync(() => Cohort.CommandAsync(_tutor, new InviteToCohort("another", "learner", 2, 7)));
            await DoneAsync(new RevokeInvitation("one"));
        }

        Assert.NotNull(await TriedAsync(() => Cohort.RedeemAsync(invited.Token!, _ada)));
        Assert.NotNull(await TriedAsync(() => Cohort.RedeemAsync(invited.Token!, _bea)));
        await DoneAsync(new CreateGroup("g1", "One"));
        await DoneAsync(new CreateGroup("g2", "Two"));
        await DoneAsync(new PlaceMember(_ada.PersonId, "g1"));
        await DoneAsync(new PlaceMember(_bea.PersonId, "g1"));
        await DoneAsync(new GiveChallenge($"challenge-{tag}", "2030-11-01", null));
        _space = await OpenedAsync(null);
        _work = await OpenedAsync($"challenge-{tag}");
        await DoneAsync(new RenameGroup("g1", "The first"));
        await DoneAsync(new PlaceMember(_bea.PersonId, "g2"));
        await DoneAsync(new SetCohortTitle("Winter"));
        Assert.Null(await TriedAsync(() => Confidence.SayAsync(_ada, new SayConfidence($"cohort-{tag}", $"challenge-{tag}", ConfidenceMoment.Start, null, 3, "Well enough"))));
        Assert.Null(await TriedAsync(() => Confidence.ShareAsync(_ada, $"cohort-{tag}", $"challenge-{tag}", ConfidenceShare.Levels)));
        await TriedAsync(() => Person(_ada).VisitAsync(_space.Value, "Space"));
        await TriedAsync(() => Person(_ada).VisitAsync(_work.Value, "Work"));
        await TriedAsync(() => Person(_ada).ForgetAsync(_space.Value));
    }

    private async Task<RoomKey> OpenedAsync(string? challengeId)
    {
        var opened = await TriedAsync(() => Cohort.OpenAsync(_ada, "g1", challengeId));
        Assert.Null(opened.Refusal);
        return opened.Room!.Value;
    }

    private async Task DoneAsync(CohortCommand command) => Assert.Null((await TriedAsync(() => Cohort.CommandAsync(_tutor, command))).Refusal);

    private Task<bool> TriedAsync(Func<Task> call) => TriedAsync(async () =>
    {
        await call();
        return true;
    });

    private async Task<T> TriedAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (attempt < AttemptsMax && exception is not Xunit.Sdk.XunitException)
            {
                await (failed?.Invoke(this) ?? Task.CompletedTask);
            }
        }
    }
}
