using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;

namespace RealLearning.Grains.Challenges;

/// <summary>
/// What groups needed where, for the author. Which cohorts work on the challenge is kept; what they needed they tell, and are asked for at each activation.
/// </summary>
public sealed partial class ChallengeGrain
{
    /// <summary>Most cohorts that are listened to.</summary>
    private const int CohortsMax = 1_000;

    /// <summary>Cohorts that are asked at the same time.</summary>
    private const int AtATime = 8;

    /// <summary>How long the author waits for cohorts that are being asked.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, CohortNeeds> _needs = [];
    private Task? _asking;

    /// <inheritdoc/>
    public async Task<NeedsReply> NeedsAsync(Caller caller)
    {
        if (State.Author?.PersonId != caller.PersonId)
        {
            return new NeedsReply(null, Unknown);
        }

        await (_asking ??= AskAsync()).WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
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

        Hear(cohortId, needs);
        if (!State.Cohorts.Contains(cohortId))
        {
            await StoreAsync(state => state.Cohorts.Add(cohortId));
        }
    }

    private void Hear(string cohortId, CohortNeeds needs)
    {
        if (!_needs.TryGetValue(cohortId, out var known) || needs.IsAfter(known))
        {
            _needs[cohortId] = needs;
        }
    }

    private Task AskAsync() => Parallel.ForEachAsync(
        State.Cohorts.ToList(),
        new ParallelOptions { MaxDegreeOfParallelism = AtATime, TaskScheduler = TaskScheduler.Current },
        async (cohortId, _) =>
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
