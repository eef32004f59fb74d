using System.Collections.Immutable;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>
/// A node's ear for one document: one subscription for all the sessions that this node has in it. This part holds who listens and keeps
/// the subscription alive; <c>DocumentFanout.Observer.cs</c> takes what the room sends, <c>DocumentFanout.Place.cs</c> sees to it that nothing is missed.
/// </summary>
internal sealed partial class DocumentFanout
{
    private readonly IGrainFactory _grains;
    private readonly RoomCalls _calls;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();

    /// <summary>Held while the subscription begins, is renewed or ends: an end that overtakes a beginning would forget the new sessions, and one that is overtaken would be in vain.</summary>
    private readonly Turns _subscribing = new();

    private ImmutableDictionary<string, DocumentSession> _sessions = ImmutableDictionary<string, DocumentSession>.Empty;
    private volatile DocumentSession[] _listeners = [];
    private IDocumentObserver? _reference;
    private TimeSpan _lease = TimeSpan.FromSeconds(90);
    private ITimer? _renewal;

    public DocumentFanout(DocumentName name, IGrainFactory grains, RoomCalls calls, TimeProvider time, ILogger logger)
    {
        Name = name;
        Document = name.ToString();
        Room = grains.LiveRoom(name.Room);
        _grains = grains;
        _calls = calls;
        _time = time;
        _logger = logger;
    }

    public DocumentName Name { get; }

    /// <summary>The name as text, as it goes over the wire.</summary>
    public string Document { get; }

    public ILiveRoom Room { get; }

    public AwarenessEchoes Echoes { get; } = new();

    /// <summary>
    /// This ear's name towards the room, which calls it a node. Its own: what is still under way for an ear that has ended cannot disturb the next.
    /// </summary>
    public string Node { get; } = Guid.NewGuid().ToString("N");

    /// <summary>True once the last session has left; whoever comes then needs a new fan-out.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Lets a session listen, or says why not; null where this fan-out has ended.</summary>
    public async Task<Entrance?> EnterAsync(DocumentSession session)
    {
        using var turn = await _subscribing.TakeAsync();
        if (HasEnded)
        {
            return null;
        }

        if (_reference is null && await BeginAsync() is { } refusal)
        {
            return new Entrance(refusal);
        }

        lock (_gate)
        {
            SetSessions(_sessions.SetItem(session.Id, session));
        }

        return new Entrance(null);
    }

    /// <summary>A session leaves; with the last one the subscription ends.</summary>
    public async Task LeaveAsync(DocumentSession session)
    {
        lock (_gate)
        {
            SetSessions(_sessions.Remove(session.Id));
        }

        if (_listeners.Length == 0)
        {
            await EndIfEmptyAsync();
        }
    }

    private async Task EndIfEmptyAsync()
    {
        using var turn = await _subscribing.TakeAsync();
        if (!HasEnded && _listeners.Length == 0)
        {
            HasEnded = true;
            await FinishAsync();
        }
    }

    private void SetSessions(ImmutableDictionary<string, DocumentSession> sessions)
    {
        _sessions = sessions;
        _listeners = [.. sessions.Values];
    }

    private async Task<Refusal?> BeginAsync()
    {
        var reference = _grains.CreateObjectReference<IDocumentObserver>(this);
        try
        {
            var reply = await SubscribeAsync(reference);
            if (reply.Refusal is { } refusal)
            {
                _grains.DeleteObjectReference<IDocumentObserver>(reference);
                return refusal;
            }

            Start(reply.Status);
            _lease = TimeSpan.FromSeconds(reply.LeaseSeconds);
            var period = TimeSpan.FromSeconds(Math.Max(1, reply.LeaseSeconds / 3));
            _reference = reference;
            _renewal = _time.CreateTimer(static fanout => _ = ((DocumentFanout)fanout!).RenewAsync(), this, period, period);
            return null;
        }
        catch (RoomUnreachableException)
        {
            _ = DeleteLaterAsync(reference);
            return RoomCalls.Unreachable;
        }
    }

    private async Task FinishAsync()
    {
        _renewal?.Dispose();
        if (_reference is not { } reference)
        {
            return;
        }

        _reference = null;
        await UnsubscribeAsync();
        _ = DeleteLaterAsync(reference);
    }

    private async Task UnsubscribeAsync()
    {
        try
        {
            await Room.UnsubscribeAsync(Name.Part, Node);
        }
        catch (Exception exception)
        {
            // The lease ends by itself.
            LogUnsubscribe(Name, exception);
        }
    }

    /// <summary>What the room sent before it heard of the end, or sends since it never heard of it, still finds somebody, for as long as a lease lasts.</summary>
    private async Task DeleteLaterAsync(IDocumentObserver reference)
    {
        await Task.Delay(_lease, _time);
        _grains.DeleteObjectReference<IDocumentObserver>(reference);
    }

    private Task<SubscribeReply> SubscribeAsync(IDocumentObserver reference) =>
        _calls.DoAsync((Fanout: this, Reference: reference), static call => call.Fanout.Room.SubscribeAsync(call.Fanout.Name.Part, call.Fanout.Node, call.Reference));

    private async Task RenewAsync()
    {
        try
        {
            using var turn = await _subscribing.TakeAsync();
            if (_reference is { } reference)
            {
                var reply = await SubscribeAsync(reference);
                if (reply.Refusal is null)
                {
                    Follow(reply.Status);
                }

                if (reply is { Refusal: null, WasKnown: false })
                {
                    // The lease had ended, and with it the sessions that the room knew here.
                    Lost();
                }
            }
        }
        catch (RoomUnreachableException exception)
        {
            LogRenewal(Name, exception);
        }
    }
}
