namespace RealLearning.Api.OpenId;

/// <summary>Why nobody came in by an organisation, as the page is told in its address: <c>?refused=…</c>.</summary>
internal static class OpenIdRefusal
{
    /// <summary>The person went back.</summary>
    public const string Cancelled = "openid-cancelled";

    /// <summary>The organisation is out of reach, or what came from it does not hold.</summary>
    public const string Failed = "openid-failed";

    /// <summary>It names no e-mail address that it has verified.</summary>
    public const string NoEmail = "openid-email";

    /// <summary>Its address is an account's: whoever has that signs in to it first, and links it there.</summary>
    public const string EmailTaken = "email-taken";

    /// <summary>Another account is signed in to by it already.</summary>
    public const string LoginTaken = "login-taken";

    /// <summary>Somebody was to confirm who they are, and the organisation does not say that they did so now.</summary>
    public const string NotConfirmed = "openid-not-confirmed";

    /// <summary>The account is blocked.</summary>
    public const string Blocked = "no-right";
}
