using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.People;

/// <summary>How sure a person felt. Nothing of it is anywhere else: whoever may see it is answered from here each time.</summary>
public sealed class ConfidenceGrain(TimeProvider time) : StoredGrain<ConfidenceState>, IConfidenceGrain
{
    private static readonly Refusal Unknown = new(RefusalCodes.UnknownDocument, "There is no such challenge, or you do not learn with it.");

    /// <inheritdoc/>
    public async Task<Refusal?> SayAsync(Caller caller, SayConfidence said)
    {
        if (await GivenAsync(caller, said.CohortId, said.ChallengeId) is not { } given)
        {
            return Unknown;
        }

        var milestone = given.Milestones.FirstOrDefault(milestone => milestone.Id == said.MilestoneId && milestone.Protocol is not null);
        if (Fault(said, milestone is not null) is { } fault)
        {
            return new Refusal(RefusalCodes.InvalidCommand, fault);
        }

        var trend = Find(said.CohortId, said.ChallengeId);
        if (trend is null && State.Trends.Count >= IConfidenceGrain.ChallengesMax)
        {
            return new Refusal(RefusalCodes.InvalidCommand, $"Something is kept of {IConfidenceGrain.ChallengesMax} challenges already, and of no more.");
        }

        var entry = new ConfidenceEntry(said.Moment, said.MilestoneId, milestone?.Title, said.Level, said.Sentence.Trim(), time.GetUtcNow());
        var others = trend?.Entries.Where(known => (known.Moment, known.MilestoneId) != (entry.Moment, entry.MilestoneId)) ?? [];
        await KeepAsync(new ConfidenceTrend(said.CohortId, said.ChallengeId, given.Title, trend?.Share ?? ConfidenceShare.None, [.. others, entry]));
        return null;
    }

    /// <inheritdoc/>
    public async Task<Refusal?> ShareAsync(Caller caller, string cohortId, string challengeId, ConfidenceShare share)
    {
        if (Find(cohortId, challengeId) is not { } trend || (share != ConfidenceShare.None && await GivenAsync(caller, cohortId, challengeId) is null))
        {
            return Unknown;
        }

        // What is there may have changed while the cohort was asked.
        await KeepAsync((Find(cohortId, challengeId) ?? trend) with { Share = share });
        return null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConfidenceTrend>> GetAsync() => Task.FromResult<IReadOnlyList<ConfidenceTrend>>([.. State.Trends]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConfidenceTrend>> SharedAsync(string cohortId) => Task.FromResult<IReadOnlyList<ConfidenceTrend>>(
        [.. State.Trends.Where(trend => trend.CohortId == cohortId && trend.Share != ConfidenceShare.None).Select(Seen)]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConfidenceAsk>> DueAsync(IReadOnlyList<CohortToday> cohorts)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var asks = from cohort in cohorts
                   where cohort.Role == CohortRole.Learner
                   from given in cohort.Challenges
                   select ConfidenceMoments.Due(cohort.CohortId, given, Find(cohort.CohortId, given.ChallengeId)?.Entries ?? [], today);
        return Task.FromResult<IReadOnlyList<ConfidenceAsk>>([.. asks.OfType<ConfidenceAsk>()]);
    }

    /// <summary>What a tutor sees: nothing of a moment of which the person did not want to speak.</summary>
    private static ConfidenceTrend Seen(ConfidenceTrend trend) => trend with
    {
        Entries = [.. trend.Entries.Where(static entry => entry.Level is not null).Select(entry => trend.Share == ConfidenceShare.Everything ? entry : entry with { Sentence = "" })],
    };

    private static string? Fault(SayConfidence said, bool isCheckpoint) =>
        said.Level is < 1 or > 5 ? "How sure one feels is 1 to 5, or nothing."
        : TextRules.UpTo(said.Sentence, IConfidenceGrain.SentenceMax, "sentence") is { } fault ? fault
        : said.Level is null && said.Sentence.Length > 0 ? "A sentence goes with how sure one feels."
        : said.Moment == ConfidenceMoment.Checkpoint == isCheckpoint && (isCheckpoint || said.MilestoneId is null) ? null
        : "A checkpoint is named where the moment is one, and nowhere else.";

    private ConfidenceTrend? Find(string cohortId, string challengeId) => State.Trends.Find(trend => trend.CohortId == cohortId && trend.ChallengeId == challengeId);

    /// <summary>The challenge, where the caller is a learner who has it.</summary>
    private async Task<GivenChallenge?> GivenAsync(Caller caller, string cohortId, string challengeId) =>
        RoomKey.IsId(cohortId) && await GrainFactory.GetGrain<ICohortGrain>(cohortId).TodayAsync(caller) is { Role: CohortRole.Learner } today
            ? today.Challenges.FirstOrDefault(given => given.ChallengeId == challengeId)
            : null;

    private Task KeepAsync(ConfidenceTrend trend) =>
        StoreAsync(state => state.Trends = [.. state.Trends.Where(known => (known.CohortId, known.ChallengeId) != (trend.CohortId, trend.ChallengeId)), trend]);
}

/// <summary>What is kept of how sure a person felt.</summary>
[GenerateSerializer, Alias("confidence-state")]
public sealed class ConfidenceState
{
    /// <summary>One for each challenge of which the person said something.</summary>
    [Id(0)]
    public List<ConfidenceTrend> Trends { get; set; } = [];
}
