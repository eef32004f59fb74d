using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Challenges;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>Challenges: drafts, versions, sharing, and what is no challenge.</summary>
public sealed class ChallengeTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    private static readonly Caller Other = new("olga", "Olga Other");

    [Fact]
    public async Task Draft_SavedOnAnOldRevision_OverwritesNothing()
    {
        var challenge = await NewAsync();
        var first = await challenge.SaveAsync(TestCohorts.Tutor, 1, TestCohorts.Campaign);
        var late = await challenge.SaveAsync(TestCohorts.Tutor, 1, TestCohorts.Campaign with { Title = "Another" });

        Assert.Equal(2, first.Challenge!.Revision);
        Assert.Equal(RefusalCodes.EditConflict, late.Refusal!.Code);
        Assert.Equal(TestCohorts.Campaign.Title, (await challenge.GetAsync(TestCohorts.Tutor)).Challenge!.Text.Title);
    }

    [Fact]
    public async Task Version_OnceMade_StaysAsItIs()
    {
        var challenge = await NewAsync();
        await challenge.SaveAsync(TestCohorts.Tutor, 1, TestCohorts.Campaign);
        Assert.Equal((1, false), State(await challenge.PublishAsync(TestCohorts.Tutor, 2)));
        Assert.Equal((1, false), State(await challenge.PublishAsync(TestCohorts.Tutor, 2)));
        await challenge.ShareAsync(TestCohorts.Tutor, true);

        Assert.Equal((1, true), State(await challenge.SaveAsync(TestCohorts.Tutor, 2, TestCohorts.Campaign with { Title = "Second thoughts" })));

        Assert.Equal(TestCohorts.Campaign.Title, (await challenge.GetAsync(Other)).Challenge!.Text.Title);
        Assert.Equal((2, false), State(await challenge.PublishAsync(TestCohorts.Tutor, 3)));
        Assert.Equal("Second thoughts", (await challenge.GetAsync(Other)).Challenge!.Text.Title);

        static (int Version, bool HasChanged) State(ChallengeReply reply) => (reply.Challenge!.Version, reply.Challenge.HasChanged);
    }

    [Fact]
    public async Task Challenge_OfAnother_IsUnknownUntilItIsSharedAndIsNeverWritten()
    {
        var challenge = await NewAsync();
        await challenge.PublishAsync(TestCohorts.Tutor, 1);
        Assert.Equal(RefusalCodes.UnknownDocument, (await challenge.GetAsync(Other)).Refusal!.Code);

        await challenge.ShareAsync(TestCohorts.Tutor, true);
        Assert.False((await challenge.GetAsync(Other)).Challenge!.IsMine);
        Assert.Equal(RefusalCodes.UnknownDocument, (await challenge.SaveAsync(Other, 1, TestCohorts.Campaign)).Refusal!.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await challenge.PublishAsync(Other, 1)).Refusal!.Code);
        Assert.Equal(RefusalCodes.UnknownDocument, (await challenge.ShareAsync(Other, false)).Refusal!.Code);

        var copy = cluster.Grains.GetGrain<IChallengeGrain>(Guid.NewGuid().ToString("N"));
        Assert.True((await copy.CreateAsync(Other, "My own", challenge.GetPrimaryKeyString())).Challenge!.IsMine);
        Assert.Equal(RefusalCodes.InvalidCommand, (await copy.CreateAsync(TestCohorts.Tutor, "Mine", null)).Refusal!.Code);
    }

    [Fact]
    public async Task Shelves_FollowTheChallenge()
    {
        var challenge = await NewAsync();
        var id = challenge.GetPrimaryKeyString();
        await challenge.SaveAsync(TestCohorts.Tutor, 1, TestCohorts.Campaign);
        var mine = cluster.Grains.GetGrain<IChallengeShelfGrain>(TestCohorts.Tutor.PersonId);
        var shared = cluster.Grains.GetGrain<IChallengeShelfGrain>(IChallengeShelfGrain.SharedKey);

        Assert.False((await mine.ListAsync()).Single(card => card.ChallengeId == id).IsPretend);
        Assert.DoesNotContain(await shared.ListAsync(), card => card.ChallengeId == id);

        await challenge.PublishAsync(TestCohorts.Tutor, 2);
        await challenge.ShareAsync(TestCohorts.Tutor, true);
        Assert.Equal(1, (await shared.ListAsync()).Single(card => card.ChallengeId == id).Version);

        await challenge.ShareAsync(TestCohorts.Tutor, false);
        Assert.DoesNotContain(await shared.ListAsync(), card => card.ChallengeId == id);
    }

    [Fact]
    public void Text_ThatIsNoChallenge_IsNamed()
    {
        var text = TestCohorts.Campaign;
        Assert.Null(ChallengeRules.Fault(text));
        Assert.Null(ChallengeRules.Fault(ChallengeText.Empty("Just a title")));
        var milestone = text.Milestones[0];
        var step = text.Steps[0];
        var resource = text.Resources[0];
        (ChallengeText Text, string Says)[] wrong =
        [
            (text with { Title = " " }, "title"),
            (text with { Brief = text.Brief with { Due = "2026-12-01" } }, "date"),
            (text with { Brief = text.Brief with { Criteria = [.. Enumerable.Repeat("x", 31)] } }, "criteria"),
            (text with { Outside = new string('x', 4_001) }, "audience"),
            (text with { Deliverable = "poem" }, "deliverable"),
            (text with { Milestones = [milestone, milestone] }, "Two milestones"),
            (text with { Milestones = [milestone with { Day = -1 }] }, "days"),
            (text with { Milestones = [milestone with { Protocol = "shouting" }] }, "protocol"),
            (text with { Milestones = [.. Enumerable.Range(0, 21).Select(i => milestone with { Id = $"m{i}" })] }, "20 milestones"),
            (text with { Steps = [step with { MilestoneId = "gone" }] }, "milestone that is not there"),
            (text with { Steps = [step with { Id = "a/b" }] }, "id"),
            (text with { Steps = [null!] }, "60 steps"),
            (text with { Resources = [resource with { StepIds = ["gone"] }] }, "step that is not there"),
            (text with { Resources = [resource with { Url = "javascript:alert(1)" }] }, "http"),
            (text with { Resources = [resource with { Note = new string('x', 4_001) }] }, "note"),
        ];

        Assert.All(wrong, fault => Assert.Contains(fault.Says, ChallengeRules.Fault(fault.Text)));
    }

    private async Task<IChallengeGrain> NewAsync()
    {
        var challenge = cluster.Grains.GetGrain<IChallengeGrain>(Guid.NewGuid().ToString("N"));
        Assert.Null((await challenge.CreateAsync(TestCohorts.Tutor, "Win readers back", null)).Refusal);
        return challenge;
    }
}
