using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.People;

namespace RealLearning.Grains.Challenges;

/// <summary>
/// What groups needed where, for the author. Which cohorts work on the challenge is kept; what they needed they tell, and are asked for at each activation.
/// </summary>
public sealed partial class ChallengeGrain
{
    /// <summary>Most cohorts that are listened to.</summary>
    private const int CohortsMax = 1_000;

    private readonly Dictionary<string, CohortNeeds> _needs = [];
    private Task? _asking;

    /// <inheritdoc/>
    public async Task<NeedsReply> NeedsAsync(Caller caller)
    {
        if (State.Author?.PersonId != caller.PersonId)
        {
            return new NeedsReply(null, Unknown);
        }

        await (_asking ??= AskAsync()).PatientlyAsync(time);
        return new NeedsReply(new ChallengeNeeds(
            State.Cohorts.Count,
            [.. _needs.Values.Where(static cohort => cohort.Needs.Groups + cohort.Unheard > 0).Select(static cohort => cohort.Version).Distinct().Order()],
            _needs.Values.Sum(static cohort => cohort.Unheard),
            NeedsSum.Of([.. _needs.Values.Select(static cohort => cohort.Needs)])));
    }

    /// <inheritdoc/>
    public async Task ToldAsync(string cohortId, CohortNeeds needs)
    {
        if (State.Author is null || (State.Cohorts.Count >= CohortsMax && !State.Cohorts.Contains(cohortId)))
        {
            return;
        }

        if (!State.Cohorts.Contains(cohortId))
        {
            await StoreAsync(state => state.Cohorts.Add(cohortId));
        }

        // Whoever looks meanwhile sees the cohort with what it needed, or neither.
        Hear(cohortId, needs);
    }

    private void Hear(string cohortId, CohortNeeds needs)
    {
        if (!_needs.TryGetValue(cohortId, out var known) || needs.IsAfter(known))
        {
            _needs[cohortId] = needs;
        }
    }

    private Task AskAsync() => GrainTasks.EachAsync(
        State.Cohorts.ToList(),
        async cohortId =>
        {
            try
            {
                if (await GrainFactory.GetGrain<ICohortGrain>(cohortId).NeedsAsync(Id) is { } needs)
                {
                    Hear(cohortId, needs);
                }
            }
            catch (Exception exception)
            {
                LogUnheard(logger, Id, cohortId, exception);
            }
        });

    [LoggerMessage(Level = LogLevel.Warning, Message = "Challenge {ChallengeId}: cohort {CohortId} did not say what was needed.")]
    private static partial void LogUnheard(ILogger logger, string challengeId, string cohortId, Exception exception);
}
