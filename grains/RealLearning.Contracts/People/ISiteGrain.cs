using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.People;

/// <summary>The site: who was invited to run it, and who is on it. There is one, and its key is <see cref="Key"/>.</summary>
public interface ISiteGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    public const string Key = "site";

    /// <summary>How the addresses of the demonstration's people end: a name that can never exist. None of them runs the site.</summary>
    public const string DemonstrationDomain = "@demonstration.invalid";

    /// <summary>Where nobody was ever an administrator: a new invitation for the first one, in the place of any before. Else null.</summary>
    Task<string?> BeginAsync();

    /// <summary>Makes an invitation. Its token is told here and never again.</summary>
    Task<InvitedReply<SiteRole>> InviteAsync(NewInvitation<SiteRole> invitation, Caller by);

    /// <summary>The invitation of a token, or null where it holds no longer.</summary>
    Task<Invitation<SiteRole>?> FindAsync(string token);

    /// <summary>
    /// Spends one use of an invitation on an account, which need not be written yet. Null where it holds no longer; again for the same account, the same.
    /// </summary>
    Task<Invitation<SiteRole>?> RedeemAsync(string token, string accountId);

    /// <summary>Ends an invitation; who came by it stays.</summary>
    Task RevokeAsync(string invitationId, Caller by);

    /// <summary>An account is about to be made, or was changed or removed: the list of people asks for it anew when it is next looked at.</summary>
    Task ChangedAsync(string accountId);

    /// <summary>The names of accounts; those that are not there have none.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyList<string> accountIds);

    /// <summary>Invitations that hold, and who has an account: of those whose name or e-mail address has these words in it the <see cref="PeopleMax"/> that came last.</summary>
    Task<SiteView> ViewAsync(string find = "");

    /// <summary>Most people that are told at a time.</summary>
    public const int PeopleMax = 200;
}

/// <summary>The site as its administrators see it.</summary>
/// <param name="People">Some accounts, last come first.</param>
/// <param name="Found">How many there are of which these are some.</param>
[GenerateSerializer, Immutable, Alias("site-view")]
public sealed record SiteView([property: Id(0)] IReadOnlyList<Invitation<SiteRole>> Invitations, [property: Id(1)] IReadOnlyList<SitePerson> People, [property: Id(2)] int Found);

/// <summary>An account as the list of people shows it.</summary>
[GenerateSerializer, Immutable, Alias("site-person")]
public sealed record SitePerson(
    [property: Id(0)] string AccountId,
    [property: Id(1)] string Name,
    [property: Id(2)] string Email,
    [property: Id(3)] SiteRole[] Roles,
    [property: Id(4)] bool IsBlocked,
    [property: Id(5)] DateTimeOffset CreatedAt);
