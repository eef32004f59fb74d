namespace RealLearning.Api.Live;

/// <summary>The deliveries of one turn: one in a quiet room, several in a busy one, which then cost one write for each reader.</summary>
internal sealed class DeliveryBatch(Delivery[] deliveries)
{
    private byte[]? _frames;

    public ReadOnlySpan<Delivery> Deliveries => deliveries;

    public int Bytes => deliveries.Sum(static delivery => delivery.Bytes);

    /// <summary>All frames behind one another, to be written at once.</summary>
    public byte[] Frames => _frames ??= deliveries.Length == 1 ? deliveries[0].Frame : Join();

    /// <summary>True where a session brought one of them itself.</summary>
    public bool Holds(string sessionId)
    {
        foreach (var delivery in deliveries)
        {
            if (delivery.SessionId == sessionId)
            {
                return true;
            }
        }

        return false;
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
