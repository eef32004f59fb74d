using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using RealLearning.Api.Live;

namespace RealLearning.Api.Hubs;

/// <summary>Messages on their way to one hub connection. SignalR's pipe gathers what is written before the socket is ready, so that several go out in one write.</summary>
internal sealed class HubOutbox(HubConnectionContext connection, DoorOptions options, TimeProvider time) : Outbox<SerializedHubMessage>(options, time)
{
    /// <summary>The one that the client chose.</summary>
    public IHubProtocol Protocol => connection.Protocol;

    protected override ValueTask WriteAsync(SerializedHubMessage item) => connection.WriteAsync(item, CancellationToken.None);

    protected override async ValueTask WriteAsync(IReadOnlyList<SerializedHubMessage> items)
    {
        foreach (var item in items)
        {
            await connection.WriteAsync(item, CancellationToken.None);
        }
    }

    protected override void Abort(Exception? exception) => connection.Abort();
}
