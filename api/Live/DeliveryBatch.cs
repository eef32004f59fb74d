namespace RealLearning.Api.Live;

/// <summary>The deliveries of one turn: one in a quiet room, several in a busy one, which then cost one write for each reader.</summary>
internal sealed class DeliveryBatch(Delivery[] deliveries)
{
    private byte[]? _frames;

    public ReadOnlySpan<Delivery> Deliveries => deliveries;

    public int Bytes => deliveries.Sum(static delivery => delivery.Bytes);

    /// <summary>All frames behind one another, to be written at once.</summary>
    public byte[] Frames => _frames ??= deliveries.Length == 1 ? deliveries[0].Frame : Join();

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

    private byte[] Join()
    {
        var joined = new byte[deliveries.Sum(static delivery => delivery.Frame.Length)];
        var at = 0;
        foreach (var delivery in deliveries)
        {
            delivery.Frame.CopyTo(joined, at);
            at += delivery.Frame.Length;
        }

        return joined;
    }
}
