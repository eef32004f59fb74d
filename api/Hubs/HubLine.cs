using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Hubs;

/// <summary>One hub connection and the documents that it has open. Used by the hub alone, which does one call of a connection at a time.</summary>
internal sealed class HubLine(HubOutbox outbox, DocumentSessions sessions, DoorOptions options)
{
    private readonly Dictionary<string, HubDocument> _documents = [];

    public HubOutbox Outbox => outbox;

    /// <summary>The open session of a document, or null.</summary>
    public HubDocument? Find(string document) =>
        _documents.TryGetValue(document, out var known) && !known.HasEnded ? known : null;

    /// <summary>Opens a document, or opens it anew, and syncs it. Throws <see cref="RoomUnreachableException"/>.</summary>
    public async Task<(HubDocument? Document, SyncReply? Reply, Refusal? Refusal)> JoinAsync(DocumentName name, Caller caller, byte[] stateVector)
    {
        // Replies to somebody who does not read what he was sent before would pile up.
        await outbox.DrainedAsync();
        var key = name.ToString();
        if (Find(key) is { } known)
        {
            return await SyncedAsync(known, await known.Session!.RejoinAsync(stateVector));
        }

        await LeaveAsync(key);
        if (_documents.Count >= options.DocumentsMax)
        {
            return (null, null, new Refusal(RefusalCodes.TooMany, $"One connection may have {options.DocumentsMax} documents open."));
        }

        var document = new HubDocument(key, outbox);
        var (session, refusal) = await sessions.OpenAsync(name, caller, document);
        if (session is null)
        {
            return (null, null, refusal);
        }

        document.Session = session;
        _documents[key] = document;
        return await SyncedAsync(document, await session.SyncAsync(stateVector));
    }

    /// <summary>Closes a document.</summary>
    public async Task LeaveAsync(string document)
    {
        if (_documents.Remove(document, out var known))
        {
            await sessions.CloseAsync(known.Session!);
        }
    }

    /// <summary>The connection has ended.</summary>
    public async Task EndAsync()
    {
        outbox.Close();
        foreach (var document in _documents.Keys.ToList())
        {
            await LeaveAsync(document);
        }
    }

    private async Task<(HubDocument?, SyncReply?, Refusal?)> SyncedAsync(HubDocument document, SyncReply reply)
    {
        if (reply.Refusal is { } refusal)
        {
            await LeaveAsync(document.Name);
            return (null, null, refusal);
        }

        return (document, reply, null);
    }
}
