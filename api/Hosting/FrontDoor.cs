using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RealLearning.Api.Hosting;

/// <summary>How the server listens and what holds for every request.</summary>
internal static class FrontDoor
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Largest body of a request that has no limit of its own, in bytes: a command carries a comment and a quote at most.</summary>
    private const long BodyBytesMax = 256 << 10;

    public static void AddFrontDoor(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey])
            && string.IsNullOrEmpty(builder.Configuration["http_ports"])
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
        });
        // A line for each request tells nobody anything and costs as much as the request.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            // Nor does one for each grain that is placed at once.
            .AddFilter("Polly", LogLevel.Warning)
            // Its warning says what operations.md says: the keys lie in the data folder as they are.
            .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddProblemDetails(static problems => problems.CustomizeProblemDetails = Problems.AddCode);
        builder.Services.AddExceptionHandler<Problems>();
        builder.Services.AddHealthChecks();
        builder.Services.AddWebApp();
        builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.Services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
    }
}
