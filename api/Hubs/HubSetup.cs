using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Live;

namespace RealLearning.Api.Hubs;

/// <summary>The hub's place in the server.</summary>
internal static class HubSetup
{
    public static void AddLiveHub(this IServiceCollection services)
    {
        services.AddSingleton<HubLifetimeManager<LiveHub>, HubConnections>();
        services.AddSignalR().AddMessagePackProtocol();
        services.AddOptions<HubOptions>().Configure<IOptions<DoorOptions>>((hub, door) =>
        {
            hub.MaximumReceiveMessageSize = door.Value.FrameBytesMax;
            hub.MaximumParallelInvocationsPerClient = 1;
            hub.KeepAliveInterval = TimeSpan.FromSeconds(door.Value.PingSeconds);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(door.Value.PingSeconds + door.Value.PongSeconds);
        });
    }

    /// <summary>Whoever is not signed in gets 401 at the handshake, unless the lab is open; in the lab each document asks again.</summary>
    public static void MapLiveHub(this IEndpointRouteBuilder endpoints) => endpoints
        .MapHub<LiveHub>(LiveHub.Path, static connection => connection.CloseOnAuthenticationExpiration = true)
        .TakesTokens(TokenUse.Any)
        .RequireRateLimiting(LineLimit.Lines)
        .Add(static endpoint => endpoint.RequestDelegate = OnlySignedIn(endpoint.RequestDelegate!));

    private static RequestDelegate OnlySignedIn(RequestDelegate next) => context =>
        Callers.Of(context.User) is not null || context.RequestServices.GetRequiredService<LabGate>().IsOpen
            ? next(context)
            : Refusals.Problem(Refusals.NotSignedIn).ExecuteAsync(context);
}
