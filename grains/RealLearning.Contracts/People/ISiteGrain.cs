namespace RealLearning.Contracts.People;

/// <summary>The site: who was invited to run it. There is one, and its key is <see cref="Key"/>.</summary>
public interface ISiteGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    public const string Key = "site";

    /// <summary>Where nobody was ever an administrator: a new invitation for the first one, in the place of any before. Else null.</summary>
    Task<string?> BeginAsync();

    /// <summary>Makes an invitation. Its token is told here and never again.</summary>
    Task<InvitedReply> InviteAsync(NewInvitation invitation);

    /// <summary>The invitation of a token, or null where it holds no longer.</summary>
    Task<Invitation?> FindAsync(string token);

    /// <summary>
    /// Spends one use of an invitation on an account, which need not be written yet. Null where it holds no longer; again for the same account, the same.
    /// </summary>
    Task<Invitation?> RedeemAsync(string token, string accountId);

    /// <summary>Ends an invitation; who came by it stays.</summary>
    Task RevokeAsync(string invitationId);

    /// <summary>Invitations that hold, and who came by any.</summary>
    Task<SiteView> ViewAsync();

    /// <summary>Most invitations that hold at a time.</summary>
    public const int InvitationsMax = 500;

    /// <summary>Most uses of one invitation.</summary>
    public const int UsesMax = 1_000;

    /// <summary>Longest an invitation holds, in days.</summary>
    public const int DaysMax = 90;
}

/// <summary>An invitation to be made.</summary>
[GenerateSerializer, Immutable, Alias("new-invitation")]
public sealed record NewInvitation(
    [property: Id(0)] string InvitationId,
    [property: Id(1)] SiteRole Role,
    [property: Id(2)] int Uses,
    [property: Id(3)] int Days,
    [property: Id(4)] string By);

/// <summary>An invitation without its token.</summary>
/// <param name="Left">Uses that are left.</param>
[GenerateSerializer, Immutable, Alias("invitation")]
public sealed record Invitation(
    [property: Id(0)] string InvitationId,
    [property: Id(1)] SiteRole Role,
    [property: Id(2)] int Uses,
    [property: Id(3)] int Left,
    [property: Id(4)] DateTimeOffset ExpiresAt,
    [property: Id(5)] string By);

/// <summary>A new invitation with its token, or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("invited-reply")]
public sealed record InvitedReply([property: Id(0)] Invitation? Invitation, [property: Id(1)] string? Token, [property: Id(2)] string? Fault);

/// <summary>The site as its administrators see it.</summary>
/// <param name="People">Accounts that came by an invitation, last come first.</param>
[GenerateSerializer, Immutable, Alias("site-view")]
public sealed record SiteView([property: Id(0)] IReadOnlyList<Invitation> Invitations, [property: Id(1)] IReadOnlyList<string> People);
