namespace RealLearning.Api.OpenId;

/// <summary>An organisation whose people sign in by it, with OpenID Connect. Section <c>Access:OpenId:&lt;id&gt;</c>.</summary>
internal sealed record OpenIdProvider
{
    /// <summary>What people know it by: "Sign in with …".</summary>
    public string Name { get; init; } = "";

    /// <summary>Its issuer, such as <c>https://login.example.org/realms/school</c>: what it says of itself is read from <c>/.well-known/openid-configuration</c> below it.</summary>
    public string Authority { get; init; } = "";

    /// <summary>As which client this site is known there.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The secret that it gave.</summary>
    public string ClientSecret { get; init; } = "";
}
