using Microsoft.AspNetCore.SignalR;
using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Hubs;

/// <summary>One document of a hub connection: what its session tells becomes the hub's messages.</summary>
internal sealed class HubDocument(string name, HubOutbox outbox) : ISessionDoor
{
    /// <summary>A fair estimate of a message without an update, in bytes.</summary>
    private const int SmallBytes = 160;

    public string Name => name;

    /// <summary>Set once, before the hub knows the document.</summary>
    public DocumentSession? Session { get; set; }

    public bool HasEnded => Session is not { HasEnded: false };

    bool ISessionDoor.AsksForJoin => true;

    bool ISessionDoor.TellsSaved => true;

    bool ISessionDoor.Deliver(DeliveryBatch batch) => outbox.Post(batch.HubMessage(outbox.Protocol), batch.Bytes);

    void ISessionDoor.Saved(long number) => Tell(HubMessages.Saved(name, number));

    void ISessionDoor.StatusChanged(bool isRetrying) => Tell(HubMessages.Status(name, isRetrying));

    void ISessionDoor.RightChanged(Right right, string reason) => Tell(HubMessages.Right(name, RightNames.Of(right), reason));

    void ISessionDoor.Resync() => Tell(HubMessages.Resync(name));

    void ISessionDoor.Refused(long number, Refusal refusal) => Tell(HubMessages.Refused(name, number, refusal.Code, refusal.Message));

    void ISessionDoor.Closed(Refusal refusal) => Tell(HubMessages.Closed(name, refusal.Code, refusal.Message));

    private void Tell(SerializedHubMessage message) => outbox.Post(message, SmallBytes, isVital: true);
}
