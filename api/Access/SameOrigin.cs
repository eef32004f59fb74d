using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>
/// Keeps pages of others from acting in a person's name: a browser adds the cookie to a WebSocket, or to a form, that any page opens. It also says where
/// that page came from. Tokens need no such check, since a browser adds none by itself.
/// </summary>
internal sealed class SameOrigin(IOptions<AccessOptions> options, LabGate lab)
{
    public static Refusal Refusal { get; } = new(RefusalCodes.NoRight, "This page belongs to another server.");

    /// <summary>True where the request comes from a page of this server, from a program, or with a token.</summary>
    public bool Allows(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return true;
        }

        var isByCookie = context.User.Identity?.AuthenticationType == CookieAuthenticationDefaults.AuthenticationScheme;
        var isAnonymous = context.User.Identity is not { IsAuthenticated: true };
        return (!isByCookie && !isAnonymous) || IsOwn(origin, context.Request) || (isAnonymous && lab.IsOpen && IsLoopback(origin));
    }

    /// <summary>True where an origin is this server's, or one that it was told of.</summary>
    public bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || options.Value.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    private static bool IsLoopback(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback;
}
