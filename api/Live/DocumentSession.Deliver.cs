namespace RealLearning.Api.Live;

/// <summary>
/// What others write, on its way to the client. Before the client has synced nothing is passed on, since the sync brings it; while the
/// room answers a sync, deliveries are held back. Hot: one call for each delivery and session; it must not await or allocate.
/// </summary>
internal sealed partial class DocumentSession
{
    /// <summary>Deliveries held back during one sync; beyond them the client is synced again.</summary>
    private const int HeldMax = 1_024;

    private readonly Lock _deliverGate = new();
    private readonly List<Delivery> _held = [];
    private Flow _flow = Flow.Dropping;

    private enum Flow
    {
        /// <summary>A sync is still to come and brings everything.</summary>
        Dropping,

        /// <summary>A sync is under way.</summary>
        Holding,

        /// <summary>The client follows.</summary>
        Passing,
    }

    /// <summary>Takes what the fan-out hands on.</summary>
    public void Deliver(DeliveryBatch batch)
    {
        lock (_deliverGate)
        {
            if (_flow == Flow.Passing)
            {
                Pass(batch);
            }
            else if (_flow == Flow.Holding)
            {
                Keep(batch);
            }
        }
    }

    /// <summary>The reply of a sync is on its way to the client: what it did not cover follows.</summary>
    public void Pass(long sequence)
    {
        lock (_deliverGate)
        {
            if (_flow != Flow.Holding)
            {
                if (_flow == Flow.Dropping && !HasEnded)
                {
                    _door.Resync();
                }

                return;
            }

            _flow = Flow.Passing;
            var uncovered = _held.FindAll(delivery => delivery.IsAwareness || delivery.Sequence > sequence);
            if (uncovered.Count > 0)
            {
                Pass(new DeliveryBatch([.. uncovered]));
            }

            _held.Clear();
        }
    }

    private void Hold()
    {
        lock (_deliverGate)
        {
            if (_flow != Flow.Passing && !HasEnded)
            {
                _flow = Flow.Holding;
                _held.Clear();
            }
        }
    }

    private void Drop()
    {
        lock (_deliverGate)
        {
            _flow = Flow.Dropping;
            _held.Clear();
        }
    }

    private void Keep(DeliveryBatch batch)
    {
        if (_held.Count + batch.Deliveries.Length > HeldMax)
        {
            Drop();
            return;
        }

        foreach (var delivery in batch.Deliveries)
        {
            if (delivery.SessionId != Id)
            {
                _held.Add(delivery);
            }
        }
    }

    private void Pass(DeliveryBatch batch)
    {
        if (batch.Without(Id) is { } others && !_door.Deliver(others))
        {
            _flow = Flow.Dropping;
            _door.Resync();
        }
    }
}
