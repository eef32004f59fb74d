using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Pages;

/// <summary>Cohorts, made by the grains' own commands. Of their people only those who are measured have accounts: a password takes its time on purpose.</summary>
internal sealed class Site(IGrainFactory grains)
{
    public const int GroupSize = 5;

    private const int StepsOfEach = 12;

    public static Caller Stranger(string id) => new(id, $"Somebody {id}");

    /// <summary>A cohort of which everybody is in a group that has begun; its id and the challenge's.</summary>
    public async Task<(string Cohort, string Challenge)> CohortAsync(string id, int groups, Caller tutor, Caller learner)
    {
        var count = groups * GroupSize;
        var challenge = await ChallengeAsync($"challenge-{id}", tutor);
        var cohort = grains.GetGrain<ICohortGrain>(id);
        Check((await cohort.CreateAsync(tutor, $"Cohort {id}")).Refusal);
        await DoAsync(cohort, tutor, new GiveChallenge(challenge, "2026-12-01", "2026-12-22"));
        var secret = (await DoAsync(cohort, tutor, new InviteToCohort("all", "learner", count, 7))).Token!;
        await cohort.RedeemAsync(secret, learner);
        for (var i = 1; i < count; i++)
        {
            await cohort.RedeemAsync(secret, Stranger($"{id}-{i}"));
        }

        var learners = (await cohort.GetAsync(tutor)).Cohort!.People.Where(static person => person.Role == CohortRole.Learner);
        await DoAsync(cohort, tutor, new Arrange(
            [.. Enumerable.Range(0, groups).Select(static i => new ArrangedGroup($"g{i}", $"Group {i}"))],
            [.. learners.Select(static (person, i) => new ArrangedLearner(person.PersonId, $"g{i / GroupSize}"))]));
        foreach (var group in (await cohort.GetAsync(tutor)).Cohort!.Groups)
        {
            Check((await cohort.OpenAsync(tutor, group.GroupId, challenge)).Refusal);
        }

        return (id, challenge);
    }

    private async Task<string> ChallengeAsync(string id, Caller tutor)
    {
        var challenge = grains.GetGrain<IChallengeGrain>(id);
        var made = (await challenge.CreateAsync(tutor, "Win readers back", null)).Challenge!;
        var text = made.Text with
        {
            Milestones = [new Milestone("m1", "Draft", 7, "kind"), new Milestone("m2", "Final", 21, null)],
            Steps = [.. Enumerable.Range(0, StepsOfEach).Select(static i => new ChallengeStep($"s{i}", $"Step {i} of the way", "Ten are enough", i < 6 ? "m1" : "m2"))],
        };
        var saved = (await challenge.SaveAsync(tutor, made.Revision, text)).Challenge!;
        Check((await challenge.PublishAsync(tutor, saved.Revision)).Refusal);
        return id;
    }

    private static async Task<CohortDone> DoAsync(ICohortGrain cohort, Caller tutor, CohortCommand command)
    {
        var done = await cohort.CommandAsync(tutor, command);
        Check(done.Refusal);
        return done;
    }

    private static void Check(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}");
        }
    }
}
