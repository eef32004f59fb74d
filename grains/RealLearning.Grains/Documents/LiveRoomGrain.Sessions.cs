using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Documents;

/// <summary>Who takes part: sessions, the nodes that they are on, and their leases.</summary>
public abstract partial class LiveRoomGrain
{
    /// <inheritdoc/>
    public async Task<JoinReply> JoinAsync(JoinRequest request)
    {
        try
        {
            var right = await RightOfAsync(request.Caller, request.Part);
            if (right == Right.None)
            {
                return Refused(UnknownDocument());
            }

            var document = await DocumentAsync(request.Part);
            right = await RightOfAsync(request.Caller, request.Part);
            if (right == Right.None)
            {
                // It was withdrawn while the document opened.
                return Refused(UnknownDocument());
            }

            if (document.Sessions.Find(request.SessionId) is null && Crowd(document, request.Caller) is { } crowd)
            {
                return Refused(crowd);
            }

            var session = new RoomSession(request, PartRight(request.Part, Least(right, request.RightMax)));
            document.Sessions.Add(session);
            try
            {
                await JoinedAsync(document, session);
            }
            catch
            {
                Forget(document, session.Id);
                throw;
            }

            return new JoinReply(document.Term, session.Right, PersonColours.IndexOf(request.Caller.PersonId));
        }
        catch (JournalException exception)
        {
            return Refused(RefusalOf(exception));
        }

        static JoinReply Refused(Refusal refusal) => new(0, Right.None, 0, refusal);
    }

    /// <inheritdoc/>
    public async Task LeaveAsync(string part, string sessionId)
    {
        if (Opened(part) is { } document)
        {
            await LeaveAsync(document, sessionId);
        }
    }

    /// <inheritdoc/>
    public async Task<SubscribeReply> SubscribeAsync(string part, string node, IDocumentObserver observer)
    {
        try
        {
            // Whoever reads through the node is checked at join; here it only matters that no name conjures up a document.
            if (!await KnowsAsync(part))
            {
                return Refused(UnknownDocument());
            }

            var document = await DocumentAsync(part);
            var wasKnown = document.Subscribers.Add(node, observer, document.Status);
            return new SubscribeReply(document.Status, Options.LeaseSeconds, WasKnown: wasKnown);
        }
        catch (JournalException exception)
        {
            return Refused(RefusalOf(exception));
        }

        SubscribeReply Refused(Refusal refusal) => new(new DocumentStatus(0, 0, 0, false), Options.LeaseSeconds, refusal);
    }

    /// <inheritdoc/>
    public async Task UnsubscribeAsync(string part, string node)
    {
        if (Opened(part) is { } document)
        {
            document.Subscribers.Remove(node);
            await LeaveNodeAsync(document, node);
        }
    }

    /// <summary>A session was let in. The room may still want to write that down.</summary>
    private protected virtual Task JoinedAsync(LiveDocument document, RoomSession session) => Task.CompletedTask;

    /// <summary>A session has ended.</summary>
    private protected virtual Task LeftAsync(LiveDocument document, RoomSession session) => Task.CompletedTask;

    /// <summary>Once in each <see cref="LiveOptions.TickMs"/>: what could not be done when it was due.</summary>
    private protected virtual Task TickedAsync() => Task.CompletedTask;

    /// <summary>Changes the right of a person's sessions; the nodes confirm.</summary>
    private protected async Task ChangeRightAsync(string personId, Right right, string reason)
    {
        var told = new List<Task>();
        foreach (var document in OpenDocuments())
        {
            foreach (var session in document.Sessions.OfPerson(personId))
            {
                session.Right = PartRight(document.Name.Part, Least(right, session.RightMax));
                var change = new RightChange(session.Id, session.Right, reason);
                told.Add(document.Subscribers.ChangeRightAsync(session.Node, change));
                if (session.Right == Right.None)
                {
                    Forget(document, session.Id);
                }
            }
        }

        await Task.WhenAll(told).WaitAsync(TimeSpan.FromMilliseconds(Options.TickMs), Time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>What a right comes to in a part: people write in <c>content</c> (and in the lab) alone.</summary>
    private protected static Right PartRight(string part, Right right) =>
        part is DocumentParts.Content or "" || right <= Right.Comment ? right : Right.Comment;

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        foreach (var document in OpenDocuments())
        {
            foreach (var node in document.Subscribers.Tick(document.Status))
            {
                LogLease(Logger, document.Name, node);
                await LeaveNodeAsync(document, node);
            }
        }

        await TickedAsync();
    }

    private async Task LeaveNodeAsync(LiveDocument document, string node)
    {
        foreach (var session in document.Sessions.OfNode(node))
        {
            await LeaveAsync(document, session.Id);
        }
    }

    private async Task LeaveAsync(LiveDocument document, string sessionId)
    {
        if (Forget(document, sessionId) is { } session)
        {
            await LeftAsync(document, session);
        }
    }

    private static RoomSession? Forget(LiveDocument document, string sessionId)
    {
        var session = document.Sessions.Remove(sessionId);
        if (session is not null)
        {
            Tell(document, document.Awareness.Remove(session));
        }

        return session;
    }

    private Refusal? Crowd(LiveDocument document, Caller caller) =>
        document.Sessions.Count >= Options.SessionsMax
            ? new Refusal(RefusalCodes.TooMany, $"This document is open {Options.SessionsMax} times already.")
        : Kind != RoomKind.Lab && document.Sessions.OfPerson(caller.PersonId).Count >= Options.SessionsOfPersonMax
            ? new Refusal(RefusalCodes.TooMany, $"You have this document open {Options.SessionsOfPersonMax} times already.")
        : null;

    private static Right Least(Right left, Right right) => left < right ? left : right;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Document}: node {Node} has not renewed its lease, or is gone; its sessions are forgotten.")]
    private static partial void LogLease(ILogger logger, DocumentName document, string node);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Document}: session {SessionId} sent awareness that cannot be read; dropped.")]
    private static partial void LogAwareness(ILogger logger, DocumentName document, string sessionId, Exception exception);
}
