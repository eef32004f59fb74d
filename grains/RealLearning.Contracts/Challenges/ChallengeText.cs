using RealLearning.Contracts.Rooms;

namespace RealLearning.Contracts.Challenges;

/// <summary>What a tutor writes for learners to work on. Limits stand in <c>docs/protocols.md</c>.</summary>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="Brief">For whom, why, and how one will know. Its date is null: a cohort gives one.</param>
/// <param name="Outside">Who outside the course will see the work; empty where nobody will, which makes the challenge a pretend one.</param>
/// <param name="Deliverable">One of <see cref="Deliverables"/>.</param>
[GenerateSerializer, Immutable, Alias("challenge-text")]
public sealed record ChallengeText(
    [property: Id(0)] string Title,
    [property: Id(1)] Brief Brief,
    [property: Id(2)] string Outside,
    [property: Id(3)] string Deliverable,
    [property: Id(4)] Milestone[] Milestones,
    [property: Id(5)] ChallengeStep[] Steps,
    [property: Id(6)] ChallengeResource[] Resources)
{
    /// <summary>A challenge with nothing in it but its title.</summary>
    public static ChallengeText Empty(string title) => new(title, Brief.Empty, "", Deliverables.Free, [], [], []);
}

/// <summary>A point on the way.</summary>
/// <param name="Day">Days after the start, 0 to 730.</param>
/// <param name="Protocol">How the work is looked at there, one of <see cref="Protocols"/>; null where it is not.</param>
[GenerateSerializer, Immutable, Alias("milestone")]
public sealed record Milestone([property: Id(0)] string Id, [property: Id(1)] string Title, [property: Id(2)] int Day, [property: Id(3)] string? Protocol);

/// <summary>A step that groups begin their plan with.</summary>
[GenerateSerializer, Immutable, Alias("challenge-step")]
public sealed record ChallengeStep([property: Id(0)] string Id, [property: Id(1)] string Title, [property: Id(2)] string Hint, [property: Id(3)] string? MilestoneId);

/// <summary>Something to learn from, for the steps that need it.</summary>
/// <param name="Url">An address of http or https, or empty.</param>
[GenerateSerializer, Immutable, Alias("challenge-resource")]
public sealed record ChallengeResource(
    [property: Id(0)] string Id, [property: Id(1)] string Title, [property: Id(2)] string Url, [property: Id(3)] string Note, [property: Id(4)] string[] StepIds);

/// <summary>Names of critique protocols.</summary>
public static class Protocols
{
    /// <summary>Kind, specific, helpful; tuning; four-step response; gallery; I like, I wish, what if.</summary>
    public static IReadOnlyList<string> All { get; } = ["kind", "tuning", "four-step", "gallery", "like-wish"];
}
