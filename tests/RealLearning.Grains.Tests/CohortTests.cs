using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Cohorts;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>Cohorts: who comes in, who sees what, groups, and what a group begins with.</summary>
public sealed class CohortTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    private static readonly Caller Client = new("clio", "Clio Client");
    private static readonly Caller Judge = new("jude", "Jude Judge");

    [Fact]
    public async Task R8_Workspace_BeginsWithTheChallenge_ItsBriefPlanAndResources()
    {
        var (cohort, challengeId) = await GivenAsync();
        var key = await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);
        Assert.Equal(key, await cohort.OpenedAsync(RoomCluster.Bea, "one", challengeId));

        var room = (await cluster.ClientAsync(cluster.Room(key), RoomCluster.Ada, 11, DocumentParts.Room)).Doc;
        var brief = (Dictionary<string, object?>)room.GetMap("room").Get("brief")!;
        Assert.Equal(("City library", "2026-12-20"), (brief["client"], brief["due"]));
        Assert.Equal(("campaign", "The library's followers"), (room.GetMap("room").Get("deliverable"), room.GetMap("room").Get("outside")));
        var milestones = ((List<object?>)room.GetMap("room").Get("milestones")!).Cast<Dictionary<string, object?>>().ToList();
        Assert.Equal([("m1", "2026-12-08", "kind"), ("m2", "2026-12-15", null)], milestones.Select(milestone => (milestone["id"], milestone["date"], milestone["protocol"])));
        Assert.Equal("curated", ((Dictionary<string, object?>)room.GetMap("resources").Get("r1")!)["kind"]);

        var content = (await cluster.ClientAsync(cluster.Room(key), RoomCluster.Ada, 12)).Doc;
        var steps = content.GetMap("plan").Entries.Select(entry => (entry.Key, Step: (YMap)entry.Value!)).OrderBy(step => step.Step.Get("order"));
        Assert.Equal([("s1", "todo", "m1"), ("s2", "todo", "m1"), ("s3", "todo", "m2")], steps.Select(step => (step.Key, step.Step.Get("state"), step.Step.Get("milestoneId"))));
    }

    [Fact]
    public async Task Workspace_OfACohort_KeepsTheChallengesBriefAndTheGroupsName()
    {
        var (cohort, challengeId) = await GivenAsync();
        var workspace = cluster.Room(await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId));
        var space = cluster.Room(await cohort.OpenedAsync(RoomCluster.Ada, "one", null));

        Assert.Equal(RefusalCodes.InvalidCommand, (await workspace.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new SetBrief(Brief.Empty)))).Refusal!.Code);
        Assert.Equal(RefusalCodes.InvalidCommand, (await space.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new SetTitle("Ours")))).Refusal!.Code);
        Assert.Equal(RefusalCodes.NoRight, (await workspace.CommandAsync(RoomCluster.Command(RoomCluster.Ada, new CreateLink("l", Right.Edit)))).Refusal!.Code);

        await cohort.DoneAsync(new RenameGroup("one", "The readers"));
        Assert.Equal("The readers", (await space.GetAsync(RoomCluster.Ada)).Room!.Title);
    }

    [Fact]
    public async Task Version_OfAChallenge_StaysForGroupsThatHaveBegun()
    {
        var (cohort, challengeId) = await GivenAsync();
        await cohort.GroupAsync("two", RoomCluster.Cyd);
        await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);
        var challenge = cluster.Grains.GetGrain<RealLearning.Contracts.Challenges.IChallengeGrain>(challengeId);
        await challenge.SaveAsync(TestCohorts.Tutor, 2, TestCohorts.Campaign with { Brief = TestCohorts.Campaign.Brief with { Client = "Town archive" } });
        await challenge.PublishAsync(TestCohorts.Tutor, 3);

        await cohort.DoneAsync(new GiveChallenge(challengeId, "2026-12-01", null));

        Assert.Equal("City library", await ClientAsync(RoomCluster.Ada, "one"));
        Assert.Equal("Town archive", await ClientAsync(RoomCluster.Cyd, "two"));

        async Task<object?> ClientAsync(Caller learner, string group)
        {
            var room = cluster.Room(await cohort.OpenedAsync(learner, group, challengeId));
            var doc = (await cluster.ClientAsync(room, learner, 11, DocumentParts.Room)).Doc;
            return ((Dictionary<string, object?>)doc.GetMap("room").Get("brief")!)["client"];
        }
    }

    [Fact]
    public async Task View_TellsEachRoleWhatItMayKnowAndNoMore()
    {
        var (cohort, challengeId) = await GivenAsync();
        await cohort.GroupAsync("two", RoomCluster.Cyd);
        await cohort.AdmitAsync("client", Client);
        await cohort.AdmitAsync("judge", Judge);
        await cohort.DoneAsync(new InviteToCohort("open", "learner", 5, 7));
        await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);
        await cohort.OpenedAsync(RoomCluster.Cyd, "two", challengeId);

        var tutor = await ViewAsync(TestCohorts.Tutor);
        Assert.Equal((6, 2, 1), (tutor.People.Count, tutor.Groups.Count, tutor.Invitations.Count));
        Assert.All(tutor.Challenges.Single().Work, work => Assert.NotNull(work.Room));
        Assert.Equal(2, tutor.Challenges.Single().Work.Count);

        var ada = await ViewAsync(RoomCluster.Ada);
        Assert.Equal(["ada", "bea", "tom"], ada.People.Select(person => person.PersonId).Order());
        Assert.Equal(["one"], ada.Groups.Select(group => group.GroupId));
        Assert.Equal(["one"], ada.Challenges.Single().Work.Select(work => work.GroupId));
        Assert.Empty(ada.Invitations);

        var client = await ViewAsync(Client);
        Assert.Equal((0, 0, 1), (client.People.Count, client.Groups.Count, client.Challenges.Count));
        Assert.Empty(client.Challenges[0].Work);
        Assert.Empty(client.Challenges[0].Milestones);
        Assert.Equal("City library", client.Challenges[0].Brief.Client);

        var judge = await ViewAsync(Judge);
        Assert.Equal((0, 0, 0), (judge.People.Count, judge.Groups.Count, judge.Challenges.Count));
        Assert.Equal(RefusalCodes.UnknownDocument, (await cohort.GetAsync(new Caller("eve", "Eve"))).Refusal!.Code);

        async Task<CohortView> ViewAsync(Caller caller) => (await cohort.GetAsync(caller)).Cohort!;
    }

    [Fact]
    public async Task Room_OfAnotherGroup_IsClosedToLearnersClientsAndJudges()
    {
        var (cohort, challengeId) = await GivenAsync();
        await cohort.GroupAsync("two", RoomCluster.Cyd);
        await cohort.AdmitAsync("client", Client);
        await cohort.AdmitAsync("judge", Judge);
        var key = await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);

        foreach (var stranger in new[] { RoomCluster.Cyd, Client, Judge, new Caller("eve", "Eve") })
        {
            Assert.Equal(RefusalCodes.UnknownDocument, (await cohort.OpenAsync(stranger, "one", challengeId)).Refusal!.Code);
            Assert.Equal(RefusalCodes.UnknownDocument, (await cluster.Room(key).GetAsync(stranger)).Refusal!.Code);
        }

        Assert.Equal(Right.Observe, (await cluster.Room(key).GetAsync(TestCohorts.Tutor)).Room!.Right);
        Assert.Equal(Right.Edit, (await cluster.Room(key).GetAsync(RoomCluster.Bea)).Room!.Right);
    }

    [Fact]
    public async Task Command_OfWhoeverIsNoTutor_IsRefused()
    {
        var (cohort, challengeId) = await GivenAsync();
        await cohort.AdmitAsync("client", Client);
        CohortCommand[] commands =
        [
            new SetCohortTitle("Mine"), new InviteToCohort("i", "tutor", 1, 1), new RevokeInvitation("i"), new SetCohortRole("bea", "none"), new CreateGroup("g", "G"),
            new RenameGroup("one", "G"), new DissolveGroup("one"), new PlaceMember("bea", null), new SetLabel("bea", "new"), new Arrange([], [new ArrangedLearner("bea", "one")]), new SetChoice(true),
            new GiveChallenge(challengeId, "2026-12-01", null), new Reschedule(challengeId, "2026-12-02", null), new WithdrawChallenge(challengeId),
        ];
        var types = typeof(CohortCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CohortCommand)) && type != typeof(JoinGroup) && type != typeof(AnswerReleased) && type != typeof(ReviewSubmission));
        Assert.Equal(types.OrderBy(type => type.Name), commands.Select(command => command.GetType()).OrderBy(type => type.Name));

        foreach (var command in commands)
        {
            Assert.Equal(RefusalCodes.NoRight, (await cohort.CommandAsync(RoomCluster.Ada, command)).Refusal!.Code);
            Assert.Equal(RefusalCodes.NoRight, (await cohort.CommandAsync(Client, command)).Refusal!.Code);
            Assert.Equal(RefusalCodes.UnknownDocument, (await cohort.CommandAsync(new Caller("eve", "Eve"), command)).Refusal!.Code);
        }
    }

    [Fact]
    public async Task Command_ThatIsNotValid_ChangesNothing()
    {
        var (cohort, challengeId) = await GivenAsync();
        CohortCommand[] commands =
        [
            new SetCohortTitle(" "), new InviteToCohort("i", "king", 1, 1), new InviteToCohort("i", "learner", 0, 1), new InviteToCohort("a/b", "learner", 1, 1), new RevokeInvitation("none"),
            new SetCohortRole("eve", "none"), new SetCohortRole("tom", "none"), new SetCohortRole("ada", "Tutor"), new CreateGroup("one", "Again"), new CreateGroup("x", ""), new RenameGroup("gone", "x"),
            new DissolveGroup("gone"), new PlaceMember("tom", "one"), new PlaceMember("ada", "gone"), new SetLabel("tom", "x"), new SetLabel("ada", new string('x', 41)), new SetLabel("ada", null!),
            new Arrange(null!, []), new Arrange([], null!), new Arrange([null!], []), new Arrange([], [null!]), new Arrange([new("a/b", "x")], []), new Arrange([new("new", " ")], []), new Arrange([new("new", "x"), new("new", "x")], []),
            new Arrange([], [new("tom", "one")]), new Arrange([], [new("eve", "one")]), new Arrange([], [new("ada", "gone")]), new Arrange([], [new("ada", "one"), new("ada", "one")]),
            new Arrange([new("new", "x")], [new("ada", "new"), new("bea", "gone")]),
            new GiveChallenge(challengeId, "soon", null), new GiveChallenge(challengeId, "9999-12-01", null), new GiveChallenge(challengeId, "2026-12-02", "2026-12-01"),
            new Reschedule("gone", "2026-12-02", null), new WithdrawChallenge("gone"),
        ];
        var before = (await cohort.GetAsync(TestCohorts.Tutor)).Cohort!;

        foreach (var command in commands)
        {
            Assert.Equal((command, RefusalCodes.InvalidCommand), (command, (await cohort.CommandAsync(TestCohorts.Tutor, command)).Refusal?.Code));
        }

        Assert.Equal(RefusalCodes.UnknownDocument, (await cohort.CommandAsync(TestCohorts.Tutor, new GiveChallenge("gone", "2026-12-01", null))).Refusal!.Code);
        Assert.Equal(RefusalCodes.InvalidCommand, (await cohort.CommandAsync(RoomCluster.Ada, new JoinGroup("one"))).Refusal!.Code);
        var after = (await cohort.GetAsync(TestCohorts.Tutor)).Cohort!;
        Assert.Equal((before.Title, before.People, before.Groups), (after.Title, after.People, after.Groups), (left, right) => left.Title == right.Title && left.People.SequenceEqual(right.People) && left.Groups.SequenceEqual(right.Groups));
    }

    [Fact]
    public async Task Arranged_IsDoneWholeAndOnce_AndNobodyElseIsMoved()
    {
        var (cohort, _) = await GivenAsync();
        await cohort.AdmitAsync("learner", RoomCluster.Cyd);
        var arrange = new Arrange([new ArrangedGroup("two", "Owls"), new ArrangedGroup("one", "Not its name")], [new ArrangedLearner("cyd", "two"), new ArrangedLearner("ada", "two")]);

        await cohort.DoneAsync(arrange);
        await cohort.DoneAsync(new RenameGroup("two", "Foxes"));
        await cohort.DoneAsync(arrange);

        var view = (await cohort.GetAsync(TestCohorts.Tutor)).Cohort!;
        Assert.Equal([("ada", "two"), ("bea", "one"), ("cyd", "two")], view.People.Where(person => person.Role == CohortRole.Learner).Select(person => (person.PersonId, person.GroupId!)).Order());
        Assert.Equal([("one", "Group one"), ("two", "Foxes")], view.Groups.Select(group => (group.GroupId, group.Title)).Order());
    }

    [Fact]
    public async Task Arranged_GroupThatWouldBeTooLarge_IsRefusedWhole()
    {
        var cohort = await cluster.CohortAsync();
        var people = Enumerable.Range(0, CohortRules.GroupMax + 1).Select(i => new Caller($"p{i}", $"P{i}")).ToArray();
        await cohort.AdmitAsync("learner", people);

        var refused = await cohort.CommandAsync(TestCohorts.Tutor, new Arrange([new ArrangedGroup("one", "One")], [.. people.Select(person => new ArrangedLearner(person.PersonId, "one"))]));

        Assert.Equal("A group has at most 30 people.", refused.Refusal!.Message);
        Assert.Empty((await cohort.GetAsync(TestCohorts.Tutor)).Cohort!.Groups);
    }

    [Fact]
    public async Task Label_IsForTutorsEyes_AndACohortHasTwelve()
    {
        var cohort = await cluster.CohortAsync();
        var people = Enumerable.Range(0, 14).Select(i => new Caller($"p{i}", $"P{i}")).ToArray();
        await cohort.GroupAsync("one", people);
        foreach (var person in people[..12])
        {
            await cohort.DoneAsync(new SetLabel(person.PersonId, $" label {person.Name} "));
        }

        Assert.Equal("A cohort has at most 12 labels. Use one that is there.", (await cohort.CommandAsync(TestCohorts.Tutor, new SetLabel("p12", "thirteenth"))).Refusal!.Message);
        await cohort.DoneAsync(new SetLabel("p12", "label P0"));
        await cohort.DoneAsync(new SetLabel("p1", ""));
        await cohort.DoneAsync(new SetLabel("p13", "thirteenth"));

        Assert.Equal(13, (await cohort.GetAsync(TestCohorts.Tutor)).Cohort!.People.Count(person => person.Label.Length > 0));
        Assert.All((await cohort.GetAsync(people[0])).Cohort!.People, person => Assert.Empty(person.Label));
        Assert.All((await cohort.TodayAsync(people[0]))!.Peers, person => Assert.Empty(person.Label));
    }

    [Fact]
    public async Task Choice_WhileOpen_LearnersChooseTheirGroup()
    {
        var (cohort, _) = await GivenAsync();
        await cohort.DoneAsync(new CreateGroup("two", "Group two"));
        await cohort.DoneAsync(new SetChoice(true));
        Assert.Equal(["one", "two"], (await cohort.GetAsync(RoomCluster.Ada)).Cohort!.Groups.Select(group => group.GroupId).Order());

        await cohort.DoneAsync(new JoinGroup("two"), RoomCluster.Ada);

        Assert.Equal("two", (await cohort.GetAsync(RoomCluster.Ada)).Cohort!.People.Single(person => person.PersonId == "ada").GroupId);
        Assert.Equal(RefusalCodes.NoRight, (await cohort.CommandAsync(TestCohorts.Tutor, new JoinGroup("two"))).Refusal!.Code);

        // Nobody walks through the work of all groups.
        var challengeId = await cluster.ChallengeAsync();
        await cohort.DoneAsync(new GiveChallenge(challengeId, "2026-12-01", null));
        await cohort.DoneAsync(new JoinGroup("one"), RoomCluster.Ada);
        await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);
        Assert.Equal(RefusalCodes.InvalidCommand, (await cohort.CommandAsync(RoomCluster.Ada, new JoinGroup("two"))).Refusal!.Code);
        await cohort.DoneAsync(new JoinGroup("one"), RoomCluster.Ada);
    }

    [Fact]
    public async Task Invitation_OfACohort_IsSpentRevokedAndComesBackOnlyOnce()
    {
        var cohort = await cluster.CohortAsync();
        var token = (await cohort.DoneAsync(new InviteToCohort("class", "learner", 1, 7))).Token!;
        Assert.Equal(("Autumn 2026", CohortRole.Learner), (await cohort.FindAsync(token)) is { } offer ? (offer.Title, offer.Role) : default);

        Assert.NotNull(await cohort.RedeemAsync(token, RoomCluster.Ada));
        Assert.NotNull(await cohort.RedeemAsync(token, RoomCluster.Ada));
        Assert.Null(await cohort.RedeemAsync(token + "x", RoomCluster.Bea));
        Assert.Null(await cohort.FindAsync(token));
        Assert.Equal(2, (await cohort.GetAsync(TestCohorts.Tutor)).Cohort!.People.Count);

        var other = (await cohort.DoneAsync(new InviteToCohort("other", "learner", 5, 7))).Token!;
        await cohort.DoneAsync(new RevokeInvitation("other"));
        Assert.Null(await cohort.RedeemAsync(other, RoomCluster.Bea));
    }

    private async Task<(ICohortGrain Cohort, string ChallengeId)> GivenAsync()
    {
        var cohort = await cluster.CohortAsync();
        await cohort.GroupAsync("one", RoomCluster.Ada, RoomCluster.Bea);
        var challengeId = await cluster.ChallengeAsync();
        await cohort.DoneAsync(new GiveChallenge(challengeId, "2026-12-01", "2026-12-20"));
        return (cohort, challengeId);
    }
}
