using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace RealLearning.Api.Live;

/// <summary>The deliveries of one turn: one in a quiet room, several in a busy one, which then cost one write for each reader.</summary>
internal sealed class DeliveryBatch(Delivery[] deliveries)
{
    private byte[]? _frames;
    private Dictionary<string, SerializedHubMessage>? _hubMessages;

    public ReadOnlySpan<Delivery> Deliveries => deliveries;

    public int Bytes { get; } = deliveries.Sum(static delivery => delivery.Bytes);

    /// <summary>All frames behind one another, to be written at once.</summary>
    public byte[] Frames => _frames ??= deliveries.Length == 1 ? deliveries[0].Frame : Join(static delivery => delivery.Frame);

    /// <summary>All messages of the hub behind one another, to be written at once: in each of its protocols a message says where it ends.</summary>
    public SerializedHubMessage HubMessage(IHubProtocol protocol)
    {
        if (deliveries.Length == 1)
        {
            return deliveries[0].HubMessage;
        }

        _hubMessages ??= [];
        if (!_hubMessages.TryGetValue(protocol.Name, out var message))
        {
            message = new SerializedHubMessage([new SerializedMessage(protocol.Name, Join(delivery => delivery.HubMessage.GetSerializedMessage(protocol)))]);
            _hubMessages.Add(protocol.Name, message);
        }

        return message;
    }

    /// <summary>
    /// What of it a session did not bring itself, or null where nothing is left: a writer in a busy room gets the others' at once too, at the
    /// price of a copy.
    /// </summary>
    public DeliveryBatch? Without(string sessionId)
    {
        var own = 0;
        foreach (var delivery in deliveries)
        {
            own += delivery.SessionId == sessionId ? 1 : 0;
        }

        return own == 0 ? this
            : own == deliveries.Length ? null
            : new DeliveryBatch(Array.FindAll(deliveries, delivery => delivery.SessionId != sessionId));
    }

    private byte[] Join(Func<Delivery, ReadOnlyMemory<byte>> bytesOf)
    {
        var joined = new byte[deliveries.Sum(delivery => bytesOf(delivery).Length)];
        var at = 0;
        foreach (var delivery in deliveries)
        {
            var bytes = bytesOf(delivery);
            bytes.CopyTo(joined.AsMemory(at));
            at += bytes.Length;
        }

        return joined;
    }
}
