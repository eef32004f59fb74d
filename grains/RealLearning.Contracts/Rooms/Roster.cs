using RealLearning.Contracts.Challenges;

namespace RealLearning.Contracts.Rooms;

/// <summary>Who may do what in a room of a cohort: the cohort decides, and tells the room.</summary>
/// <param name="Revision">A roster of an older one changes nothing.</param>
/// <param name="Title">The name of the group whose own space the room is; null in other rooms.</param>
/// <param name="Members">All of them; who is not there has no right any more.</param>
/// <param name="Gone">Who was in the cohort and is not: they lose what they have by a link too.</param>
[GenerateSerializer, Immutable, Alias("roster")]
public sealed record Roster(
    [property: Id(0)] string CohortId,
    [property: Id(1)] string GroupId,
    [property: Id(2)] long Revision,
    [property: Id(3)] string? Title,
    [property: Id(4)] PersonCard[] Members,
    [property: Id(5)] string[] Gone);

/// <summary>The challenge that a workspace begins with.</summary>
/// <param name="Start">The date that the milestones' days count from, <c>yyyy-MM-dd</c>.</param>
/// <param name="Due">Likewise, or null.</param>
[GenerateSerializer, Immutable, Alias("challenge-start")]
public sealed record ChallengeStart(
    [property: Id(0)] string ChallengeId,
    [property: Id(1)] int Version,
    [property: Id(2)] string Start,
    [property: Id(3)] string? Due,
    [property: Id(4)] ChallengeText Text);
