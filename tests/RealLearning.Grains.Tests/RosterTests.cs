using Orleans.Core.Internal;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;
using static RealLearning.Grains.Tests.Support.TestCohorts;

namespace RealLearning.Grains.Tests;

/// <summary>What a cohort changes reaches its rooms, and what rooms do reaches the cohort; also when something dies between.</summary>
public sealed class RosterTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task Member_PlacedElsewhere_LosesTheRoomOnOpenLinesAndInItsSessions()
    {
        var (cohort, challengeId) = await GivenAsync();
        var key = await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);
        var workspace = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(key.Id);
        Assert.Null((await workspace.CommandAsync(RoomCluster.Command(RoomCluster.Bea, new FreezeSnapshot("f1", "Draft")))).Refusal);
        var sessionId = Guid.NewGuid().ToString("N");
        Assert.Null((await workspace.CommandAsync(RoomCluster.Command(RoomCluster.Bea, new OpenSession(sessionId, "Critique", "f1")))).Refusal);
        var session = cluster.Grains.GetGrain<ICritiqueSessionGrain>(sessionId);
        var ada = await cluster.ClientAsync(workspace, RoomCluster.Ada, 11);
        var adaInSession = await cluster.ClientAsync(session, RoomCluster.Ada, 12);
        Assert.Equal(Right.Facilitate, (await session.GetAsync(RoomCluster.Bea)).Room!.Right);

        await cohort.DoneAsync(new PlaceMember("ada", null));

        await ada.UntilAsync(client => client.Rights.Exists(change => change.Right == Right.None));
        await adaInSession.UntilAsync(client => client.Rights.Exists(change => change.Right == Right.None));
        Assert.Equal(RefusalCodes.UnknownSession, (await ada.TypeAsync("still here")).Refusal!.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await workspace.GetAsync(RoomCluster.Ada)).Refusal!.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await session.GetAsync(RoomCluster.Ada)).Refusal!.Code);
        Assert.Equal(Right.Edit, (await workspace.GetAsync(RoomCluster.Bea)).Room!.Right);
        Assert.Equal(Right.Facilitate, (await session.GetAsync(RoomCluster.Bea)).Room!.Right);
    }

    [Fact]
    public async Task Role_Changed_RaisesAndLowersInEveryRoom()
    {
        var (cohort, challengeId) = await GivenAsync();
        var workspace = cluster.Room(await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId));
        var space = cluster.Room(await cohort.OpenedAsync(RoomCluster.Ada, "one", null));
        await cohort.AdmitAsync("learner", RoomCluster.Cyd);

        await cohort.DoneAsync(new SetCohortRole("cyd", "tutor"));
        Assert.Equal((Right.Observe, Right.Observe), (await RightAsync(workspace, RoomCluster.Cyd), await RightAsync(space, RoomCluster.Cyd)));

        await cohort.DoneAsync(new SetCohortRole("cyd", "learner"));
        Assert.Equal((Right.None, Right.None), (await RightAsync(workspace, RoomCluster.Cyd), await RightAsync(space, RoomCluster.Cyd)));

        await cohort.DoneAsync(new SetCohortRole("ada", "none"));
        Assert.Equal(Right.None, await RightAsync(workspace, RoomCluster.Ada));
        Assert.Equal(RefusalCodes.UnknownDocument, (await cohort.GetAsync(RoomCluster.Ada)).Refusal!.Code);
        Assert.Null(await cohort.TodayAsync(RoomCluster.Ada));
    }

    [Fact]
    public async Task Roster_OlderThanTheKnownOne_ChangesNothing()
    {
        var (cohort, challengeId) = await GivenAsync();
        var key = await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);
        await cohort.DoneAsync(new PlaceMember("ada", null));

        await cluster.Room(key).SetRosterAsync(new Roster(cohort.GetPrimaryKeyString(), "one", 1, null, [new PersonCard("ada", "Ada", 0, Right.Edit)], []));
        await cluster.Room(key).SetRosterAsync(new Roster("another", "one", 1_000, null, [new PersonCard("ada", "Ada", 0, Right.Edit)], []));

        Assert.Equal(Right.None, await RightAsync(cluster.Room(key), RoomCluster.Ada));
    }

    [Fact]
    public async Task Room_ThatCouldNotBeTold_IsToldLater()
    {
        var (cohort, challengeId) = await GivenAsync();
        var key = await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);
        var ada = await cluster.ClientAsync(cluster.Room(key), RoomCluster.Ada, 11);
        var gate = cluster.Journal.Hold(key.Document(DocumentParts.Room));

        await cohort.DoneAsync(new PlaceMember("ada", null));
        await gate.Reached;
        Assert.Empty(ada.Rights);
        gate.Open();

        await ada.UntilAsync(client => client.Rights.Exists(change => change.Right == Right.None));
    }

    [Fact]
    public async Task Room_ActivatedBeforeItWasTold_AsksItsCohortBeforeItLetsAnybodyIn()
    {
        var (cohort, challengeId) = await GivenAsync();
        var key = await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);
        cluster.Journal.Break(key.Document(DocumentParts.Room), static () => new JournalUnavailableException("no disk", null));
        await cohort.DoneAsync(new PlaceMember("ada", null));
        cluster.Journal.Heal(key.Document(DocumentParts.Room));
        await cluster.Room(key).AsReference<IGrainManagementExtension>().DeactivateOnIdle();

        Assert.Equal(RefusalCodes.UnknownDocument, (await new TestClient(cluster.Room(key), DocumentParts.Content, RoomCluster.Ada, 11).JoinAsync()).Refusal?.Code);
        Assert.Equal(Right.Edit, await RightAsync(cluster.Room(key), RoomCluster.Bea));
    }

    [Fact]
    public async Task Progress_IsWhatThePlanSays_ToldAndAskedForAlike()
    {
        var (cohort, challengeId) = await GivenAsync();
        var key = await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId);
        var ada = await cluster.ClientAsync(cluster.Room(key), RoomCluster.Ada, 11);

        await ada.PushAsync(Do(ada.Doc, "s1", "ada"), Do(ada.Doc, "s2", "bea"));

        var told = await UntilAsync(cohort, progress => progress.Steps.Count(step => step.State == StepState.Done) == 2);
        Assert.Equal(["m1"], told.Reached);
        Assert.Equal(["ada"], told.Here);
        Assert.Equal("Plan the month", told.Steps.Single(step => step.State == StepState.ToDo).Title);
        Assert.NotNull(told.WrittenAt);

        var asked = (await cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(key.Id).ProgressAsync())!;
        Assert.Equal(told.Steps.Select(Words), asked.Steps.Select(Words));
        Assert.Equal((told.Reached, told.Questions, told.WrittenAt, told.Here), (asked.Reached, asked.Questions, asked.WrittenAt, asked.Here), (left, right) =>
            left.Reached.SequenceEqual(right.Reached) && left.Questions == right.Questions && left.WrittenAt == right.WrittenAt && left.Here.SequenceEqual(right.Here));

        var today = (await cluster.Grains.GetGrain<IPersonGrain>("ada").TodayAsync(RoomCluster.Ada)).Cohorts.Single(found => found.CohortId == cohort.GetPrimaryKeyString());
        Assert.Equal(key, today.Challenges.Single().Work.Single().Room);
    }

    private static string Words(PlanStep step) => $"{step.StepId} {step.Title} {step.State} {string.Join(',', step.Owners)} {step.Due} {step.MilestoneId}";

    private static byte[] Do(YDoc doc, string stepId, string owner) => doc.TransactAndEncode(() =>
    {
        var step = (YMap)doc.GetMap("plan").Get(stepId)!;
        step.Set("state", "done");
        ((YMap)step.Get("owners")!).Set(owner, true);
    });

    /// <summary>Asks until the cohort has heard.</summary>
    private static async Task<RoomProgress> UntilAsync(ICohortGrain cohort, Func<RoomProgress, bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            deadline.Token.ThrowIfCancellationRequested();
            if ((await cohort.GetAsync(TestCohorts.Tutor)).Cohort!.Challenges.Single().Work.Single().Progress is { } progress && condition(progress))
            {
                return progress;
            }
        }
    }

    private async Task<(ICohortGrain Cohort, string ChallengeId)> GivenAsync()
    {
        var cohort = await cluster.CohortAsync();
        await cohort.GroupAsync("one", RoomCluster.Ada, RoomCluster.Bea);
        var challengeId = await cluster.ChallengeAsync();
        await cohort.DoneAsync(new GiveChallenge(challengeId, "2026-12-01", null));
        return (cohort, challengeId);
    }
}
