using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using RealLearning.Api.Live;

namespace RealLearning.Api.Hubs;

/// <summary>
/// Gives each hub connection its <see cref="HubLine"/>. SignalR's groups serialise once as well, but wait for the slowest or queue without a bound;
/// here the fan-out posts serialised messages to each connection's own outbox.
/// </summary>
internal sealed class HubConnections(
    DocumentSessions sessions, IOptions<DoorOptions> options, TimeProvider time, ILogger<DefaultHubLifetimeManager<LiveHub>> logger)
    : DefaultHubLifetimeManager<LiveHub>(logger)
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connection.Items[typeof(HubLine)] = new HubLine(new HubOutbox(connection, options.Value, time), sessions, options.Value);
        return base.OnConnectedAsync(connection);
    }
}
