using Orleans.Core.Internal;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.People;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>How sure a learner feels: when they are asked, what is kept, and who hears of it.</summary>
public sealed class ConfidenceTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    private static readonly RoomKey Room = new(RoomKind.Workspace, "w");

    [Theory]
    [InlineData("2026-12-01", null, false, "Start ")]
    [InlineData("2026-12-07", null, false, "Start ")]
    [InlineData("2026-12-08", null, false, "Checkpoint m1")]
    [InlineData("2026-12-02", "m1", false, "Checkpoint m1")]
    [InlineData("2026-12-15", null, false, "Checkpoint m1")]
    [InlineData("2026-12-20", null, false, "Checkpoint m1")]
    [InlineData("2026-12-21", null, false, "End ")]
    [InlineData("2026-12-02", null, true, "End ")]
    public void R14_Moment_ThatCameLast_IsAskedAbout(string today, string? reached, bool isDone, string moment)
    {
        var ask = ConfidenceMoments.Due("c", Given(reached, isDone), [], DateOnly.Parse(today));

        Assert.Equal(moment, $"{ask!.Moment} {ask.MilestoneId}");
    }

    [Fact]
    public void Moment_OfWhichSomethingWasSaid_OrThatIsNotThere_IsNotAskedAbout()
    {
        var (start, day) = (new ConfidenceEntry(ConfidenceMoment.Start, null, null, 3, "", default), new DateOnly(2026, 12, 2));
        Assert.Null(ConfidenceMoments.Due("c", Given(null, false), [start], day));
        Assert.Null(ConfidenceMoments.Due("c", Given(null, false), [start with { Level = null }], day));
        Assert.Equal("m1", ConfidenceMoments.Due("c", Given("m1", false), [start], day)!.MilestoneId);
        Assert.Null(ConfidenceMoments.Due("c", Given("m1", false), [new ConfidenceEntry(ConfidenceMoment.Checkpoint, "m1", "Draft", 4, "", default)], day));
        Assert.Null(ConfidenceMoments.Due("c", Given(null, false) with { Work = [new GroupWork("g", null, null)] }, [], day));
        Assert.Null(ConfidenceMoments.Due("c", Given(null, false) with { Work = [] }, [], day));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 3, true)]
    [InlineData(2, 4, false)]
    [InlineData(3, 4, false)]
    public void Start_IsAskedAboutUntilHalfIsDone(int done, int steps, bool isAsked)
    {
        var given = Given(null, false);
        var plan = Enumerable.Range(0, steps).Select(i => new PlanStep($"s{i}", "Step", i < done ? StepState.Done : StepState.ToDo, [], null, null)).ToArray();
        var ask = ConfidenceMoments.Due("c", given with { Work = [given.Work[0] with { Progress = given.Work[0].Progress! with { Steps = plan } }] }, [], new DateOnly(2026, 12, 2));

        Assert.Equal(isAsked ? ConfidenceMoment.Start : (ConfidenceMoment?)null, ask?.Moment);
    }

    [Fact]
    public async Task Answers_OfTwoTabs_AreOneForEachMoment_AndThereAfterTheGrainEnded()
    {
        var (cohort, challengeId) = await GivenAsync();
        var own = cluster.Grains.GetGrain<IConfidenceGrain>("ada");
        var (id, said) = (cohort.GetPrimaryKeyString(), Say(cohort, challengeId));

        Assert.All(await Task.WhenAll(own.SayAsync(RoomCluster.Ada, said), own.SayAsync(RoomCluster.Ada, said with { Moment = ConfidenceMoment.Checkpoint, MilestoneId = "m1", Level = 4 })), Assert.Null);
        Assert.Null(await own.SayAsync(RoomCluster.Ada, said with { Level = 3, Sentence = " Better now. " }));
        await own.AsReference<IGrainManagementExtension>().DeactivateOnIdle();

        var trend = (await own.GetAsync()).Single(trend => trend.CohortId == id);
        Assert.Equal([(4, ""), (3, "Better now.")], trend.Entries.Select(entry => (entry.Level!.Value, entry.Sentence)));
        Assert.Equal(("Draft", ConfidenceShare.None), (trend.Entries[0].Milestone, trend.Share));
    }

    [Fact]
    public async Task Asked_IsAPartOfTheDay_UntilItIsAnsweredOrPutAside()
    {
        var (cohort, challengeId) = await GivenAsync();
        var person = cluster.Grains.GetGrain<IPersonGrain>("ada");
        Assert.DoesNotContain((await person.TodayAsync(RoomCluster.Ada)).Asks, ask => ask.ChallengeId == challengeId);
        await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);

        Assert.Equal(ConfidenceMoment.Start, (await person.TodayAsync(RoomCluster.Ada)).Asks.Single(ask => ask.ChallengeId == challengeId).Moment);
        Assert.Null(await cluster.Grains.GetGrain<IConfidenceGrain>("ada").SayAsync(RoomCluster.Ada, Say(cohort, challengeId) with { Level = null }));
        Assert.DoesNotContain((await person.TodayAsync(RoomCluster.Ada)).Asks, ask => ask.ChallengeId == challengeId);
    }

    [Fact]
    public async Task Shared_IsSeenByTutorsAlone_AndNoLongerByAnybodyOnceTheLearnerIsOut()
    {
        var (cohort, challengeId) = await GivenAsync();
        var (id, own) = (cohort.GetPrimaryKeyString(), cluster.Grains.GetGrain<IConfidenceGrain>("ada"));
        Assert.Equal(RefusalCodes.UnknownDocument, (await own.ShareAsync(RoomCluster.Ada, id, challengeId, ConfidenceShare.Levels))!.Code);
        Assert.Null(await own.SayAsync(RoomCluster.Ada, Say(cohort, challengeId) with { Sentence = "Mine" }));
        Assert.Empty((await cohort.ConfidenceAsync(TestCohorts.Tutor)).Learners);

        Assert.Null(await own.ShareAsync(RoomCluster.Ada, id, challengeId, ConfidenceShare.Levels));
        var shared = Assert.Single((await cohort.ConfidenceAsync(TestCohorts.Tutor)).Learners);
        Assert.Equal(("ada", 2, ""), (shared.Learner.PersonId, shared.Trends[0].Entries[0].Level, shared.Trends[0].Entries[0].Sentence));
        Assert.Equal(RefusalCodes.NoRight, (await cohort.ConfidenceAsync(RoomCluster.Bea)).Refusal!.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await cohort.ConfidenceAsync(RoomCluster.Cyd)).Refusal!.Code);
        Assert.Empty(await own.SharedAsync("another"));

        await cohort.DoneAsync(new SetCohortRole("ada", "none"));
        Assert.Empty((await cohort.ConfidenceAsync(TestCohorts.Tutor)).Learners);
        Assert.Equal(RefusalCodes.UnknownDocument, (await own.ShareAsync(RoomCluster.Ada, id, challengeId, ConfidenceShare.Everything))!.Code);
        Assert.Null(await own.ShareAsync(RoomCluster.Ada, id, challengeId, ConfidenceShare.None));
    }

    [Theory]
    [InlineData(ConfidenceMoment.Start, null, 0, "", "How sure one feels is 1 to 5, or nothing.")]
    [InlineData(ConfidenceMoment.Start, null, 6, "", "How sure one feels is 1 to 5, or nothing.")]
    [InlineData(ConfidenceMoment.Start, null, null, "x", "A sentence goes with how sure one feels.")]
    [InlineData(ConfidenceMoment.Start, null, 3, null, "The sentence has at most 500 characters.")]
    [InlineData(ConfidenceMoment.Start, "m1", 3, "", "A checkpoint is named where the moment is one, and nowhere else.")]
    [InlineData(ConfidenceMoment.Checkpoint, null, 3, "", "A checkpoint is named where the moment is one, and nowhere else.")]
    [InlineData(ConfidenceMoment.Checkpoint, "m2", 3, "", "A checkpoint is named where the moment is one, and nowhere else.")]
    public async Task Answer_ThatIsWrong_IsRefusedWithASentence(ConfidenceMoment moment, string? milestoneId, int? level, string? sentence, string fault)
    {
        var (cohort, challengeId) = await GivenAsync();
        var said = Say(cohort, challengeId) with { Moment = moment, MilestoneId = milestoneId, Level = level, Sentence = sentence ?? new string('x', 501) };

        Assert.Equal(fault, (await cluster.Grains.GetGrain<IConfidenceGrain>("bea").SayAsync(RoomCluster.Bea, said))!.Message);
        Assert.DoesNotContain(await cluster.Grains.GetGrain<IConfidenceGrain>("bea").GetAsync(), trend => trend.CohortId == said.CohortId);
    }

    private static SayConfidence Say(ICohortGrain cohort, string challengeId) => new(cohort.GetPrimaryKeyString(), challengeId, ConfidenceMoment.Start, null, 2, "");

    private static GivenChallenge Given(string? reached, bool isDone)
    {
        var steps = new[] { new PlanStep("s1", "One", isDone ? StepState.Done : StepState.Doing, [], null, "m2") };
        var progress = new RoomProgress(default, steps, reached is null ? [] : [reached], 0, null, [], [], [], [], ClientLane.Empty, Needs.None);
        return new GivenChallenge(
            "x", 1, "Campaign", "", Deliverables.Free, "2026-12-01", "2026-12-20", Brief.Empty, [new Milestone("m2", "Final", 14, null), new Milestone("m1", "Draft", 7, "kind")],
            [new GroupWork("g", Room, progress)]);
    }

    private async Task<(ICohortGrain Cohort, string ChallengeId)> GivenAsync()
    {
        var cohort = await cluster.CohortAsync();
        await cohort.GroupAsync("one", RoomCluster.Ada, RoomCluster.Bea);
        var challengeId = await cluster.ChallengeAsync();
        await cohort.DoneAsync(new GiveChallenge(challengeId, "2126-12-01", null));
        return (cohort, challengeId);
    }
}
