using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.Challenges;

/// <summary>
/// What was needed where, of one group or summed over many: numbers, resources, and the questions that groups let go beyond themselves. Nobody's name and no
/// words of anybody's work are in it.
/// </summary>
/// <param name="Groups">That began.</param>
/// <param name="Resources">That were drawn on; those that most groups drew on first.</param>
/// <param name="Questions">By step, in the order of their ids.</param>
/// <param name="Released">Those whose words the group let go, first asked first.</param>
[GenerateSerializer, Immutable, Alias("needs")]
public sealed record Needs(
    [property: Id(0)] int Groups, [property: Id(1)] NeededResource[] Resources, [property: Id(2)] StepQuestions[] Questions, [property: Id(3)] ReleasedNeed[] Released)
{
    /// <summary>Of nobody.</summary>
    public static Needs None { get; } = new(0, [], [], []);
}

/// <summary>A resource that was drawn on.</summary>
/// <param name="ResourceId">Its id in the challenge; null where learners found it.</param>
/// <param name="Title">Of one that was found; else empty, since the challenge has it.</param>
/// <param name="Url">Likewise. What has the same address is the same.</param>
/// <param name="Groups">That drew on it.</param>
/// <param name="Pulls">How often they did: once for each of their people and steps.</param>
[GenerateSerializer, Immutable, Alias("needed-resource")]
public sealed record NeededResource(
    [property: Id(0)] string? ResourceId,
    [property: Id(1)] string Title,
    [property: Id(2)] string Url,
    [property: Id(3)] int Groups,
    [property: Id(4)] int Pulls,
    [property: Id(5)] StepUse[] Steps);

/// <summary>How much was drawn on something at a step.</summary>
/// <param name="StepId">A step of the challenge or of a group's own; null where it was at none.</param>
[GenerateSerializer, Immutable, Alias("step-use")]
public sealed record StepUse([property: Id(0)] string? StepId, [property: Id(1)] int Groups, [property: Id(2)] int Pulls);

/// <summary>What was asked at a step. Answered, closed without an answer, and open together are all that were asked.</summary>
/// <param name="ByGroup">First answered by somebody of the same group.</param>
/// <param name="ByOthers">First answered by somebody from beyond it.</param>
/// <param name="Closed">Closed without an answer.</param>
/// <param name="Open">Neither answered nor closed.</param>
/// <param name="WaitedMs">How long the answered ones waited for their first answer, together.</param>
/// <param name="LongestMs">How long that of them which waited longest did.</param>
[GenerateSerializer, Immutable, Alias("step-questions")]
public sealed record StepQuestions(
    [property: Id(0)] string? StepId,
    [property: Id(1)] int ByGroup,
    [property: Id(2)] int ByOthers,
    [property: Id(3)] int Closed,
    [property: Id(4)] int Open,
    [property: Id(5)] long WaitedMs,
    [property: Id(6)] long LongestMs);

/// <summary>A question that a group let go to others.</summary>
/// <param name="WaitedMs">Until its first answer; null where it has none.</param>
[GenerateSerializer, Immutable, Alias("released-need")]
public sealed record ReleasedNeed([property: Id(0)] string? StepId, [property: Id(1)] string Text, [property: Id(2)] DateTimeOffset AskedAt, [property: Id(3)] long? WaitedMs);

/// <summary>What one cohort needed of a challenge, told whole.</summary>
/// <param name="Term">Rises with each activation of the cohort that tells something, durably.</param>
/// <param name="Number">Rises with each telling.</param>
/// <param name="Version">The version that its groups begin with.</param>
/// <param name="Unheard">Groups that began and have not been heard of at the moment.</param>
[GenerateSerializer, Immutable, Alias("cohort-needs")]
public sealed record CohortNeeds(
    [property: Id(0)] long Term, [property: Id(1)] long Number, [property: Id(2)] int Version, [property: Id(3)] int Unheard, [property: Id(4)] Needs Needs)
{
    /// <summary>True where this was told later.</summary>
    public bool IsAfter(CohortNeeds other) => (Term, Number).CompareTo((other.Term, other.Number)) > 0;
}

/// <summary>What was needed where, over all cohorts that work on a challenge.</summary>
/// <param name="Versions">That they were given.</param>
[GenerateSerializer, Immutable, Alias("challenge-needs")]
public sealed record ChallengeNeeds([property: Id(0)] int Cohorts, [property: Id(1)] int[] Versions, [property: Id(2)] int Unheard, [property: Id(3)] Needs Needs);

/// <summary>What was needed, or why it is not told.</summary>
[GenerateSerializer, Immutable, Alias("needs-reply")]
public sealed record NeedsReply([property: Id(0)] ChallengeNeeds? Needs, [property: Id(1)] Refusal? Refusal = null);
