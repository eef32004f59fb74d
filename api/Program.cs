using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Auditing;
using RealLearning.Api.Challenges;
using RealLearning.Api.Cohorts;
using RealLearning.Api.Demonstration;
using RealLearning.Api.Hosting;
using RealLearning.Api.Hubs;
using RealLearning.Api.Images;
using RealLearning.Api.Live;
using RealLearning.Api.Mail;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenId;
using RealLearning.Api.Rooms;
using RealLearning.Api.Yjs;
using RealLearning.Silo.Hosting;

namespace RealLearning.Api;

/// <summary>A node: Kestrel, the doors and a silo in one process.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => RunAsync(Build(args));

    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(ContentRoot.Rooted(args));
        builder.AddRealLearningSilo();
        builder.AddFrontDoor();
        builder.AddAccess();
        builder.AddOpenId();
        builder.Services.AddAccounts();
        builder.Services.AddHttpContextAccessor().AddSingleton<AuditLog>();
        builder.Services.AddMail();
        builder.Services.AddSingleton<DemoCohort>();
        builder.Services.AddLive();
        builder.Services.AddLiveHub();
        builder.Services.AddImages();
        ApiDocument.Add(builder.Services);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseSecurityHeaders();
        app.UseMiddleware<SharedUpgrade>();
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseMiddleware<CallerAddress>();
        app.UseMiddleware<SameOriginMiddleware>();
        app.UseRouting();
        app.UseWebApp();
        app.UseMiddleware<TokenGate>();
        app.UseRateLimiter();
        app.MapHealthChecks("/healthz");
        ApiDocument.Map(app);
        app.MapLiveHub();
        app.MapYjsDoor();
        app.MapApi();
        return app;
    }

    internal static async Task<int> RunAsync(WebApplication app)
    {
        await using (app)
        {
            await app.StartAsync();
            if (!app.Services.GetRequiredService<LabGate>().TryOpen(app.Urls))
            {
                await app.StopAsync();
                return 1;
            }

            await app.WaitForShutdownAsync();
            return 0;
        }
    }

    private static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api");
        api.MapAccess();
        api.MapAccounts();
        api.MapPasskeys();
        api.MapPasswordLinks();
        api.MapEmail();
        api.MapOpenId();
        api.MapSite();
        api.MapAudit();
        api.MapChallenges();
        api.MapCohorts();
        api.MapSubmissions();
        api.MapToday();
        api.MapConfidence();
        api.MapDemonstration();
        api.MapRooms();
        api.MapHistory();
        api.MapExports();
        api.MapImages();
    }
}
