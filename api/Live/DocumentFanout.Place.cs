using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>
/// Where this node stands: the term, the last number without a hole before it, and what is on disk. A hole is filled by asking; a new
/// term means that the room has a new activation, which knows neither this node nor its sessions.
/// </summary>
internal sealed partial class DocumentFanout
{
    private readonly Place _place = new();
    private DocumentStatus _status = new(0, 0, 0, false);
    private bool _isCatchingUp;
    private bool _isMoving;

    /// <summary>Where the document stands as far as this node knows.</summary>
    public DocumentStatus Status => Volatile.Read(ref _status);

    /// <summary>Something came from this term. A newer one than the node's own: the room has moved.</summary>
    public void Observe(long term)
    {
        var known = Status.Term;
        if (term > known && known > 0)
        {
            Lost();
        }
    }

    /// <summary>The room does not know this node's sessions any more: subscribe anew and let every session join again.</summary>
    public void Lost()
    {
        lock (_gate)
        {
            if (_isMoving || HasEnded)
            {
                return;
            }

            _isMoving = true;
        }

        _ = MoveAsync();
    }

    private void Start(DocumentStatus status)
    {
        lock (_gate)
        {
            _place.Reset(status.Sequence);
            Volatile.Write(ref _status, status);
        }
    }

    /// <summary>Takes note of where the room stands.</summary>
    private void Follow(DocumentStatus status)
    {
        Observe(status.Term);
        lock (_gate)
        {
            if (status.Term != _status.Term || status.Durable < _status.Durable)
            {
                return;
            }

            Volatile.Write(ref _status, status);
            if (status.Sequence > _place.Sequence)
            {
                CatchUpLater();
            }
        }

        foreach (var session in _listeners)
        {
            session.Follow(status);
        }
    }

    /// <summary>Notes a delivery; false where it is to be dropped.</summary>
    private bool Notes(long term, long sequence)
    {
        Observe(term);
        lock (_gate)
        {
            if (term != _status.Term || !_place.Note(sequence))
            {
                return false;
            }

            if (_place.HasGap)
            {
                CatchUpLater();
            }

            return true;
        }
    }

    private void CatchUpLater()
    {
        if (!_isCatchingUp)
        {
            _isCatchingUp = true;
            _ = CatchUpAsync();
        }
    }

    private async Task CatchUpAsync()
    {
        try
        {
            bool isBehind;
            do
            {
                var (term, after) = (Status.Term, _place.Sequence);
                var reply = await _calls.DoAsync(
                    (Fanout: this, term, after),
                    static call => call.Fanout.Room.CatchUpAsync(call.Fanout.Name.Part, call.term, call.after));
                isBehind = Take(reply);
            }
            while (isBehind);
        }
        catch (RoomUnreachableException exception)
        {
            // The next status or renewal shows the gap again.
            LogCatchUp(Name, exception);
        }
        finally
        {
            lock (_gate)
            {
                _isCatchingUp = false;
            }
        }
    }

    /// <summary>Hands on what was missed; true where something is missing still.</summary>
    private bool Take(CatchUpReply reply)
    {
        if (reply.Refusal is not null)
        {
            return false;
        }

        Observe(reply.Term);
        bool isBehind;
        lock (_gate)
        {
            if (reply.Term != _status.Term)
            {
                return false;
            }

            _place.Fill(reply.Sequence);
            isBehind = _place.HasGap;
        }

        foreach (var update in reply.Updates)
        {
            HandOn(new Delivery(Document, isAwareness: false, reply.Sequence, "", update));
        }

        return isBehind;
    }

    private async Task MoveAsync()
    {
        Refusal? refusal = null;
        try
        {
            using var turn = await _subscribing.TakeAsync();
            if (_reference is { } reference)
            {
                var reply = await SubscribeAsync(reference);
                refusal = reply.Refusal;
                if (refusal is null)
                {
                    Start(reply.Status);
                    LogMoved(Name, reply.Status.Term);
                }
            }
        }
        catch (RoomUnreachableException exception)
        {
            LogRenewal(Name, exception);
            refusal = RoomCalls.Unreachable;
        }

        lock (_gate)
        {
            _isMoving = false;
        }

        foreach (var session in _listeners)
        {
            if (refusal is null)
            {
                session.MoveLater();
            }
            else
            {
                session.Close(refusal);
            }
        }
    }
}
