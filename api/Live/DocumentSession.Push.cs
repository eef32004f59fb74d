using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>
/// What the client writes, on its way to the room: in order, in a bounded queue, and everything that waits in one call. Hot: one pass for
/// each edit. Watched by the fan-out benchmark in <c>bench/</c>.
/// </summary>
internal sealed partial class DocumentSession
{
    private readonly Lock _pushGate = new();
    private readonly Queue<Push> _pushes = new();
    private TaskCompletionSource? _room;
    private int _pushBytes;
    private bool _isPushing;
    private bool _isParked;

    /// <summary>
    /// Takes an update. Completes at once unless too much waits already; then when there is room again, so that its connection is not read
    /// meanwhile. Refusals come through the door.
    /// </summary>
    public ValueTask PushAsync(PushKind kind, long number, byte[] update)
    {
        if (HasEnded || !Affords(1))
        {
            return ValueTask.CompletedTask;
        }

        Task? room = null;
        lock (_pushGate)
        {
            if (_isParked && _door.AsksForJoin)
            {
                // Its join, which is asked for, counts what comes before it as not received. It could not come where a push waited for it.
                return ValueTask.CompletedTask;
            }

            _pushes.Enqueue(new Push(kind, number, update));
            _pushBytes += update.Length;
            if (_pushes.Count >= _options.PushQueueMax || _pushBytes >= _options.PushQueueBytesMax)
            {
                room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            if (_isPushing || _isParked)
            {
                return room is null ? ValueTask.CompletedTask : new ValueTask(room);
            }

            _isPushing = true;
        }

        _ = PushAllAsync();
        return room is null ? ValueTask.CompletedTask : new ValueTask(room);
    }

    /// <summary>Completes when everything taken until now has been dealt with.</summary>
    private async Task PushedAsync()
    {
        while (true)
        {
            Task room;
            lock (_pushGate)
            {
                if (!_isPushing)
                {
                    _pushes.Clear();
                    _pushBytes = 0;
                    _isParked = false;
                    return;
                }

                room = (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await room;
        }
    }

    private async Task PushAllAsync()
    {
        try
        {
            while (Peek() is { } request)
            {
                var reply = await _calls.DoAsync((_fanout.Room, request), static call => call.Room.PushAsync(call.request));
                if (!Take(reply))
                {
                    return;
                }
            }
        }
        catch (RoomUnreachableException)
        {
            Park();
            Close(RoomCalls.Unreachable);
        }
    }

    /// <summary>Everything that waits and is of one kind, up to the limit; null, and the loop rests, when nothing does.</summary>
    private PushRequest? Peek()
    {
        lock (_pushGate)
        {
            if (_pushes.Count == 0 || HasEnded)
            {
                Rest();
                return null;
            }

            var kind = _pushes.Peek().Kind;
            var updates = new byte[CountOf(kind)][];
            var at = 0;
            foreach (var push in _pushes)
            {
                if (at == updates.Length)
                {
                    break;
                }

                updates[at++] = push.Update;
            }

            return new PushRequest(Name.Part, Id, kind, updates);
        }
    }

    /// <summary>How many of one kind wait at the front, up to the limit.</summary>
    private int CountOf(PushKind kind)
    {
        var count = 0;
        foreach (var push in _pushes)
        {
            if (push.Kind != kind || count == _options.PushBatchMax)
            {
                break;
            }

            count++;
        }

        return count;
    }

    /// <summary>What became of the call; false where the loop ends.</summary>
    private bool Take(PushReply reply)
    {
        var (number, refusedNumber) = (0L, 0L);
        TaskCompletionSource? room;
        lock (_pushGate)
        {
            for (var i = 0; i < reply.Applied && _pushes.TryDequeue(out var push); i++)
            {
                number = push.Number;
                _pushBytes -= push.Update.Length;
            }

            refusedNumber = _pushes.TryPeek(out var refused) ? refused.Number : 0;
            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
        if (reply.Applied > 0)
        {
            Track(number, reply.Term, reply.Sequence);
        }

        if (reply.Refusal is not { } refusal)
        {
            return true;
        }

        Park();
        Refuse(refusedNumber, refusal, reply.Term);
        return false;
    }

    private void Refuse(long number, Refusal refusal, long term)
    {
        switch (refusal.Code)
        {
            case RefusalCodes.UnknownSession when IsForgottenBy(term):
                MoveLater();
                break;
            case RefusalCodes.UnknownSession:
                _fanout.Lost();
                break;
            case RefusalCodes.StorageUnavailable:
                // Nothing is wrong with the change itself: its client keeps it and comes back.
                Close(refusal);
                break;
            default:
                LogRefused(Name, refusal.Code, refusal.Message);
                if (TryEnd())
                {
                    _door.Refused(number, refusal);
                }

                break;
        }
    }

    /// <summary>Stops pushing; what waits stays until the session has joined again.</summary>
    private void Park()
    {
        lock (_pushGate)
        {
            _isParked = true;
            Rest();
        }
    }

    private void ResumePushes()
    {
        lock (_pushGate)
        {
            _isParked = false;
            if (_isPushing || _pushes.Count == 0)
            {
                return;
            }

            _isPushing = true;
        }

        _ = PushAllAsync();
    }

    private void ForgetPushes()
    {
        TaskCompletionSource? room;
        lock (_pushGate)
        {
            if (!_isPushing)
            {
                _pushes.Clear();
                _pushBytes = 0;
            }

            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
    }

    private void Rest()
    {
        _isPushing = false;
        _room?.TrySetResult();
        _room = null;
    }

    private readonly record struct Push(PushKind Kind, long Number, byte[] Update);
}
