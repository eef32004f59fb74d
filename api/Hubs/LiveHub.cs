using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Accounts;
using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Hubs;

/// <summary>
/// The door for this project's own provider: <c>/live</c>, "Door 1" of <c>docs/protocols.md</c>; the names of the methods are wire format. One call of a
/// connection runs at a time, which keeps the order of pushes; a push returns as soon as its session has taken it.
/// </summary>
internal sealed class LiveHub(Callers callers, AccountWatch watch, IOptions<DoorOptions> options) : Hub
{
    public const string Path = "/live";

    private HubLine Line => (HubLine)Context.Items[typeof(HubLine)]!;

    /// <summary>Opens a document, or syncs it again.</summary>
    public async Task<JoinResult> Join(string? document, byte[]? stateVector)
    {
        if (callers.Find(Line.User, document, out var name, out var credential) is { } stranger)
        {
            return JoinResult.Refused(stranger);
        }

        try
        {
            if (Line.Find(name.ToString()) is { } open && !open.Session!.Affords(options.Value.SyncCost))
            {
                return JoinResult.Refused(new Refusal(RefusalCodes.RateExceeded, "Slower."));
            }

            var (joined, reply, refusal) = await Line.JoinAsync(name, credential, stateVector is { Length: > 0 } ? stateVector : [0]);
            return joined is null ? JoinResult.Refused(refusal!) : Joined(joined.Session!, reply!);
        }
        catch (RoomUnreachableException)
        {
            await Line.LeaveAsync(name.ToString());
            return JoinResult.Refused(RoomCalls.Unreachable);
        }
    }

    /// <summary>Closes a document.</summary>
    public Task Leave(string? document) => Line.LeaveAsync(document ?? "");

    /// <summary>Own edits.</summary>
    public Task Push(string? document, long number, byte[]? update) => PushAsync(PushKind.Live, document, number, update);

    /// <summary>What the server's state vector lacked.</summary>
    public Task Reply(string? document, long number, byte[]? update) => PushAsync(PushKind.SyncReply, document, number, update);

    /// <summary>Own awareness.</summary>
    public void Aware(string? document, byte[]? update)
    {
        if (Line.Find(document ?? "")?.Session is not { } session)
        {
            return;
        }

        if (update is null || update.Length > options.Value.AwarenessBytesMax)
        {
            session.Close(new Refusal(RefusalCodes.TooLarge, $"Awareness has bytes, at most {options.Value.AwarenessBytesMax}."));
            return;
        }

        session.Aware(update);
    }

    public override async Task OnConnectedAsync()
    {
        var stay = await watch.EnterAsync(Context.User);
        Context.Items[typeof(AccountWatch)] = stay;
        stay.Ended.UnsafeRegister(static context => ((HubCallerContext)context!).Abort(), Context);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        (Context.Items[typeof(AccountWatch)] as IDisposable)?.Dispose();
        return Line.EndAsync();
    }

    private static JoinResult Joined(DocumentSession session, SyncReply reply)
    {
        // What came meanwhile may overtake this result; a client takes updates in any order.
        session.Pass(reply.Sequence);
        return new JoinResult
        {
            Term = session.Term,
            Right = RightNames.Of(session.Right),
            Person = PersonDto.Of(session.Caller),
            Update = reply.Update,
            StateVector = reply.StateVector,
            Awareness = reply.Awareness,
        };
    }

    private Task PushAsync(PushKind kind, string? document, long number, byte[]? update)
    {
        document ??= "";
        if (Line.Find(document)?.Session is not { } session)
        {
            var refused = HubMessages.Refused(document, number, RefusalCodes.UnknownSession, "This document is not open on this connection. Join first.");
            Line.Outbox.Post(refused, document.Length + 160, isVital: true);
            return Task.CompletedTask;
        }

        if (update is null)
        {
            session.Close(new Refusal(RefusalCodes.MalformedMessage, "A push carries bytes."));
            return Task.CompletedTask;
        }

        return session.PushAsync(kind, number, update).AsTask();
    }
}
