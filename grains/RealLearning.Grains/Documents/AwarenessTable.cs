using RealLearning.Ycs;

namespace RealLearning.Grains.Documents;

/// <summary>
/// Who is here and where their cursors are; in memory alone. A session owns one Yjs client id and sets only its entry: stock clients
/// echo everybody's states, so entries of others are dropped without an error.
/// </summary>
internal sealed class AwarenessTable(DocumentSessionTable sessions, bool stamp)
{
    private readonly Dictionary<long, Held> _entries = [];

    /// <summary>Takes a session's awareness update; returns what the others are to be told, or null for nothing. Throws <see cref="MalformedUpdateException"/>.</summary>
    public byte[]? Receive(RoomSession session, ReadOnlyMemory<byte> update)
    {
        var entries = AwarenessMessage.Read(update);
        if (session.AwarenessClient == 0 && entries.Count == 1)
        {
            Claim(session, entries[0].ClientId);
        }

        foreach (var entry in entries)
        {
            if (entry.ClientId == session.AwarenessClient && IsNewer(entry) && Stamp(session, entry) is { } stamped)
            {
                _entries[entry.ClientId] = new Held(stamped, session.Id);
                return AwarenessMessage.Encode([stamped]);
            }
        }

        return null;
    }

    /// <summary>Gives a session the id that it writes under, unless another session that is here holds it.</summary>
    public void Claim(RoomSession session, long client)
    {
        if (session.AwarenessClient == 0 && !sessions.All.Any(other => other.AwarenessClient == client))
        {
            session.AwarenessClient = client;
        }
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

    /// <summary>A client that reloads takes a new id, so a clock never has to fall; as y-protocols, a removal wins over a state of the same clock.</summary>
    private bool IsNewer(AwarenessEntry entry) =>
        !_entries.TryGetValue(entry.ClientId, out var held)
        || held.Entry.Clock < entry.Clock
        || (held.Entry.Clock == entry.Clock && entry.IsGone && !held.Entry.IsGone);

    private AwarenessEntry? Stamp(RoomSession session, AwarenessEntry entry) =>
        stamp && !entry.IsGone ? AwarenessStamp.Apply(session, entry) : entry;

    private sealed record Held(AwarenessEntry Entry, string SessionId);
}

/// <summary>What the table asks of an entry beside its fields.</summary>
internal static class AwarenessEntries
{
    extension(AwarenessEntry entry)
    {
        /// <summary>True where the client says that it has left.</summary>
        public bool IsGone => entry.JsonUtf8.Span.SequenceEqual("null"u8);

        /// <summary>The removal of this entry. Of the same clock, over which it wins, so that a client that comes back is seen at its next one.</summary>
        public AwarenessEntry Gone() => entry with { JsonUtf8 = "null"u8.ToArray() };
    }
}
