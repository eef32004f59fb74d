using System.Collections.Concurrent;
using System.Security.Claims;
using RealLearning.Api.Live;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Hubs;

/// <summary>
/// One hub connection and the documents that it has open. The hub does one call of a connection at a time, but tells of its end while one is under way.
/// </summary>
internal sealed class HubLine(ClaimsPrincipal user, IDisposable? lifetime, HubOutbox outbox, DocumentSessions sessions, DoorOptions options)
{
    private readonly ConcurrentDictionary<string, HubDocument> _documents = [];
    private readonly Turns _turns = new();
    private bool _hasEnded;

    /// <summary>Who was signed in, and how, when the connection began.</summary>
    public ClaimsPrincipal User => user;

    public HubOutbox Outbox => outbox;

    /// <summary>The open session of a document, or null.</summary>
    public HubDocument? Find(string document) =>
        _documents.TryGetValue(document, out var known) && !known.HasEnded ? known : null;

    /// <summary>Opens a document, or opens it anew, and syncs it. Throws <see cref="RoomUnreachableException"/>.</summary>
    public async Task<(HubDocument? Document, SyncReply? Reply, Refusal? Refusal)> JoinAsync(DocumentName name, Credential credential, byte[] stateVector)
    {
        // Replies to somebody who does not read what he was sent before would pile up.
        await outbox.DrainedAsync();
        using var turn = await _turns.TakeAsync();
        if (_hasEnded)
        {
            return (null, null, new Refusal(RefusalCodes.UnknownSession, "The connection has ended."));
        }

        var key = name.ToString();
        if (Find(key) is { } known)
        {
            return await SyncedAsync(known, await known.Session!.RejoinAsync(stateVector));
        }

        await CloseAsync(key);
        if (_documents.Count >= options.DocumentsMax)
        {
            return (null, null, new Refusal(RefusalCodes.TooMany, $"One connection may have {options.DocumentsMax} documents open."));
        }

        var document = new HubDocument(key, outbox);
        var (session, refusal) = await sessions.OpenAsync(name, credential, document);
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
        using var turn = await _turns.TakeAsync();
        await CloseAsync(document);
    }

    /// <summary>The connection has ended.</summary>
    public async Task EndAsync()
    {
        outbox.Close();
        lifetime?.Dispose();
        using var turn = await _turns.TakeAsync();
        _hasEnded = true;
        foreach (var document in _documents.Keys.ToList())
        {
            await CloseAsync(document);
        }
    }

    private async Task CloseAsync(string document)
    {
        if (_documents.Remove(document, out var known))
        {
            await sessions.CloseAsync(known.Session!);
        }
    }

    private async Task<(HubDocument?, SyncReply?, Refusal?)> SyncedAsync(HubDocument document, SyncReply reply)
    {
        if (reply.Refusal is { } refusal)
        {
            await CloseAsync(document.Name);
            return (null, null, refusal);
        }

        return (document, reply, null);
    }
}
