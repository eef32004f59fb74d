namespace RealLearning.Contracts.People;

/// <summary>An invitation to be made, to the site or to a cohort.</summary>
/// <param name="Uses">1 to <see cref="UsesMax"/>.</param>
/// <param name="Days">1 to <see cref="DaysMax"/>.</param>
/// <param name="By">Who makes it.</param>
/// <param name="Challenges">To which challenges of a cohort it opens the way, by id; null for all.</param>
[GenerateSerializer, Immutable, Alias("new-invitation`1")]
public sealed record NewInvitation<TRole>(
    [property: Id(0)] string InvitationId,
    [property: Id(1)] TRole Role,
    [property: Id(2)] int Uses,
    [property: Id(3)] int Days,
    [property: Id(4)] string By,
    [property: Id(5)] string[]? Challenges = null)
    where TRole : struct, Enum
{
    /// <summary>Most uses of one invitation.</summary>
    public const int UsesMax = 1_000;

    /// <summary>Longest an invitation holds, in days.</summary>
    public const int DaysMax = 90;

    /// <summary>Most invitations of one site or cohort that hold at a time.</summary>
    public const int InvitationsMax = 500;

    /// <summary>Most that have ended and are remembered: whoever took one of them may take it again and is told the same.</summary>
    public const int EndedMax = 100;
}

/// <summary>An invitation without its token.</summary>
/// <param name="Left">Uses that are left.</param>
/// <param name="Challenges">To which challenges of a cohort it opens the way, by id; null for all.</param>
[GenerateSerializer, Immutable, Alias("invitation`1")]
public sealed record Invitation<TRole>(
    [property: Id(0)] string InvitationId,
    [property: Id(1)] TRole Role,
    [property: Id(2)] int Uses,
    [property: Id(3)] int Left,
    [property: Id(4)] DateTimeOffset ExpiresAt,
    [property: Id(5)] string By,
    [property: Id(6)] string[]? Challenges)
    where TRole : struct, Enum;

/// <summary>A new invitation with its token, or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("invited-reply`1")]
public sealed record InvitedReply<TRole>([property: Id(0)] Invitation<TRole>? Invitation, [property: Id(1)] string? Token, [property: Id(2)] string? Fault)
    where TRole : struct, Enum;
