using Orleans.Concurrency;
using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.Challenges;

/// <summary>A challenge: a draft that its author writes, and versions that are given to cohorts. The key is the challenge's id.</summary>
public interface IChallengeGrain : IGrainWithStringKey
{
    /// <summary>Begins a challenge; with the id of another as a copy of it. Repeating the call by the same author changes nothing.</summary>
    Task<ChallengeReply> CreateAsync(Caller author, string title, string? from);

    /// <summary>The challenge as the caller may know it: its author the draft, others the last version where it is shared.</summary>
    Task<ChallengeReply> GetAsync(Caller caller);

    /// <summary>Writes the draft, if it is still of this revision.</summary>
    Task<ChallengeReply> SaveAsync(Caller caller, long revision, ChallengeText text);

    /// <summary>Makes a version of the draft of this revision. Repeating the call makes no other.</summary>
    Task<ChallengeReply> PublishAsync(Caller caller, long revision);

    /// <summary>Lets other tutors look at the last version and copy it, or no longer.</summary>
    Task<ChallengeReply> ShareAsync(Caller caller, bool shared);

    /// <summary>What groups needed where, for its author alone.</summary>
    [AlwaysInterleave]
    Task<NeedsReply> NeedsAsync(Caller caller);

    /// <summary>A cohort tells what its groups needed. Older news than what is known changes nothing.</summary>
    [OneWay]
    Task ToldAsync(string cohortId, CohortNeeds needs);
}

/// <summary>One version of a challenge, which stays as it is. The key is <see cref="KeyOf"/>; who may see it the challenge decides.</summary>
public interface IChallengeVersionGrain : IGrainWithStringKey
{
    /// <summary>The key of a version.</summary>
    public static string KeyOf(string challengeId, int version) => $"{challengeId}/{version}";

    /// <summary>Writes it. The challenge names a version only after this.</summary>
    Task PutAsync(ChallengeText text);

    /// <summary>Its text, or null where there is none.</summary>
    Task<ChallengeText?> GetAsync();
}

/// <summary>Cards of challenges: of one author (the key is the person's id) or of those that are shared (<see cref="SharedKey"/>).</summary>
public interface IChallengeShelfGrain : IGrainWithStringKey
{
    /// <summary>The key of the shelf that every tutor sees. No person has this id.</summary>
    public const string SharedKey = "~shared";

    /// <summary>Most challenges that stand on one shelf; the oldest go.</summary>
    public const int CardsMax = 500;

    /// <summary>All cards, last changed first.</summary>
    Task<IReadOnlyList<ChallengeCard>> ListAsync();

    /// <summary>Puts a card on, in the place of the same challenge's.</summary>
    Task PutAsync(ChallengeCard card);

    /// <summary>Takes a card off.</summary>
    Task RemoveAsync(string challengeId);
}

/// <summary>A challenge in a list.</summary>
/// <param name="Version">The last one; 0 where there is none.</param>
[GenerateSerializer, Immutable, Alias("challenge-card")]
public sealed record ChallengeCard(
    [property: Id(0)] string ChallengeId,
    [property: Id(1)] string Title,
    [property: Id(2)] string Deliverable,
    [property: Id(3)] bool IsPretend,
    [property: Id(4)] int Version,
    [property: Id(5)] DateTimeOffset UpdatedAt,
    [property: Id(6)] Caller Author);

/// <summary>A challenge as its author or another tutor sees it.</summary>
/// <param name="Revision">Rises with each change of the draft.</param>
/// <param name="HasChanged">The draft differs from the last version.</param>
[GenerateSerializer, Immutable, Alias("challenge-view")]
public sealed record ChallengeView(
    [property: Id(0)] string ChallengeId,
    [property: Id(1)] long Revision,
    [property: Id(2)] int Version,
    [property: Id(3)] bool HasChanged,
    [property: Id(4)] bool IsShared,
    [property: Id(5)] bool IsMine,
    [property: Id(6)] DateTimeOffset UpdatedAt,
    [property: Id(7)] ChallengeText Text);

/// <summary>A challenge, or why not.</summary>
[GenerateSerializer, Immutable, Alias("challenge-reply")]
public sealed record ChallengeReply([property: Id(0)] ChallengeView? Challenge, [property: Id(1)] Refusal? Refusal = null);
