using Orleans.Concurrency;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.People;

/// <summary>How sure a person felt at the moments of their challenges. Theirs alone, and a tutor's as far as they share it. The key is the person's id.</summary>
public interface IConfidenceGrain : IGrainWithStringKey
{
    /// <summary>Most challenges of which something is kept for one person.</summary>
    public const int ChallengesMax = 200;

    /// <summary>Longest sentence.</summary>
    public const int SentenceMax = 500;

    /// <summary>Says how sure the person feels at a moment, or that they do not want to; a moment that was answered is answered anew. For a learner of the cohort.</summary>
    Task<Refusal?> SayAsync(Caller caller, SayConfidence said);

    /// <summary>Shares one challenge's trend with the tutors of its cohort, or no longer, which anybody may at any time.</summary>
    Task<Refusal?> ShareAsync(Caller caller, string cohortId, string challengeId, ConfidenceShare share);

    /// <summary>Everything that is kept, for the person.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<ConfidenceTrend>> GetAsync();

    /// <summary>What the person shares with the tutors of a cohort, without what they do not. For the cohort alone.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<ConfidenceTrend>> SharedAsync(string cohortId);

    /// <summary>What the person is to be asked now, in each of these cohorts.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<ConfidenceAsk>> DueAsync(IReadOnlyList<CohortToday> cohorts);
}

/// <summary>A moment of a challenge at which a learner is asked.</summary>
public enum ConfidenceMoment
{
    /// <summary>The group has begun.</summary>
    Start,

    /// <summary>A checkpoint is reached, or its day has come.</summary>
    Checkpoint,

    /// <summary>Everything is done, or the last day is over.</summary>
    End,
}

/// <summary>What tutors see of a trend.</summary>
public enum ConfidenceShare
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>How sure, and when.</summary>
    Levels,

    /// <summary>The sentences too.</summary>
    Everything,
}

/// <summary>What somebody says of one moment.</summary>
/// <param name="MilestoneId">The checkpoint; null at the start and at the end.</param>
/// <param name="Level">1 (not at all sure) to 5 (very sure); null where they do not want to say.</param>
/// <param name="Sentence">At most 500 characters; empty where there is no level.</param>
[GenerateSerializer, Immutable, Alias("say-confidence")]
public sealed record SayConfidence(
    [property: Id(0)] string CohortId,
    [property: Id(1)] string ChallengeId,
    [property: Id(2)] ConfidenceMoment Moment,
    [property: Id(3)] string? MilestoneId,
    [property: Id(4)] int? Level,
    [property: Id(5)] string Sentence);

/// <summary>How sure somebody felt at one moment.</summary>
/// <param name="Milestone">The checkpoint's title, as it was.</param>
/// <param name="Level">Null where they did not want to say.</param>
[GenerateSerializer, Immutable, Alias("confidence-entry")]
public sealed record ConfidenceEntry(
    [property: Id(0)] ConfidenceMoment Moment,
    [property: Id(1)] string? MilestoneId,
    [property: Id(2)] string? Milestone,
    [property: Id(3)] int? Level,
    [property: Id(4)] string Sentence,
    [property: Id(5)] DateTimeOffset At);

/// <summary>What somebody said of one challenge, the first first.</summary>
[GenerateSerializer, Immutable, Alias("confidence-trend")]
public sealed record ConfidenceTrend(
    [property: Id(0)] string CohortId, [property: Id(1)] string ChallengeId, [property: Id(2)] string Title, [property: Id(3)] ConfidenceShare Share, [property: Id(4)] ConfidenceEntry[] Entries);

/// <summary>A moment that somebody is to be asked about.</summary>
[GenerateSerializer, Immutable, Alias("confidence-ask")]
public sealed record ConfidenceAsk(
    [property: Id(0)] string CohortId, [property: Id(1)] string ChallengeId, [property: Id(2)] ConfidenceMoment Moment, [property: Id(3)] string? MilestoneId, [property: Id(4)] string? Milestone);

/// <summary>The trends that one learner shares.</summary>
[GenerateSerializer, Immutable, Alias("learner-confidence")]
public sealed record LearnerConfidence([property: Id(0)] CohortPerson Learner, [property: Id(1)] IReadOnlyList<ConfidenceTrend> Trends);

/// <summary>What the learners of a cohort share with its tutors, or why not.</summary>
[GenerateSerializer, Immutable, Alias("cohort-confidence")]
public sealed record CohortConfidence([property: Id(0)] IReadOnlyList<LearnerConfidence> Learners, [property: Id(1)] Refusal? Refusal = null);

/// <summary>A person's day.</summary>
[GenerateSerializer, Immutable, Alias("person-today")]
public sealed record PersonToday([property: Id(0)] IReadOnlyList<CohortToday> Cohorts, [property: Id(1)] IReadOnlyList<ConfidenceAsk> Asks);
