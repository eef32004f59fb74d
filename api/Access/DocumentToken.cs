using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using RealLearning.Api.Accounts;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>
/// What a bearer token stands for: one person in one document, with at most one right. The room's own decision holds all the same, so a token is worth
/// less when its person is. Sealed whole; nothing of it is stored.
/// </summary>
/// <param name="SignIn">Which asked for it, and with which it ends.</param>
internal sealed record DocumentToken(Caller Caller, SignInKey SignIn, DocumentName Document, Right RightMax, DateTimeOffset ExpiresAt)
{
    /// <summary>The scheme's name is part of what seals a token: another where a token carries something else, so that those of before are nobody's.</summary>
    public const string Scheme = "document-token-2";

    private const string DocumentClaim = "document";
    private const string RightClaim = "right";
    private const string ExpiryClaim = "expires";

    /// <summary>The token that somebody came with, or null where it was something else.</summary>
    public static DocumentToken? Of(ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true, AuthenticationType: Scheme }
        ? new DocumentToken(
            Callers.Of(user)!,
            SignInKey.Of(user) ?? throw new InvalidOperationException("A token without a sign-in was sealed."),
            DocumentName.Parse(Claim(user, DocumentClaim)),
            RightNames.TryParse(Claim(user, RightClaim), out var right) ? right : throw new InvalidOperationException("A token without a right was sealed."),
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Claim(user, ExpiryClaim), CultureInfo.InvariantCulture)))
        : null;

    public AuthenticationTicket ToTicket()
    {
        var identity = new ClaimsIdentity(
            [
                .. SignIn.Claims(),
                new Claim(ClaimTypes.Name, Caller.Name),
                new Claim(DocumentClaim, Document.ToString()),
                new Claim(RightClaim, RightNames.Of(RightMax)),
                new Claim(ExpiryClaim, ExpiresAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            ],
            Scheme);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), new AuthenticationProperties { ExpiresUtc = ExpiresAt }, Scheme);
    }

    private static string Claim(ClaimsPrincipal user, string type) =>
        user.FindFirstValue(type) ?? throw new InvalidOperationException($"A token without {type} was sealed.");
}
