using System.Text.Json;
using RealLearning.Api.Access;
using RealLearning.Api.Hosting;
using RealLearning.Api.Hubs;
using RealLearning.Api.Images;
using RealLearning.Api.Live;
using RealLearning.Api.Rooms;
using RealLearning.Api.Yjs;

var builder = WebApplication.CreateBuilder(args);
var data = DataFolder.Of(builder.Configuration);
builder.AddAccess(data);
builder.AddFrontDoor();
builder.Services.AddLive();
builder.Services.AddLiveHub();
builder.Services.AddImages();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseSecurityHeaders();
app.UseMiddleware<SharedUpgrade>();
app.UseWebSockets();
app.UseAuthentication();
app.UseMiddleware<SameOriginMiddleware>();
app.UseRouting();
app.UseRateLimiter();
app.UseWebApp();
app.MapHealthChecks("/healthz");
app.MapLiveHub();
app.MapYjsDoor();
var api = app.MapGroup("/api");
api.MapAccess();
api.MapRooms();
api.MapHistory();
api.MapImages();
api.MapFallback(static () => Refusals.Problem(Refusals.UnknownDocument));

await app.StartAsync();
if (!app.Services.GetRequiredService<LabGate>().TryOpen(app.Urls))
{
    await app.StopAsync();
    return 1;
}

await app.WaitForShutdownAsync();
return 0;
