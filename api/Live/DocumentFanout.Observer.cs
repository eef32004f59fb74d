using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>
/// What the room sends, handed on to all sessions in the next turn of the pool: at once in a quiet room, several together in a busy one.
/// Hot: one turn for each update of the document, one post for each session; it must not await and must not allocate for a session.
/// Watched by the fan-out benchmark in <c>bench/</c>.
/// </summary>
internal sealed partial class DocumentFanout : IDocumentObserver, IThreadPoolWorkItem
{
    private readonly List<Delivery> _arrived = [];
    private bool _isHandingOn;
    private int _isLeaving;

    Task IDocumentObserver.UpdateAsync(UpdateDelivery delivery)
    {
        if (IsHeard() && Notes(delivery.Term, delivery.Sequence))
        {
            HandOn(new Delivery(Document, isAwareness: false, delivery.Sequence, delivery.SessionId, delivery.Update));
        }

        return Task.CompletedTask;
    }

    Task IDocumentObserver.AwarenessAsync(byte[] awarenessUpdate)
    {
        if (IsHeard())
        {
            Echoes.Note(awarenessUpdate);
            HandOn(new Delivery(Document, isAwareness: true, 0, "", awarenessUpdate));
        }

        return Task.CompletedTask;
    }

    Task IDocumentObserver.StatusAsync(DocumentStatus status)
    {
        if (IsHeard())
        {
            Follow(status);
        }

        return Task.CompletedTask;
    }

    Task IDocumentObserver.RightChangedAsync(RightChange change)
    {
        if (_sessions.TryGetValue(change.SessionId, out var session))
        {
            session.ChangeRight(change.Right, change.Reason);
        }

        return Task.CompletedTask;
    }

    void IThreadPoolWorkItem.Execute()
    {
        Delivery[] deliveries;
        lock (_arrived)
        {
            deliveries = [.. _arrived];
            _arrived.Clear();
        }

        var batch = new DeliveryBatch(deliveries);
        foreach (var session in _listeners)
        {
            session.Deliver(batch);
        }

        lock (_arrived)
        {
            _isHandingOn = _arrived.Count > 0;
        }

        if (_isHandingOn)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>False where the last session has left. The room that still sends did not hear of it, and is told again.</summary>
    private bool IsHeard()
    {
        if (HasEnded && _reference is null && Interlocked.Exchange(ref _isLeaving, 1) == 0)
        {
            _ = LeaveAgainAsync();
        }

        return !HasEnded;

        async Task LeaveAgainAsync()
        {
            await UnsubscribeAsync();
            Volatile.Write(ref _isLeaving, 0);
        }
    }

    private void HandOn(Delivery delivery)
    {
        lock (_arrived)
        {
            _arrived.Add(delivery);
            if (_isHandingOn)
            {
                return;
            }

            _isHandingOn = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
