using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using Xunit;

namespace RealLearning.Grains.Tests.Support;

/// <summary>A cohort of a tutor's, made in a few words.</summary>
internal static class TestCohorts
{
    public static readonly Caller Tutor = new("tom", "Tom Tutor");

    /// <summary>A challenge with two milestones, three steps and a resource.</summary>
    public static ChallengeText Campaign { get; } = new(
        "Win readers back",
        new Brief("City library", "More young readers", "People of 16 to 25", ["A post a week"], null),
        "The library's followers",
        Deliverables.Campaign,
        [new Milestone("m1", "Draft", 7, "kind"), new Milestone("m2", "Final", 14, null)],
        [new ChallengeStep("s1", "Look at what they post now", "Ten posts are enough", "m1"), new ChallengeStep("s2", "Write three posts", "", "m1"), new ChallengeStep("s3", "Plan the month", "", "m2")],
        [new ChallengeResource("r1", "How posts are written", "https://example.org/posts", "Short ones win", ["s2"])]);

    public static async Task<ICohortGrain> CohortAsync(this RoomCluster cluster, string? id = null)
    {
        var cohort = cluster.Grains.GetGrain<ICohortGrain>(id ?? Guid.NewGuid().ToString("N"));
        Assert.Null((await cohort.CreateAsync(Tutor, "Autumn 2026")).Refusal);
        return cohort;
    }

    /// <summary>A published challenge of the tutor's; its id.</summary>
    public static async Task<string> ChallengeAsync(this RoomCluster cluster, ChallengeText? text = null)
    {
        var id = Guid.NewGuid().ToString("N");
        var challenge = cluster.Grains.GetGrain<IChallengeGrain>(id);
        var made = (await challenge.CreateAsync(Tutor, "Win readers back", null)).Challenge!;
        var saved = (await challenge.SaveAsync(Tutor, made.Revision, text ?? Campaign)).Challenge!;
        Assert.Equal(1, (await challenge.PublishAsync(Tutor, saved.Revision)).Challenge!.Version);
        return id;
    }

    public static async Task<CohortDone> DoneAsync(this ICohortGrain cohort, CohortCommand command, Caller? by = null)
    {
        var done = await cohort.CommandAsync(by ?? Tutor, command);
        Assert.Null(done.Refusal);
        return done;
    }

    public static async Task AdmitAsync(this ICohortGrain cohort, string role, params Caller[] people)
    {
        var invited = await cohort.DoneAsync(new InviteToCohort(Guid.NewGuid().ToString("N"), role, people.Length, 7));
        foreach (var person in people)
        {
            Assert.NotNull(await cohort.RedeemAsync(invited.Token!, person));
        }
    }

    /// <summary>A group with these learners, who come into the cohort by it.</summary>
    public static async Task GroupAsync(this ICohortGrain cohort, string groupId, params Caller[] learners)
    {
        await cohort.AdmitAsync("learner", learners);
        await cohort.DoneAsync(new CreateGroup(groupId, $"Group {groupId}"));
        foreach (var learner in learners)
        {
            await cohort.DoneAsync(new PlaceMember(learner.PersonId, groupId));
        }
    }

    public static async Task<RoomKey> OpenedAsync(this ICohortGrain cohort, Caller caller, string groupId, string? challengeId)
    {
        var opened = await cohort.OpenAsync(caller, groupId, challengeId);
        Assert.Null(opened.Refusal);
        return opened.Room!.Value;
    }

    /// <summary>What somebody may do in a room at the moment.</summary>
    public static async Task<Right> RightAsync(IRoomGrain room, Caller caller) => (await room.GetAsync(caller)).Room?.Right ?? Right.None;

    public static IRoomGrain Room(this RoomCluster cluster, RoomKey key) =>
        key.Kind == RoomKind.Group ? cluster.Grains.GetGrain<IPeerGroupGrain>(key.Id) : cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(key.Id);
}
