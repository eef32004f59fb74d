using System.Globalization;
using System.Text.Json;
using Orleans.Core.Internal;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>What a cohort knows of a group's work by being told is what it finds by asking anew, whatever the group did.</summary>
public sealed class ProgressTests(RoomCluster cluster, ITestOutputHelper output) : IClassFixture<RoomCluster>
{
    private const int Rounds = 8;
    private const int ActionsMax = 12;

    private static readonly string?[] Milestones = ["m1", "m2", "no/id", null];
    private static readonly object?[] Dates = ["2026-12-24", "tomorrow", 5d, null];
    private static readonly string[] States = ["todo", "doing", "done", "sleeping"];

    [Fact]
    public async Task Progress_RebuiltFromTheRooms_IsTheOneThatWasTold()
    {
        var seed = Environment.GetEnvironmentVariable("SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next(1 << 24);
        output.WriteLine($"SEED={seed}");
        var random = new Random(seed);
        var cohort = await cluster.CohortAsync();
        await cohort.GroupAsync("one", RoomCluster.Ada, RoomCluster.Bea);
        var challengeId = await cluster.ChallengeAsync();
        await cohort.DoneAsync(new GiveChallenge(challengeId, "2026-12-01", null));
        var workspace = cluster.Grains.GetGrain<IChallengeWorkspaceGrain>((await cohort.OpenedAsync(RoomCluster.Ada, "one", challengeId)).Id);
        var seen = new HashSet<string>();
        for (var round = 0; round < Rounds; round++)
        {
            // Another client id each time: the room's next activation knows no session.
            var ada = await cluster.ClientAsync(workspace, RoomCluster.Ada, 100 + round);
            var bea = random.Next(2) == 0 ? await cluster.ClientAsync(workspace, RoomCluster.Bea, 200 + round) : null;
            for (var action = random.Next(ActionsMax); action >= 0; action--)
            {
                await ActAsync(random, workspace, ada, round * ActionsMax + action);
            }

            if (bea is not null && random.Next(2) == 0)
            {
                await workspace.LeaveAsync(bea.Part, bea.SessionId);
            }

            var told = await UntilToldAsync(cohort, workspace);
            await cohort.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            Assert.Equal(Whole(told), Whole(await ProgressAsync(cohort)));

            await workspace.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            await cohort.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
            Assert.Equal(Whole(told with { Here = [] }), Whole(await ProgressAsync(cohort)));
            Note(seen, told);
        }

        output.WriteLine($"Seen: {string.Join(", ", seen)}.");
    }

    private static async Task ActAsync(Random random, IChallengeWorkspaceGrain workspace, TestClient ada, int number)
    {
        var question = $"q{random.Next(6)}";
        RoomCommand? command = random.Next(9) switch
        {
            0 or 1 => new AskQuestion(question, null, "", $"What of {number}?"),
            2 => new AnswerQuestion(question, $"a{number}", "This.", ""),
            3 => new ReleaseQuestion(question, Askable.All[random.Next(Askable.All.Count)], $"passage {number}"),
            4 => new CloseQuestion(question),
            _ => null,
        };
        if (command is not null)
        {
            // One that is not valid now is refused, and changes nothing.
            await workspace.CommandAsync(RoomCluster.Command(RoomCluster.Ada, command));
            return;
        }

        Assert.Null((await ada.PushAsync(ada.Doc.TransactAndEncode(() => Plan(random, ada.Doc, number)))).Refusal);
    }

    private static void Plan(Random random, YDoc doc, int number)
    {
        var plan = doc.GetMap("plan");
        var ids = plan.Entries.Select(static entry => entry.Key).Order(StringComparer.Ordinal).ToList();
        if (ids.Count > 0 && random.Next(6) == 0)
        {
            plan.Remove(ids[random.Next(ids.Count)]);
        }
        else if (random.Next(8) == 0)
        {
            plan.Set($"none{number}", "not a step");
        }
        else if (ids.Count > 0 && random.Next(2) == 0 && plan.Get(ids[random.Next(ids.Count)]) is YMap known)
        {
            Write(random, known);
        }
        else
        {
            var step = new YMap();
            plan.Set($"x{number}", step);
            step.Set("title", $"Step {number}");
            step.Set("owners", new YMap());
            Write(random, step);
        }
    }

    private static void Write(Random random, YMap step)
    {
        step.Set("state", States[random.Next(States.Length)]);
        step.Set("due", Dates[random.Next(Dates.Length)]);
        step.Set("milestoneId", Milestones[random.Next(Milestones.Length)]);
        step.Set("order", (double)random.Next(10));
        (step.Get("owners") as YMap)?.Set(random.Next(2) == 0 ? "ada" : "bea", random.Next(3) > 0);
    }

    /// <summary>Waits until the cohort has heard what the room would say.</summary>
    private static async Task<RoomProgress> UntilToldAsync(ICohortGrain cohort, IChallengeWorkspaceGrain workspace)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var (told, asked) = (await ProgressAsync(cohort), (await workspace.ProgressAsync())!);
            if (Whole(told) == Whole(asked))
            {
                return told!;
            }

            Assert.False(deadline.IsCancellationRequested, $"{Whole(told)} instead of {Whole(asked)}");
        }
    }

    private static async Task<RoomProgress?> ProgressAsync(ICohortGrain cohort) => (await cohort.GetAsync(TestCohorts.Tutor)).Cohort!.Challenges.Single().Work.Single().Progress;

    /// <summary>Every part of it but when it was told.</summary>
    private static string Whole(RoomProgress? progress) => JsonSerializer.Serialize(progress is null ? null : progress with { At = default });

    private static void Note(HashSet<string> seen, RoomProgress told)
    {
        var parts = new (string Name, bool Is)[]
        {
            ("steps", told.Steps.Length > 0), ("owners", told.Steps.Any(static step => step.Owners.Length > 0)), ("due", told.Steps.Any(static step => step.Due is not null)), ("reached", told.Reached.Length > 0),
            ("questions", told.Questions > 0), ("released", told.Released.Length > 0), ("answers", told.Released.Any(static question => question.Answers > 0)), ("written", told.WrittenAt is not null), ("here", told.Here.Length > 1),
        };
        seen.UnionWith(parts.Where(static part => part.Is).Select(static part => part.Name));
    }
}
