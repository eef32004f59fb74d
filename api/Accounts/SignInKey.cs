using System.Security.Claims;

namespace RealLearning.Api.Accounts;

/// <summary>One sign-in: what a cookie, and each token that is asked for with it, carries of it.</summary>
/// <param name="Stamp">The account's, with which all its sign-ins end.</param>
/// <param name="Session">This browser's, from when it comes in until it goes out.</param>
internal readonly record struct SignInKey(string AccountId, string Stamp, string Session)
{
    public const string StampClaim = "stamp";
    public const string SessionClaim = "session";

    /// <summary>Null where somebody is not signed in, or by something without these marks.</summary>
    public static SignInKey? Of(ClaimsPrincipal? user) =>
        user?.FindFirstValue(ClaimTypes.NameIdentifier) is { } accountId && user.FindFirstValue(StampClaim) is { } stamp && user.FindFirstValue(SessionClaim) is { } session
            ? new SignInKey(accountId, stamp, session)
            : null;

    public IEnumerable<Claim> Claims() => [new(ClaimTypes.NameIdentifier, AccountId), new(StampClaim, Stamp), new(SessionClaim, Session)];
}
