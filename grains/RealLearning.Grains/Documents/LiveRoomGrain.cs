using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Ycs;

namespace RealLearning.Grains.Documents;

/// <summary>
/// A grain that holds live documents, opened when first asked for. Every call may interleave with one that waits for the disk; the turns
/// between are the grain's own, so a document needs no lock.
/// </summary>
public abstract partial class LiveRoomGrain : Grain, ILiveRoom
{
    private readonly Dictionary<string, Task<LiveDocument>> _documents = [];
    private readonly LiveDocumentHost _host;
    private bool _ended;

    private protected LiveRoomGrain(RoomKind kind, IDocumentJournal journal, LiveOptions options, TimeProvider time, ILogger logger)
    {
        Kind = kind;
        Options = options;
        Time = time;
        Logger = logger;
        _host = new LiveDocumentHost(journal, options, time, logger, End);
    }

    private protected RoomKind Kind { get; }

    private protected RoomKey Key => new(Kind, this.GetPrimaryKeyString());

    private protected LiveOptions Options { get; }

    private protected TimeProvider Time { get; }

    private protected ILogger Logger { get; }

    private protected IDocumentJournal Journal => _host.Journal;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var period = TimeSpan.FromMilliseconds(Options.TickMs);
        this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(period, period) { Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        foreach (var document in OpenDocuments())
        {
            await document.FlushAsync();
            await document.CompactAsync();
        }
    }

    /// <inheritdoc/>
    public Task<PushReply> PushAsync(PushRequest request)
    {
        var document = Opened(request.Part);
        return Task.FromResult(document?.Sessions.Find(request.SessionId) is { } session
            ? document.Push(session, request)
            : new PushReply(document?.Term ?? 0, 0, 0, UnknownSession()));
    }

    /// <inheritdoc/>
    public async Task<SyncReply> SyncAsync(SyncRequest request)
    {
        var document = Opened(request.Part);
        if (document?.Sessions.Find(request.SessionId) is null)
        {
            return new SyncReply(document?.Term ?? 0, 0, [], [], null, UnknownSession());
        }

        using (await ReadableAsync(document))
        {
            return document.Sync(request.StateVector);
        }
    }

    /// <inheritdoc/>
    public async Task<CatchUpReply> CatchUpAsync(string part, long term, long afterSequence)
    {
        if (Opened(part) is not { } document)
        {
            return new CatchUpReply(0, 0, [], UnknownSession());
        }

        using (await ReadableAsync(document))
        {
            return document.CatchUp(term, afterSequence);
        }
    }

    /// <inheritdoc/>
    public Task AwareAsync(string part, string sessionId, byte[] awarenessUpdate)
    {
        if (Opened(part) is { } document
            && document.Sessions.Find(sessionId) is { } session
            && awarenessUpdate.Length <= Options.AwarenessBytesMax)
        {
            try
            {
                Tell(document, document.Awareness.Receive(session, awarenessUpdate));
            }
            catch (MalformedUpdateException exception)
            {
                LogAwareness(Logger, document.Name, sessionId, exception);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The right of a caller in a part, by what the room knows; <see cref="Right.None"/> hides the document.</summary>
    private protected abstract Task<Right> RightOfAsync(Caller caller, string part);

    /// <summary>True where the room has such a part.</summary>
    private protected abstract Task<bool> KnowsAsync(string part);

    /// <summary>Held while a document of the grain's own is changed and until the change is on disk.</summary>
    private protected abstract ValueTask<IDisposable?> ReadableAsync(LiveDocument document);

    private protected Task<LiveDocument> DocumentAsync(string part, Action<JournalOpening>? read = null)
    {
        if (_ended)
        {
            throw new InvalidOperationException($"{Key} has ended its term.");
        }

        if (_documents.TryGetValue(part, out var known) && !known.IsFaulted)
        {
            return known;
        }

        return _documents[part] = LiveDocument.OpenAsync(Key.Document(part), _host, read, CancellationToken.None);
    }

    /// <summary>The document if it is open already.</summary>
    private protected LiveDocument? Opened(string part) =>
        !_ended && _documents.TryGetValue(part, out var document) && document.IsCompletedSuccessfully ? document.Result : null;

    /// <summary>Lets go of a document, so that it is opened anew when next asked for.</summary>
    private protected void Close(string part) => _documents.Remove(part);

    private protected IEnumerable<LiveDocument> OpenDocuments() =>
        _documents.Values.Where(document => document.IsCompletedSuccessfully).Select(document => document.Result).ToList();

    private protected static Refusal UnknownSession() => new(RefusalCodes.UnknownSession, "This session is not known here any more; join again.");

    private protected static Refusal UnknownDocument() => new(RefusalCodes.UnknownDocument, "There is no such document, or you have no right to see it.");

    private protected static Refusal RefusalOf(JournalException exception) => exception switch
    {
        JournalDamagedException => new Refusal(RefusalCodes.DocumentDamaged, "This document is damaged in the store. It is not served, so that nothing overwrites it; a backup can bring it back."),
        _ => new Refusal(RefusalCodes.StorageUnavailable, "The store cannot be reached at the moment. Nothing was changed; try again."),
    };

    private protected static void Tell(LiveDocument document, byte[]? awareness)
    {
        if (awareness is not null)
        {
            document.Subscribers.PublishAwareness(awareness);
        }
    }

    /// <summary>This activation lost its place or is broken: it takes nothing more, and the next call makes a new one.</summary>
    private void End(Exception exception)
    {
        _ended = true;
        DeactivateOnIdle();
    }
}
