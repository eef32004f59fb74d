using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using RealLearning.Api.Hosting;
using RealLearning.Api.Hubs;
using RealLearning.Api.Yjs;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Access;

/// <summary>The one seam of sign-in: a cookie for browsers, a bearer token of one document for programs, both sealed by keys that are kept with the data.</summary>
internal static class AccessSetup
{
    /// <summary>The cookie's name.</summary>
    public const string CookieName = "real-learning";

    private const string Either = "cookie-or-token";

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddLimits<AccessOptions>(AccessOptions.Section);
        services.AddDataProtection().SetApplicationName("RealLearning");
        services.AddOptions<KeyManagementOptions>().Configure<ISignInKeys>(static (options, keys) => options.XmlRepository = new KeyRing(keys));
        services.AddSingleton<LabGate>();
        services.AddSingleton<Callers>();
        services.AddSingleton<SameOrigin>();
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddCookie()
            .AddBearerToken(DocumentToken.Scheme, Configure);
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).Configure<IOptions<AccessOptions>>(Configure);
        services.AddAuthorization();
        services.AddAddressLimits();
    }

    private static string SchemeOf(HttpContext context) =>
        TokenOf(context) is null ? CookieAuthenticationDefaults.AuthenticationScheme : DocumentToken.Scheme;

    /// <summary>A token from the header; from the query only where a browser can send no header, which is for WebSockets.</summary>
    private static string? TokenOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return header["Bearer ".Length..];
        }

        var path = context.Request.Path;
        var query = path.StartsWithSegments(YjsDoor.Path) ? context.Request.Query["token"]
            : path.StartsWithSegments(LiveHub.Path) ? context.Request.Query["access_token"]
            : StringValues.Empty;
        return StringValues.IsNullOrEmpty(query) ? null : query.ToString();
    }

    private static void Configure(CookieAuthenticationOptions cookie, IOptions<AccessOptions> access)
    {
        cookie.Cookie.Name = CookieName;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromDays(access.Value.SignInDays);
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = static context => Refusals.Problem(Refusals.NotSignedIn).ExecuteAsync(context.HttpContext);
        cookie.Events.OnRedirectToAccessDenied = static context => Refusals.Problem(SameOrigin.Refusal).ExecuteAsync(context.HttpContext);
    }

    private static void Configure(BearerTokenOptions bearer) => bearer.Events.OnMessageReceived = static context =>
    {
        context.Token = TokenOf(context.HttpContext);
        return Task.CompletedTask;
    };
}
