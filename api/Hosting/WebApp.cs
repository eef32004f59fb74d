using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace RealLearning.Api.Hosting;

/// <summary>
/// The web app, which lies beside the built server. Files under <c>assets/</c> carry a hash in their names and are kept for good;
/// the page itself is asked for each time, so that a new version is seen at once.
/// </summary>
internal static class WebApp
{
    private const string Page = "index.html";

    /// <summary>Lets the app's files be compressed. Answers of the api are not: they may hold secrets beside words that somebody else chose.</summary>
    public static void AddWebApp(this IServiceCollection services)
    {
        services.AddResponseCompression(static compression => compression.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(static brotli => brotli.Level = CompressionLevel.Fastest);
    }

    /// <summary>Serves the files, and the page for every address that no file and no endpoint has. Behind routing.</summary>
    public static void UseWebApp(this WebApplication app)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!File.Exists(Path.Combine(folder, Page)))
        {
            app.Use(static (context, next) => IsPage(context) ? context.Response.WriteAsync("The server runs. The web app was not built with it.") : next(context));
            return;
        }

        app.UseWhen(static context => !context.Request.Path.StartsWithSegments("/api"), static page => page.UseResponseCompression());
        var options = new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), OnPrepareResponse = Prepare };
        app.Use(static (context, next) =>
        {
            if (IsPage(context))
            {
                context.Request.Path = $"/{Page}";
            }

            return next(context);
        });
        app.UseStaticFiles(options);
    }

    /// <summary>No fallback of routing's: that would stand in for every method and type of content that an endpoint does not take.</summary>
    private static bool IsPage(HttpContext context) =>
        context.GetEndpoint() is null
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && !context.Request.Path.StartsWithSegments("/api")
        && !Path.HasExtension(context.Request.Path.Value);

    private static void Prepare(StaticFileResponseContext response) => response.Context.Response.Headers.CacheControl =
        response.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
}
