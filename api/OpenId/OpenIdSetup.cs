using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RealLearning.Api.Access;

namespace RealLearning.Api.OpenId;

/// <summary>One scheme for each organisation that the options name: authorization code with PKCE, answered by a plain redirect.</summary>
internal static partial class OpenIdSetup
{
    public const string Path = "/api/sign-in/openid";

    public static string SchemeOf(string id) => $"openid-{id}";

    public static void AddOpenId(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<OpenIdSignIns>();
        builder.Services.AddOptions<AccessOptions>().Validate(
            static access => access.OpenId.All(static entry => IsWhole(entry.Key, entry.Value)),
            "Each Access:OpenId:<id> has an id of a-z, 0-9 and hyphens, a Name, an Authority of https (of http on loopback alone), a ClientId and a ClientSecret.");
        var authentication = builder.Services.AddAuthentication();
        foreach (var (id, provider) in builder.Configuration.GetSection($"{AccessOptions.Section}:{nameof(AccessOptions.OpenId)}").Get<Dictionary<string, OpenIdProvider>>() ?? new())
        {
            if (IsWhole(id, provider))
            {
                authentication.AddOpenIdConnect(SchemeOf(id), provider.Name, options => Configure(options, id, provider));
            }
        }
    }

    private static void Configure(OpenIdConnectOptions options, string id, OpenIdProvider provider)
    {
        (options.Authority, options.ClientId, options.ClientSecret) = (provider.Authority, provider.ClientId, provider.ClientSecret);
        options.RequireHttpsMetadata = !new Uri(provider.Authority).IsLoopback;
        options.CallbackPath = $"{Path}/{id}/callback";
        (options.ResponseType, options.ResponseMode) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query);
        options.Scope.Add("email");
        options.GetClaimsFromUserInfoEndpoint = true;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        foreach (var claim in new[] { "email", "email_verified", "name" })
        {
            options.ClaimActions.MapJsonKey(claim, claim);
        }

        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            // The answer comes by a link from elsewhere.
            (cookie.SameSite, cookie.SecurePolicy, cookie.HttpOnly) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest, true);
        }

        options.Events.OnRedirectToIdentityProvider = static context =>
        {
            if (context.Properties.Items.ContainsKey(OpenIdSignIns.Confirms))
            {
                // The answer has to say when it was, in auth_time.
                (context.ProtocolMessage.Prompt, context.ProtocolMessage.MaxAge) = (OpenIdConnectPrompt.Login, "0");
            }

            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = static context => context.HttpContext.RequestServices.GetRequiredService<OpenIdSignIns>().ReceiveAsync(context);
        options.Events.OnAccessDenied = static context => OpenIdSignIns.Refuse(context, context.Properties, OpenIdRefusal.Cancelled);
        options.Events.OnRemoteFailure = static context =>
        {
            context.HttpContext.RequestServices.GetRequiredService<OpenIdSignIns>().LogFailure(context.Scheme.Name, context.Failure);
            return OpenIdSignIns.Refuse(context, context.Properties, OpenIdRefusal.Failed);
        };
    }

    private static bool IsWhole(string id, OpenIdProvider provider) => Id().IsMatch(id)
        && provider is { Name.Length: > 0, ClientId.Length: > 0, ClientSecret.Length: > 0 }
        && Uri.TryCreate(provider.Authority, UriKind.Absolute, out var authority) && (authority.Scheme == "https" || (authority.Scheme == "http" && authority.IsLoopback));

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex Id();
}
