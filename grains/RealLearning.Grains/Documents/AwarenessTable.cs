using RealLearning.Ycs;

namespace RealLearning.Grains.Documents;

/// <summary>
/// Who is here and where their cursors are; in memory alone. A session owns one Yjs client id and sets only its entry: stock clients
/// echo everybody's states, so entries of others are dropped without an error.
/// </summary>
/// <param name="boundTo">The person who writes under a client id, or null while nobody has.</param>
internal sealed class AwarenessTable(DocumentSessionTable sessions, Func<long, string?> boundTo, bool stamp)
{
    private readonly Dictionary<long, Held> _entries = [];

    /// <summary>Takes a session's awareness update; returns what the others are to be told, or null for nothing. Throws <see cref="MalformedUpdateException"/>.</summary>
    public byte[]? Receive(RoomSession session, ReadOnlyMemory<byte> update)
    {
        var entries = AwarenessMessage.Read(update);
        if (session.AwarenessClient == 0 && entries.Count == 1)
        {
            Claim(session, entries[0]);
        }

        foreach (var entry in entries)
        {
            if (entry.ClientId == session.AwarenessClient && MayHold(session, entry.ClientId) && IsNewer(entry) && Stamp(session, entry) is { } stamped)
            {
                _entries[entry.ClientId] = new Held(stamped, session.Id);
                return AwarenessMessage.Encode([stamped]);
            }
        }

        return null;
    }

    /// <summary>Removes a session's entry; returns what the others are to be told, or null.</summary>
    public byte[]? Remove(RoomSession session)
    {
        if (!_entries.TryGetValue(session.AwarenessClient, out var held) || held.SessionId != session.Id)
        {
            return null;
        }

        _entries.Remove(session.AwarenessClient);
        return held.Entry.IsGone ? null : AwarenessMessage.Encode([held.Entry.Gone()]);
    }

    /// <summary>Everybody's present state, or null where nobody has one.</summary>
    public byte[]? EncodeAll()
    {
        var present = _entries.Values.Where(held => !held.Entry.IsGone).Select(held => held.Entry).ToList();
        return present.Count == 0 ? null : AwarenessMessage.Encode(present);
    }

    /// <summary>
    /// Gives a session the id of its first single entry, unless another session holds it rightly. A person who came back under the same id, while the
    /// line that died is still thought alive, is known by a clock that nobody was told yet: an echo has none.
    /// </summary>
    private void Claim(RoomSession session, AwarenessEntry entry)
    {
        if (!MayHold(session, entry.ClientId))
        {
            return;
        }

        if (sessions.All.FirstOrDefault(other => other.AwarenessClient == entry.ClientId) is { } holder)
        {
            var cameBack = holder.Caller.PersonId == session.Caller.PersonId && IsNewer(entry);
            var isTaken = !MayHold(holder, entry.ClientId);
            if (!isTaken && !cameBack)
            {
                return;
            }

            holder.AwarenessClient = 0;
            if (isTaken)
            {
                _entries.Remove(entry.ClientId);
            }
        }

        session.AwarenessClient = entry.ClientId;
    }

    private bool MayHold(RoomSession session, long client) => boundTo(client) is not { } person || person == session.Caller.PersonId;

    /// <summary>A client that reloads takes a new id, so a clock never has to fall.</summary>
    private bool IsNewer(AwarenessEntry entry) =>
        !_entries.TryGetValue(entry.ClientId, out var held)
        || entry.IsNewerThan(held.Entry.Clock, isPresent: !held.Entry.IsGone);

    private AwarenessEntry? Stamp(RoomSession session, AwarenessEntry entry) =>
        entry.IsGone ? entry : AwarenessStamp.Apply(stamp ? session : null, entry);

    private sealed record Held(AwarenessEntry Entry, string SessionId);
}
