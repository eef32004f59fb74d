namespace RealLearning.Contracts.People;

/// <summary>The site: who was invited to run it. There is one, and its key is <see cref="Key"/>.</summary>
public interface ISiteGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    public const string Key = "site";

    /// <summary>Where nobody was ever an administrator: a new invitation for the first one, in the place of any before. Else null.</summary>
    Task<string?> BeginAsync();

    /// <summary>Makes an invitation. Its token is told here and never again.</summary>
    Task<InvitedReply<SiteRole>> InviteAsync(NewInvitation<SiteRole> invitation);

    /// <summary>The invitation of a token, or null where it holds no longer.</summary>
    Task<Invitation<SiteRole>?> FindAsync(string token);

    /// <summary>
    /// Spends one use of an invitation on an account, which need not be written yet. Null where it holds no longer; again for the same account, the same.
    /// </summary>
    Task<Invitation<SiteRole>?> RedeemAsync(string token, string accountId);

    /// <summary>Ends an invitation; who came by it stays.</summary>
    Task RevokeAsync(string invitationId);

    /// <summary>Invitations that hold, and who came by any.</summary>
    Task<SiteView> ViewAsync();
}

/// <summary>The site as its administrators see it.</summary>
/// <param name="People">Accounts that came by an invitation, last come first.</param>
[GenerateSerializer, Immutable, Alias("site-view")]
public sealed record SiteView([property: Id(0)] IReadOnlyList<Invitation<SiteRole>> Invitations, [property: Id(1)] IReadOnlyList<string> People);
