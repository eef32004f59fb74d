using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;
using RealLearning.Ycs;

namespace RealLearning.Api.Yjs;

/// <summary>
/// One stock client in one document. Reads its messages and answers in its protocol; what others write reaches it through
/// <c>YjsConnection.Door.cs</c>. The client's step 1 is answered, as y-protocols say, with step 2 and the server's own step 1.
/// </summary>
internal sealed partial class YjsConnection(
    YjsLine line, DocumentSessions sessions, DoorOptions options, ILogger<YjsConnection> logger) : IAsyncDisposable
{
    /// <summary>An update with no structs and no deletions: what a reader, or a client that has nothing of its own, answers to step 1.</summary>
    private static ReadOnlySpan<byte> EmptyUpdate => [0, 0];

    private readonly YjsOutbox _outbox = line.Outbox;
    private DocumentSession? _session;
    private byte[] _serverVector = [0];
    private bool _hasAsked;

    /// <summary>Serves the client until the line ends.</summary>
    public async Task RunAsync(DocumentName name, Credential credential, CancellationToken expired, CancellationToken stopping)
    {
        await using var stop = stopping.Register(static line => _ = ((YjsLine)line!).GoAwayAsync(), line);
        var (session, refusal) = await sessions.OpenAsync(name, credential, this);
        if (session is null)
        {
            await line.CloseAsync(refusal!);
            return;
        }

        _session = session;
        await using var expiry = expired.Register(
            static session => ((DocumentSession)session!).Close(new Refusal(RefusalCodes.NotSignedIn, "This sign-in has ended.")), session);
        while (await line.ReadAsync() is { } message)
        {
            await TakeAsync(session, message);
            line.Shrink();
        }

        await line.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _outbox.Close();
        if (_session is { } session)
        {
            await sessions.CloseAsync(session);
        }
    }

    private ValueTask TakeAsync(DocumentSession session, ReadOnlyMemory<byte> message)
    {
        if (session.HasEnded)
        {
            return ValueTask.CompletedTask;
        }

        if (!YMessage.TryRead(message.Span, out var kind, out var payload) || kind == YMessageKind.PermissionDenied)
        {
            session.Close(new Refusal(RefusalCodes.MalformedMessage, "This is not a message of the y-websocket protocol."));
            return ValueTask.CompletedTask;
        }

        switch (kind)
        {
            case YMessageKind.Update:
                return session.PushAsync(PushKind.Live, 0, payload.ToArray());
            case YMessageKind.SyncStep2:
                return payload.SequenceEqual(EmptyUpdate)
                    ? ValueTask.CompletedTask
                    : session.PushAsync(PushKind.SyncReply, 0, payload.ToArray());
            case YMessageKind.Awareness when payload.Length > options.AwarenessBytesMax:
                session.Close(new Refusal(RefusalCodes.TooLarge, $"Awareness may have {options.AwarenessBytesMax} bytes."));
                return ValueTask.CompletedTask;
            case YMessageKind.Awareness:
                session.Aware(payload.ToArray());
                return ValueTask.CompletedTask;
            case YMessageKind.SyncStep1:
                return session.Affords(options.SyncCost) ? SyncAsync(session, payload.ToArray(), isAnswer: true) : ValueTask.CompletedTask;
            default:
                // There is no call for awareness alone; asked with the room's own vector, a sync carries little else.
                return session.Affords(options.SyncCost) ? SyncAsync(session, _serverVector, isAnswer: true) : ValueTask.CompletedTask;
        }
    }

    /// <summary>Brings the client to the room's state. Waits until it has read what it was sent before, so that replies cannot pile up.</summary>
    private async ValueTask SyncAsync(DocumentSession session, byte[] stateVector, bool isAnswer)
    {
        await _outbox.DrainedAsync();
        if (await TryAskAsync(session, stateVector) is not { } reply)
        {
            return;
        }

        _outbox.Post(YjsFrames.Step2(reply.Update), isVital: true);
        if (!isAnswer || !_hasAsked)
        {
            _hasAsked = true;
            _outbox.Post(YjsFrames.Step1(reply.StateVector), isVital: true);
        }

        Tell(reply.Awareness);
        session.Pass(reply.Sequence);
    }

    private async Task<SyncReply?> TryAskAsync(DocumentSession session, byte[] stateVector)
    {
        try
        {
            var reply = await session.SyncAsync(stateVector);
            if (reply.Refusal is { } refusal)
            {
                session.Close(refusal);
                return null;
            }

            _serverVector = reply.StateVector;
            return reply;
        }
        catch (RoomUnreachableException)
        {
            session.Close(RoomCalls.Unreachable);
            return null;
        }
    }

    private void Tell(byte[]? awareness)
    {
        if (awareness is not null)
        {
            _outbox.Post(YjsFrames.Awareness(awareness), isVital: true);
        }
    }
}
