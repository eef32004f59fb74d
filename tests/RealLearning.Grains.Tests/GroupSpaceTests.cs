using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>A group's decisions and its schedule.</summary>
public sealed class GroupSpaceTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    private static readonly long Start = new DateTimeOffset(2126, 12, 1, 18, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static int _clients = 9_000;

    [Fact]
    public async Task Decision_AmendedAndWithdrawn_KeepsItsOldWordsWithWhoAndWhen()
    {
        var group = await GroupAsync();
        await RoomCluster.AdmitAsync(group, RoomCluster.Bea, Right.Edit);
        await DoAsync(group, RoomCluster.Ada, new RecordDecision("d1", " We post on Fridays. "));
        await DoAsync(group, RoomCluster.Bea, new AmendDecision("d1", "We post on Thursdays."));
        await DoAsync(group, RoomCluster.Ada, new WithdrawDecision("d1"));

        var decision = (await MapAsync(group, "decisions"))["d1"];
        var versions = ((List<object?>)decision["versions"]!).Cast<Dictionary<string, object?>>().ToList();
        Assert.Equal([("We post on Fridays.", "ada"), ("We post on Thursdays.", "bea")], versions.Select(version => ((string)version["text"]!, (string)version["by"]!)));
        Assert.Equal(("ada", "ada"), (decision["by"], decision["withdrawnBy"]));
        Assert.True((double)decision["at"]! <= (double)decision["withdrawnAt"]!);
        Assert.Equal("The decision was withdrawn. Record another.", await FaultAsync(group, new AmendDecision("d1", "On Mondays")));
        Assert.Equal("The decision was withdrawn. Record another.", await FaultAsync(group, new WithdrawDecision("d1")));
    }

    [Fact]
    public async Task Meeting_MovedAndCancelled_SaysFromWhenAndBecauseOfWhom()
    {
        var group = await GroupAsync();
        await DoAsync(group, RoomCluster.Ada, Meeting("m1"));
        await DoAsync(group, RoomCluster.Ada, new MoveMeeting("m1", Start + 3_600_000, 45, "Library", ""));
        await DoAsync(group, RoomCluster.Ada, new MoveMeeting("m1", Start + 7_200_000, 45, "Library", ""));

        var meeting = (await MapAsync(group, "meetings"))["m1"];
        Assert.Equal((Start + 7_200_000d, 45d, "Library", "", 2d), (meeting["start"], meeting["minutes"], meeting["place"], meeting["url"], meeting["moves"]));
        Assert.Equal((double)(Start + 3_600_000), ((Dictionary<string, object?>)meeting["moved"]!)["from"]);
        Assert.Equal(("critique", "First critique", null), (meeting["kind"], meeting["title"], meeting["cancelledBy"]));

        await DoAsync(group, RoomCluster.Ada, new CancelMeeting("m1"));
        Assert.Equal("ada", (await MapAsync(group, "meetings"))["m1"]["cancelledBy"]);
        Assert.Equal("The meeting was called off. Schedule another.", await FaultAsync(group, new MoveMeeting("m1", Start, 30, "", "")));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Command_ThatIsWrong_IsRefusedWithASentence(RoomCommand command, string fault)
    {
        var group = await GroupAsync();
        await DoAsync(group, RoomCluster.Ada, new RecordDecision("d1", "We post on Fridays."));
        await DoAsync(group, RoomCluster.Ada, Meeting("m1"));

        Assert.Equal(fault, await FaultAsync(group, command));
        Assert.Single(await MapAsync(group, "decisions"));
        Assert.Single(await MapAsync(group, "meetings"));
    }

    public static TheoryData<RoomCommand, string> Faults => new()
    {
        { new RecordDecision("a b", "x"), "An id has 1 to 64 of a-z A-Z 0-9 . _ -" },
        { new RecordDecision("d1", "x"), "There is a decision of this id already." },
        { new RecordDecision("d2", " "), "A decision has 1 to 2000 characters." },
        { new RecordDecision("d2", new string('x', 2_001)), "A decision has 1 to 2000 characters." },
        { new RecordDecision("d2", null!), "A decision has 1 to 2000 characters." },
        { new AmendDecision("d9", "x"), "There is no such decision." },
        { new AmendDecision(null!, "x"), "There is no such decision." },
        { new AmendDecision("d1", ""), "A decision has 1 to 2000 characters." },
        { new WithdrawDecision("d9"), "There is no such decision." },
        { Meeting("m1"), "There is a meeting of this id already." },
        { Meeting("m2") with { Kind = "party" }, "A meeting's kind is one of working, critique." },
        { Meeting("m2") with { Kind = null! }, "A meeting's kind is one of working, critique." },
        { Meeting("m2") with { Title = "" }, "A title has 1 to 200 characters." },
        { Meeting("m2") with { Start = 0 }, "A meeting starts between 2000 and 2199." },
        { Meeting("m2") with { Start = long.MaxValue }, "A meeting starts between 2000 and 2199." },
        { Meeting("m2") with { Minutes = 4 }, "A meeting takes 5 to 1440 minutes." },
        { Meeting("m2") with { Minutes = 1_441 }, "A meeting takes 5 to 1440 minutes." },
        { Meeting("m2") with { Place = new string('x', 201) }, "The place has at most 200 characters." },
        { Meeting("m2") with { Url = "javascript:alert(1)" }, "An address begins with http:// or https:// and has at most 2000 characters." },
        { new MoveMeeting("m9", Start, 30, "", ""), "There is no such meeting." },
        { new MoveMeeting("m1", Start, 30, "", "ftp://x"), "An address begins with http:// or https:// and has at most 2000 characters." },
        { new CancelMeeting(null!), "There is no such meeting." },
    };

    [Fact]
    public async Task Workspace_HasNeitherDecisionsNorASchedule()
    {
        var workspace = await cluster.WorkspaceAsync();

        Assert.Equal("Only a group has decisions and a schedule.", await FaultAsync(workspace, new RecordDecision("d1", "x")));
        Assert.Equal("Only a group has decisions and a schedule.", await FaultAsync(workspace, Meeting("m1")));
    }

    [Fact]
    public async Task Schedule_OfACohortsGroup_IsToldToItsMembersAlone_NextFirst_AndAskedForAfterACrash()
    {
        var cohort = await cluster.CohortAsync();
        await cohort.GroupAsync("one", RoomCluster.Ada);
        await cohort.GroupAsync("two", RoomCluster.Bea);
        var key = await cohort.OpenedAsync(RoomCluster.Ada, "one", null);
        var group = cluster.Room(key);
        await DoAsync(group, RoomCluster.Ada, Meeting("past") with { Start = DateTimeOffset.UnixEpoch.AddYears(40).ToUnixTimeMilliseconds() });
        await DoAsync(group, RoomCluster.Ada, Meeting("later") with { Start = Start + 86_400_000 });
        await DoAsync(group, RoomCluster.Ada, Meeting("next"));
        await DoAsync(group, RoomCluster.Ada, Meeting("off") with { Start = Start - 86_400_000 });
        await DoAsync(group, RoomCluster.Ada, new CancelMeeting("off"));

        var asked = (await group.ProgressAsync())!;
        Assert.Equal(["next", "later"], asked.Meetings.Select(meeting => meeting.MeetingId));
        await cohort.ToldAsync(key, asked);
        await cohort.ToldAsync(key, asked with { At = default, Meetings = [] });

        var today = await HeardAsync(cohort, today => today.Group!.Next is not null);
        Assert.Equal(asked.Meetings[0], today.Group!.Next);
        Assert.Null((await cohort.TodayAsync(RoomCluster.Bea))!.Group!.Next);
        Assert.Null((await cohort.TodayAsync(TestCohorts.Tutor))!.Group);
        Assert.Equal(["next"], (await cohort.GetAsync(TestCohorts.Tutor)).Cohort!.Groups.Select(found => found.Next?.MeetingId).OfType<string>());
        await cohort.DoneAsync(new SetChoice(true));
        Assert.All((await cohort.GetAsync(RoomCluster.Bea)).Cohort!.Groups, found => Assert.Null(found.Next));
    }

    [Fact]
    public async Task Members_AreSeenAtTheStepThatTheyHaveBegun_ByTheirOwnGroup()
    {
        var cohort = await cluster.CohortAsync();
        await cohort.GroupAsync("one", RoomCluster.Ada, RoomCluster.Cyd);
        await cohort.GroupAsync("two", RoomCluster.Bea);
        var challengeId = await cluster.ChallengeAsync();
        await cohort.DoneAsync(new GiveChallenge(challengeId, "2026-12-01", null));
        var key = await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);
        var ada = await cluster.ClientAsync(cluster.Room(key), RoomCluster.Ada, 11);
        await ada.PushAsync(ada.Doc.TransactAndEncode(() =>
        {
            var step = (YMap)ada.Doc.GetMap("plan").Get("s2")!;
            step.Set("state", "doing");
            ((YMap)step.Get("owners")!).Set("cyd", true);
        }));
        await cohort.ToldAsync(key, (await cluster.Room(key).ProgressAsync())!);

        await HeardAsync(cohort, today => today.Peers.Any(person => person.On?.Step is not null));
        var people = (await cohort.GetAsync(RoomCluster.Ada)).Cohort!.People.ToDictionary(person => person.PersonId);
        Assert.Equal(new PersonWork("Win readers back", key, "Write three posts", false), people["cyd"].On);
        Assert.Equal(new PersonWork("Win readers back", key, null, true), people["ada"].On);
        Assert.DoesNotContain((await cohort.GetAsync(RoomCluster.Bea)).Cohort!.People, person => person.On is not null);
    }

    [Fact]
    public async Task Session_ThatWasOpened_IsToldWithWhoLeadsIt()
    {
        var cohort = await cluster.CohortAsync();
        await cohort.GroupAsync("one", RoomCluster.Ada, RoomCluster.Bea);
        var challengeId = await cluster.ChallengeAsync();
        await cohort.DoneAsync(new GiveChallenge(challengeId, "2026-12-01", null));
        var key = await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);
        var sessionId = Guid.NewGuid().ToString("N");
        await DoAsync(cluster.Room(key), RoomCluster.Ada, new FreezeSnapshot("f1", "Draft"));
        await DoAsync(cluster.Room(key), RoomCluster.Bea, new OpenSession(sessionId, "First look", "f1"));

        await cohort.ToldAsync(key, (await cluster.Room(key).ProgressAsync())!);

        var today = await HeardAsync(cohort, today => today.Challenges.Single().Work.Single().Progress is { Sessions.Length: > 0 });
        var told = Assert.Single(today.Challenges.Single().Work.Single().Progress!.Sessions);
        Assert.Equal((sessionId, "First look", "bea"), (told.SessionId, told.Title, told.By));
        Assert.Null(await cluster.Grains.GetGrain<ICritiqueSessionGrain>(sessionId).ProgressAsync());
    }

    /// <summary>What Ada has to do, once the cohort has heard of it: a room does not wait until it has.</summary>
    private static async Task<CohortToday> HeardAsync(ICohortGrain cohort, Func<CohortToday, bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            deadline.Token.ThrowIfCancellationRequested();
            if (await cohort.TodayAsync(RoomCluster.Ada) is { } today && condition(today))
            {
                return today;
            }
        }
    }

    private static ScheduleMeeting Meeting(string id) => new(id, MeetingKinds.Critique, "First critique", Start, 90, "Room 4", "https://meet.example.org/a");

    private static async Task DoAsync(IRoomGrain room, Caller caller, RoomCommand command) => Assert.Null((await room.CommandAsync(RoomCluster.Command(caller, command))).Refusal);

    private static async Task<string?> FaultAsync(IRoomGrain room, RoomCommand command) => (await room.CommandAsync(RoomCluster.Command(RoomCluster.Ada, command))).Refusal?.Message;

    private async Task<IPeerGroupGrain> GroupAsync(string? id = null)
    {
        var group = cluster.Grains.GetGrain<IPeerGroupGrain>(id ?? Guid.NewGuid().ToString("N"));
        Assert.Null((await group.CreateAsync(new CreateRoom("create", RoomCluster.Ada, "Group 3"))).Refusal);
        return group;
    }

    private async Task<Dictionary<string, Dictionary<string, object?>>> MapAsync(IRoomGrain room, string root) =>
        (await cluster.ClientAsync(room, RoomCluster.Ada, Interlocked.Increment(ref _clients), DocumentParts.Room)).Doc
            .GetMap(root).ToJson().ToDictionary(entry => entry.Key, entry => (Dictionary<string, object?>)entry.Value!);
}
