using RealLearning.Contracts.Documents;
using RealLearning.Ycs;

namespace RealLearning.Api.Live;

/// <summary>
/// One person in one document through one connection. From here on nothing knows the door. This part is its life; the others are what
/// it brings (<c>.Push.cs</c>), what it is brought (<c>.Deliver.cs</c>), and what is on disk (<c>.Saved.cs</c>).
/// </summary>
internal sealed partial class DocumentSession
{
    private readonly DocumentFanout _fanout;
    private readonly RoomCalls _calls;
    private readonly ISessionDoor _door;
    private readonly Credential _credential;
    private readonly DoorOptions _options;
    private readonly ILogger _logger;
    private readonly Turns _syncing = new();
    private TokenBucket _bucket;
    private int _ended;

    /// <summary>The activation that this session joined did not know it when it was asked last.</summary>
    private bool _isForgotten;

    public DocumentSession(
        DocumentFanout fanout, Credential credential, ISessionDoor door, RoomCalls calls, DoorOptions options, TimeProvider time, ILogger logger)
    {
        _fanout = fanout;
        _credential = credential;
        _door = door;
        _calls = calls;
        _options = options;
        _logger = logger;
        _bucket = fanout.Name.Room.Kind == RoomKind.Lab
            ? new TokenBucket(0, double.PositiveInfinity, time)
            : new TokenBucket(options.MessagesPerSecond, options.MessagesBurst, time);
    }

    /// <summary>Made here, known to the room and to no client.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    public DocumentName Name => _fanout.Name;

    public Caller Caller => _credential.Caller;

    public Right Right { get; private set; }

    public long Term { get; private set; }

    /// <summary>The person's colour, 0 to 9.</summary>
    public int Colour { get; private set; }

    public bool HasEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>Makes the session known to the room. Null when it is; otherwise why not. Throws <see cref="RoomUnreachableException"/>.</summary>
    public async Task<Refusal?> JoinAsync()
    {
        var request = new JoinRequest(Name.Part, Id, _fanout.Node, Caller, _credential.RightMax);
        var reply = await _calls.DoAsync((_fanout.Room, request), static call => call.Room.JoinAsync(call.request));
        if (reply.Refusal is { } refusal)
        {
            return refusal;
        }

        var hasMoved = reply.Term != Term;
        (Term, Right, Colour) = (reply.Term, reply.Right, reply.Colour);
        _fanout.Observe(reply.Term);
        if (_isForgotten && !hasMoved)
        {
            // It may come in and was not known: the node's lease has ended, and with it all of its sessions.
            _fanout.Lost();
        }

        _isForgotten = false;
        return null;
    }

    /// <summary>The client joins again: what it has sent until now is dealt with, then everything begins anew under the same id.</summary>
    public async Task<SyncReply> RejoinAsync(byte[] stateVector)
    {
        await PushedAsync();
        ForgetSaved();
        return await JoinAsync() is { } refusal
            ? new SyncReply(0, 0, [], [], null, refusal)
            : await SyncAsync(stateVector);
    }

    /// <summary>
    /// What the client lacks. From the call on deliveries are held back; when the reply is on its way to the client, <see cref="Pass"/> lets
    /// them through. Throws <see cref="RoomUnreachableException"/>.
    /// </summary>
    public async Task<SyncReply> SyncAsync(byte[] stateVector)
    {
        using var turn = await _syncing.TakeAsync();
        for (var attempt = 1; ; attempt++)
        {
            Hold();
            var reply = await AskAsync(stateVector);
            if (reply.Refusal is not { Code: RefusalCodes.UnknownSession })
            {
                return reply;
            }

            if (attempt == _options.CallAttempts)
            {
                return reply with { Refusal = RoomCalls.Unreachable };
            }

            if (!IsForgottenBy(reply.Term))
            {
                _fanout.Lost();
            }

            if (await JoinAsync() is { } refusal)
            {
                return reply with { Refusal = refusal };
            }
        }
    }

    /// <summary>Own awareness, on its way at once and lost with the line.</summary>
    public void Aware(byte[] awarenessUpdate)
    {
        try
        {
            if (!HasEnded && !_fanout.Echoes.IsEcho(awarenessUpdate) && Affords(1))
            {
                _ = SendAwarenessAsync(awarenessUpdate);
            }
        }
        catch (MalformedUpdateException exception)
        {
            Close(new Refusal(RefusalCodes.MalformedMessage, $"This is no awareness update: {exception.Message}"));
        }
    }

    /// <summary>Takes tokens for so many messages; false, and the session is over, where there are none.</summary>
    public bool Affords(int messages)
    {
        if (_bucket.TryTake(messages))
        {
            return true;
        }

        Close(new Refusal(RefusalCodes.RateExceeded, $"More than {_options.MessagesPerSecond} messages a second. Slower, and come back."));
        return false;
    }

    /// <summary>The room has changed what this session may do.</summary>
    public void ChangeRight(Right right, string reason)
    {
        Right = right;
        if (right == Right.None)
        {
            Close(new Refusal(RefusalCodes.NoRight, reason));
        }
        else if (!HasEnded)
        {
            _door.RightChanged(right, reason);
        }
    }

    /// <summary>The room has a new activation, which does not know this session.</summary>
    public void MoveLater()
    {
        if (HasEnded)
        {
            return;
        }

        if (_door.AsksForJoin)
        {
            Drop();
            _door.Resync();
            return;
        }

        _ = MoveAsync();
    }

    /// <summary>Ends the session and tells its client why.</summary>
    public void Close(Refusal refusal)
    {
        if (TryEnd())
        {
            _door.Closed(refusal);
        }
    }

    /// <summary>The client has left, or the session has ended: the room forgets it, and its awareness goes.</summary>
    public async Task LeaveAsync()
    {
        TryEnd();
        try
        {
            await _fanout.Room.LeaveAsync(Name.Part, Id);
        }
        catch (Exception exception)
        {
            // The room forgets it with the node's lease.
            LogLeave(Name, exception);
        }

        await _fanout.LeaveAsync(this);
    }

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return false;
        }

        Drop();
        ForgetPushes();
        return true;
    }

    /// <summary>
    /// True where only this session has to join again: the activation that it joined does not know it any more, or the node has followed the room
    /// already. Otherwise the room has moved, and nobody here has noticed yet.
    /// </summary>
    private bool IsForgottenBy(long term)
    {
        _isForgotten = term == Term;
        return _isForgotten || Term < _fanout.Status.Term;
    }

    private Task<SyncReply> AskAsync(byte[] stateVector) => _calls.DoAsync(
        (_fanout.Room, Request: new SyncRequest(Name.Part, Id, stateVector)), static call => call.Room.SyncAsync(call.Request));

    private async Task SendAwarenessAsync(byte[] awarenessUpdate)
    {
        try
        {
            await _fanout.Room.AwareAsync(Name.Part, Id, awarenessUpdate);
        }
        catch (Exception exception)
        {
            LogAwareness(Name, exception);
        }
    }

    private async Task MoveAsync()
    {
        try
        {
            if (await JoinAsync() is { } refusal)
            {
                Close(refusal);
                return;
            }

            Drop();
            _door.Resync();
            ResumePushes();
        }
        catch (RoomUnreachableException)
        {
            Close(RoomCalls.Unreachable);
        }
    }
}
