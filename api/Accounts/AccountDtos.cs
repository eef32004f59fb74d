using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Accounts;

/// <summary>The body of <c>POST /api/accounts</c>.</summary>
internal sealed record NewAccountDto(string? Invitation, string? Name, string? Email, string? Password);

/// <summary>The body of <c>POST /api/sign-in</c>.</summary>
internal sealed record SignInDto(string? Email, string? Password);

/// <summary>The body of <c>POST /api/password</c>.</summary>
internal sealed record PasswordDto(string? Old, string? New);

/// <summary>A token of an invitation; in a body, so that no log of addresses has it.</summary>
internal sealed record InvitationTokenDto(string? Token);

/// <summary>The body of <c>POST /api/site/invitations</c>.</summary>
internal sealed record InviteDto(string? Id, string? Role, int Uses = 1, int Days = 7);

/// <summary>The body of <c>POST /api/site/people/{id}/block</c>.</summary>
internal sealed record BlockDto(bool Blocked);

/// <summary>An invitation as the one who holds it sees it.</summary>
/// <param name="Role">A role of the site, or of the cohort where it has one.</param>
internal sealed record OfferDto(string Role, DateTimeOffset ExpiresAt, string? CohortId, string? Cohort)
{
    public static OfferDto Of(Offer offer) => offer.Cohort is { } cohort
        ? new OfferDto(CohortRoleNames.Of(cohort.Role), offer.ExpiresAt, cohort.CohortId, cohort.Title)
        : new OfferDto(SiteRoleNames.Of(offer.SiteRole), offer.ExpiresAt, null, null);
}

/// <summary>An invitation as administrators see it. The token is told once, by the request that makes it.</summary>
internal sealed record InvitationDto(string Id, string Role, int Uses, int Left, DateTimeOffset ExpiresAt, string? Token = null);

/// <summary>A person as administrators see one.</summary>
internal sealed record SitePersonDto(string Id, string Name, int Colour, string Email, IReadOnlyList<string> Roles, bool Blocked, DateTimeOffset CreatedAt);

/// <summary>The site as administrators see it.</summary>
internal sealed record SiteDto(IReadOnlyList<InvitationDto> Invitations, IReadOnlyList<SitePersonDto> People, int Found);

/// <summary>How one may come in here, beside a password.</summary>
/// <param name="Mail">Whether a forgotten password is mended by mail.</param>
/// <param name="Organisations">By which one signs in with OpenID Connect.</param>
internal sealed record WaysInDto(bool Mail, IReadOnlyList<OrganisationDto> Organisations);

/// <summary>An organisation whose people sign in by it.</summary>
internal sealed record OrganisationDto(string Id, string Name);

/// <summary>One's own account: how one signs in to it.</summary>
internal sealed record AccountDto(bool HasPassword, IReadOnlyList<PasskeyDto> Passkeys, IReadOnlyList<LoginDto> Logins);

/// <summary>A login at an organisation as its owner sees it.</summary>
internal sealed record LoginDto(string Id, string Name, DateTimeOffset AddedAt)
{
    public static LoginDto Of(ExternalLogin login) => new(IdOf(login), login.Name, login.AddedAt);

    /// <summary>A hash: subjects may be anything.</summary>
    public static string IdOf(ExternalLogin login) => LoginKey.OfExternal(login.Issuer, login.Subject).Split('-')[1];
}

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Synced">Whether it is copied to the owner's other devices.</param>
internal sealed record PasskeyDto(string Id, string Name, DateTimeOffset AddedAt, DateTimeOffset? UsedAt, bool Synced)
{
    public static PasskeyDto Of(Passkey passkey) => new(IdOf(passkey), passkey.Name, passkey.AddedAt, passkey.UsedAt, passkey.IsBackedUp);

    /// <summary>A hash: credential ids may be long.</summary>
    public static string IdOf(Passkey passkey) => LoginKey.OfPasskey(passkey.CredentialId).Split('-')[1];
}

/// <summary>The token of a link that stands for somebody; in a body, so that no log of addresses has it.</summary>
internal sealed record AccountLinkDto(string? Token);

/// <summary>Who is signed in.</summary>
internal sealed record MeDto(string Id, string Name, int Colour, string Email, IReadOnlyList<string> Roles);
