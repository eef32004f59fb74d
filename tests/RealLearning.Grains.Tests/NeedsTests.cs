using System.Text.Json;
using Orleans.Core.Internal;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Challenges;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>What was needed where reaches the author of the challenge.</summary>
public sealed class NeedsTests(RoomCluster cluster) : IClassFixture<RoomCluster>
{
    [Fact]
    public async Task Author_HearsWhatGroupsDrewOnAndAsked_ByStep_WithoutNamesOrWordsThatWereNotLetGo()
    {
        var (cohort, challengeId) = await GivenAsync();
        var one = await OpenAsync(cohort, RoomCluster.Ada, "one", challengeId);
        var two = await OpenAsync(cohort, RoomCluster.Cyd, "two", challengeId);
        await DoAsync(one, RoomCluster.Ada, new PullResource("r1", "s2"), new PullResource("r1", null));
        await DoAsync(one, RoomCluster.Bea, new PullResource("r1", "s2"));
        await DoAsync(two, RoomCluster.Cyd, new PullResource("r1", "s1"));
        await DoAsync(one, RoomCluster.Ada, new AddResource("f1", "How hooks work", "https://example.org/hooks/", "Ada's secret note", ["s2"]), new PullResource("f1", "s2"));
        await DoAsync(two, RoomCluster.Cyd, new AddResource("f2", "Hooks", "https://example.org/hooks", "", []), new PullResource("f2", "s2"), new AddResource("f4", "Hooks again", "https://example.org/hooks", "", []), new PullResource("f4", "s2"), new AddResource("f3", "Never opened", "https://example.org/x", "", []));
        await DoAsync(
            one,
            RoomCluster.Ada,
            new AskQuestion("q1", "s1", "words of the work", "Who reads us?"),
            new AskQuestion("q2", "s1", "", "A private question"),
            new AskQuestion("q3", null, "", "Never mind"),
            new ReleaseQuestion("q1", Askable.Cohort, ""),
            new CloseQuestion("q3"));
        await DoAsync(one, RoomCluster.Bea, new AnswerQuestion("q2", "a1", "Bea's answer", ""));
        Assert.Null((await cluster.Grains.GetGrain<IChallengeWorkspaceGrain>(one.GetPrimaryKeyString()).AnswerAsync("c1", RoomCluster.Cyd, Askable.Cohort, new AnswerQuestion("q1", "a2", "Cyd's answer", ""))).Refusal);

        var told = await UntilAsync(challengeId, static told => told.Needs.Groups == 2 && told.Needs.Questions.Sum(static asked => asked.ByOthers) == 1 && told.Needs.Resources.Length == 2 && told.Needs.Resources.All(static resource => resource.Groups == 2));

        Assert.Equal((1, 0, "1"), (told.Cohorts, told.Unheard, string.Join(' ', told.Versions)));
        Assert.Equal(["r1  2 4: - 1 1, s1 1 1, s2 1 2", "- Hooks 2 3: s2 2 3"], told.Needs.Resources.Select(Line));
        Assert.Equal(["- 0 0 1 0", "s1 1 1 0 0"], told.Needs.Questions.Select(static asked => $"{asked.StepId ?? "-"} {asked.ByGroup} {asked.ByOthers} {asked.Closed} {asked.Open}"));
        Assert.Equal(["s1 Who reads us?"], told.Needs.Released.Select(static released => $"{released.StepId} {released.Text}"));
        Assert.NotNull(told.Needs.Released[0].WaitedMs);
        var words = JsonSerializer.Serialize(told);
        Assert.All(new[] { "secret", "private", "words of the work", "answer", "Ada", "Bea", "Cyd", "\"ada\"", "Never opened" }, hidden => Assert.DoesNotContain(hidden, words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sums_MadeAnewFromTheRooms_AreThoseThatWereToldLive()
    {
        var (cohort, challengeId) = await GivenAsync();
        var one = await OpenAsync(cohort, RoomCluster.Ada, "one", challengeId);
        await DoAsync(one, RoomCluster.Ada, new PullResource("r1", "s2"), new AskQuestion("q1", "s1", "", "Who reads us?"));
        await DoAsync(one, RoomCluster.Bea, new AnswerQuestion("q1", "a1", "Everybody", ""));
        var live = await UntilAsync(challengeId, static told => told.Needs.Resources.Length == 1 && told.Needs.Questions.Sum(static asked => asked.ByGroup) == 1);

        foreach (var grain in new IAddressable[] { one, cohort, Challenge(challengeId) })
        {
            await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        }

        Assert.Equal(JsonSerializer.Serialize(live), JsonSerializer.Serialize(await UntilAsync(challengeId, static told => told.Needs.Groups == 1)));
        await DoAsync(one, RoomCluster.Ada, new PullResource("r1", "s1"));
        await UntilAsync(challengeId, static told => told.Needs.Resources[0].Pulls == 2);
    }

    [Fact]
    public async Task OnlyTheAuthor_IsTold_AndBeforeAnybodyBeganThereIsNothing()
    {
        var (_, challengeId) = await GivenAsync();
        Assert.Equal(RefusalCodes.UnknownDocument, (await Challenge(challengeId).NeedsAsync(RoomCluster.Ada)).Refusal?.Code);
        var told = await UntilAsync(challengeId, static told => told.Cohorts == 1);
        Assert.Equal((0, 0, 0), (told.Needs.Groups, told.Needs.Resources.Length, told.Versions.Length));
    }

    [Fact]
    public async Task News_OlderThanTheKnown_ChangesNothing()
    {
        var challengeId = await cluster.ChallengeAsync();
        var challenge = Challenge(challengeId);
        await challenge.ToldAsync("c", new CohortNeeds(2, 1, 1, 0, Needs.None with { Groups = 3 }));
        await UntilAsync(challengeId, static told => told.Needs.Groups == 3);
        await challenge.ToldAsync("c", new CohortNeeds(1, 9, 1, 0, Needs.None with { Groups = 1 }));
        await challenge.ToldAsync("c", new CohortNeeds(2, 0, 1, 0, Needs.None with { Groups = 1 }));
        await challenge.ToldAsync("d", new CohortNeeds(1, 1, 1, 0, Needs.None with { Groups = 4 }));
        Assert.Equal(7, (await UntilAsync(challengeId, static told => told.Cohorts == 2)).Needs.Groups);
    }

    [Fact]
    public void Sums_AreTheSame_InWhateverOrderTheyAreMade()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("NEEDS_SEED"), out var given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"NEEDS_SEED={seed}");
        var random = new Random(seed);
        var rooms = Enumerable.Range(0, 40).Select(_ => Some(random)).ToList();
        var whole = JsonSerializer.Serialize(NeedsSum.Of(rooms));
        for (var i = 0; i < 20; i++)
        {
            var shuffled = rooms.OrderBy(_ => random.Next()).ToList();
            var split = random.Next(shuffled.Count);
            Assert.Equal(whole, JsonSerializer.Serialize(NeedsSum.Of([NeedsSum.Of([.. shuffled.Take(split)]), NeedsSum.Of([.. shuffled.Skip(split)])])));
        }
    }

    private static Needs Some(Random random) => new(
        1,
        [.. Enumerable.Range(0, 5).Select(_ => random.Next(2) == 0
            ? new NeededResource($"r{random.Next(4)}", "", "", 1, 2, [new StepUse($"s{random.Next(3)}", 1, 2)])
            : new NeededResource(null, $"t{random.Next(4)}", random.Next(2) == 0 ? "" : $"https://example.org/{random.Next(3)}{(random.Next(2) == 0 ? "/" : "")}", 1, 1, [new StepUse(null, 1, 1)]))],
        [new StepQuestions(random.Next(2) == 0 ? null : $"s{random.Next(3)}", random.Next(3), random.Next(3), random.Next(3), random.Next(3), random.Next(100), random.Next(100))],
        [new ReleasedNeed($"s{random.Next(3)}", $"q{random.Next(9)}", DateTimeOffset.UnixEpoch.AddMinutes(random.Next(9)), 5)]);

    private static string Line(NeededResource resource) =>
        $"{resource.ResourceId ?? "-"} {resource.Title} {resource.Groups} {resource.Pulls}: {string.Join(", ", resource.Steps.Select(static use => $"{use.StepId ?? "-"} {use.Groups} {use.Pulls}"))}";

    private IChallengeGrain Challenge(string id) => cluster.Grains.GetGrain<IChallengeGrain>(id);

    private async Task<(ICohortGrain Cohort, string ChallengeId)> GivenAsync()
    {
        var cohort = await cluster.CohortAsync();
        var challengeId = await cluster.ChallengeAsync();
        await cohort.GroupAsync("one", RoomCluster.Ada, RoomCluster.Bea);
        await cohort.GroupAsync("two", RoomCluster.Cyd);
        await cohort.DoneAsync(new GiveChallenge(challengeId, "2026-12-01", null));
        return (cohort, challengeId);
    }

    private async Task<IRoomGrain> OpenAsync(ICohortGrain cohort, Caller caller, string group, string challengeId) =>
        cluster.Room(await cohort.OpenedAsync(caller, group, challengeId));

    private static async Task DoAsync(IRoomGrain room, Caller by, params RoomCommand[] commands)
    {
        foreach (var command in commands)
        {
            Assert.Null((await room.CommandAsync(RoomCluster.Command(by, command))).Refusal);
        }
    }

    private async Task<ChallengeNeeds> UntilAsync(string challengeId, Func<ChallengeNeeds, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var told = (await Challenge(challengeId).NeedsAsync(TestCohorts.Tutor)).Needs!;
            if (condition(told))
            {
                return told;
            }

            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
