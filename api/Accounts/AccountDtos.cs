using RealLearning.Contracts.Cohorts;

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
internal sealed record SiteDto(IReadOnlyList<InvitationDto> Invitations, IReadOnlyList<SitePersonDto> People);

/// <summary>Who is signed in.</summary>
internal sealed record MeDto(string Id, string Name, int Colour, string Email, IReadOnlyList<string> Roles);
