namespace RealLearning.Ycs;

/// <summary>Snapshots, and a document as it was at one.</summary>
public sealed partial class YDoc
{
    /// <summary>What the document shows now. What waits is not part of it.</summary>
    public YSnapshot CreateSnapshot()
    {
        var clocks = new Dictionary<long, long>(_store.Clients.Count);
        foreach (var client in _store.Clients)
        {
            if (client.State > 0)
            {
                clocks.Add(client.Id, client.State);
            }
        }

        return new YSnapshot(clocks, AllDeleted());
    }

    /// <summary>
    /// A new document with what this one had at a snapshot, as Yjs' <c>createDocFromSnapshot</c>. Throws <see cref="InvalidOperationException"/> where this
    /// document collects garbage, since what was deleted later is gone then; <see cref="ArgumentException"/> for a snapshot with clocks that this document
    /// does not have.
    /// </summary>
    public YDoc CreateFromSnapshot(YSnapshot snapshot, YDocOptions options)
    {
        if (Gc)
        {
            throw new InvalidOperationException("A document that collects garbage no longer has what it showed.");
        }

        foreach (var (client, clock) in snapshot.StateVector)
        {
            if (clock > _store.StateOf(client))
            {
                throw new ArgumentException($"The snapshot has clock {clock} of client {client}, the document {_store.StateOf(client)}.", nameof(snapshot));
            }
        }

        // Cutting at the snapshot's clocks is a transaction: what was cut is joined at its end.
        byte[] update = [];
        Transact(() => update = EncodeSnapshot(snapshot));
        var doc = new YDoc(options);
        doc.ApplyUpdateV2(update);
        return doc;
    }

    private byte[] EncodeSnapshot(YSnapshot snapshot)
    {
        var writer = new V2Writer(256);
        writer.WriteRest(snapshot.StateVector.Count(entry => entry.Value > 0));
        foreach (var (id, clock) in snapshot.StateVector)
        {
            if (clock == 0)
            {
                continue;
            }

            var index = _store.FindClient(id);
            var client = _store.Clients[index];
            if (clock < client.State)
            {
                CleanStart(index, (int)clock);
            }

            var last = client.Seek((int)clock - 1);
            writer.WriteRest(client.Count - client.CountFrom(last) + 1);
            writer.WriteClient(id);
            writer.WriteRest(0);
            var at = ClientBlocks.First;
            BlockWriter.Write(ref writer, _store, _store[client[at]], 0);
            while (at != last && client.MoveNext(ref at))
            {
                BlockWriter.Write(ref writer, _store, _store[client[at]], 0);
            }
        }

        DeleteSets.Write(ref writer, [.. snapshot.Deleted]);
        return writer.Finish();
    }
}
