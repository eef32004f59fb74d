using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Live;

namespace RealLearning.Api.Hubs;

/// <summary>
/// Gives each hub connection its <see cref="HubLine"/>. SignalR's groups serialise once as well, but wait for the slowest or queue without a bound;
/// here the fan-out posts serialised messages to each connection's own outbox.
/// </summary>
internal sealed class HubConnections(
    DocumentSessions sessions, Callers callers, IOptions<DoorOptions> options, TimeProvider time, ILogger<DefaultHubLifetimeManager<LiveHub>> logger)
    : DefaultHubLifetimeManager<LiveHub>(logger)
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        // With long polling each request brings a sign-in of its own. What a connection may do, and for how long, is said by the one that it began with.
        var lifetime = callers.LifetimeOf(connection.User);
        lifetime?.Token.Register(static connection => End((HubConnectionContext)connection!), connection);
        connection.Items[typeof(HubLine)] =
            new HubLine(connection.User, lifetime, new HubOutbox(connection, options.Value, time), sessions, options.Value);
        return base.OnConnectedAsync(connection);
    }

    /// <summary>Tells the client to come back, if it can, with something that has not expired.</summary>
    private static void End(HubConnectionContext connection) => connection.Features.Get<IConnectionLifetimeNotificationFeature>()!.RequestClose();
}
