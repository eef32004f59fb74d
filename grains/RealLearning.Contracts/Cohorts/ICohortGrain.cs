using Orleans.Concurrency;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Contracts.Cohorts;

/// <summary>
/// A cohort: its people, their groups, and the challenges that these work on. The key is the cohort's id. It decides who may do what in the rooms of its groups and tells
/// them so; what it knows of their progress the rooms tell it.
/// </summary>
public interface ICohortGrain : IGrainWithStringKey
{
    /// <summary>Begins a cohort; its maker is its first tutor. Repeating the call by the same person changes nothing.</summary>
    Task<CohortReply> CreateAsync(Caller tutor, string title);

    /// <summary>The cohort as the caller may know it.</summary>
    [AlwaysInterleave]
    Task<CohortReply> GetAsync(Caller caller);

    /// <summary>Does one command. Repeating one changes nothing more, but for the token of an invitation, which is told once.</summary>
    Task<CohortDone> CommandAsync(Caller caller, CohortCommand command);

    /// <summary>The room of a group: its workspace for a challenge, or its own space where that is null. Made when first asked for.</summary>
    Task<OpenedReply> OpenAsync(Caller caller, string groupId, string? challengeId);

    /// <summary>What a secret of an invitation offers, or null where it holds no longer.</summary>
    [AlwaysInterleave]
    Task<CohortOffer?> FindAsync(string secret);

    /// <summary>Spends one use of an invitation on an account, which need not be written yet, and makes it a member. Null where it holds no longer.</summary>
    Task<CohortOffer?> RedeemAsync(string secret, Caller caller);

    /// <summary>Who may do what in a room of a group, as it is now: for a room that is activated. Null where there is no such group.</summary>
    [AlwaysInterleave]
    Task<Roster?> RosterAsync(RoomKey room, string groupId);

    /// <summary>True where somebody was in the cohort and is not: no link of its rooms lets them in again.</summary>
    [AlwaysInterleave]
    Task<bool> HasLeftAsync(string personId);

    /// <summary>A room tells how far its work is. Older news than what is known changes nothing.</summary>
    [AlwaysInterleave, OneWay]
    Task ToldAsync(RoomKey room, RoomProgress progress);

    /// <summary>A submission, for a client or a judge of the cohort; refused to everybody else. The group sees that it was read.</summary>
    [AlwaysInterleave]
    Task<SubmissionReply> ReadSubmissionAsync(Caller caller, string workspaceId, string submissionId);

    /// <summary>True where the caller may read the submission and it shows an image of this name.</summary>
    [AlwaysInterleave]
    Task<bool> ShowsImageAsync(Caller caller, string workspaceId, string submissionId, string name);

    /// <summary>What the groups that work on a challenge needed; null where it was not given here. For a challenge that is activated.</summary>
    [AlwaysInterleave]
    Task<CohortNeeds?> NeedsAsync(string challengeId);

    /// <summary>What one member has to do here; null where the caller is no member any more.</summary>
    [AlwaysInterleave]
    Task<CohortToday?> TodayAsync(Caller caller);

    /// <summary>What learners share of how sure they feel, for a tutor: asked of each of them now, and kept nowhere.</summary>
    [AlwaysInterleave]
    Task<CohortConfidence> ConfidenceAsync(Caller caller);
}

/// <summary>What somebody is in a cohort.</summary>
public enum CohortRole
{
    /// <summary>Works in a group.</summary>
    Learner,

    /// <summary>Runs the cohort and observes its groups.</summary>
    Tutor,

    /// <summary>Whom the work is for: sees the briefs, and what is submitted.</summary>
    Client,

    /// <summary>Judges what is submitted.</summary>
    Judge,
}

/// <summary>A cohort, or why not.</summary>
[GenerateSerializer, Immutable, Alias("cohort-reply")]
public sealed record CohortReply([property: Id(0)] CohortView? Cohort, [property: Id(1)] Refusal? Refusal = null);

/// <summary>What became of a command.</summary>
/// <param name="Token">The secret of a new invitation.</param>
[GenerateSerializer, Immutable, Alias("cohort-done")]
public sealed record CohortDone([property: Id(0)] string? Token, [property: Id(1)] Refusal? Refusal = null);

/// <summary>A room of a group, or why not.</summary>
[GenerateSerializer, Immutable, Alias("opened-reply")]
public sealed record OpenedReply([property: Id(0)] RoomKey? Room, [property: Id(1)] Refusal? Refusal = null);

/// <summary>What an invitation to a cohort offers.</summary>
[GenerateSerializer, Immutable, Alias("cohort-offer")]
public sealed record CohortOffer([property: Id(0)] string CohortId, [property: Id(1)] string Title, [property: Id(2)] CohortRole Role, [property: Id(3)] DateTimeOffset ExpiresAt);
