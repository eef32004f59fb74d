namespace RealLearning.Ycs;

/// <summary>Writing the state, a difference or a transaction as a v1 update.</summary>
public sealed partial class YDoc
{
    /// <summary>What the holder of a state vector lacks, with all deletions; the whole state for an empty one. Throws <see cref="MalformedUpdateException"/>.</summary>
    public byte[] EncodeStateAsUpdate(ReadOnlySpan<byte> stateVector = default)
    {
        var known = StateVectors.Read(stateVector);
        var state = Encode(client => known.TryGetValue(client.Id, out var clock) ? clock : 0, AllDeleted());
        if (!HasPending)
        {
            return state;
        }

        var updates = new List<ReadOnlyMemory<byte>> { state };
        if (_pendingDeletes.Count > 0)
        {
            updates.Add(EncodeDeletes(_pendingDeletes));
        }

        if (_pendingStructs is { } structs)
        {
            updates.Add(YUpdate.DiffTaken(structs, stateVector));
        }

        return YUpdate.MergeTaken(updates);
    }

    /// <summary>For each client the next clock.</summary>
    public byte[] EncodeStateVector()
    {
        var clients = _store.Clients.Where(client => client.State > 0).OrderByDescending(client => client.Id).ToList();
        var writer = new Lib0Writer(16 + (clients.Count * 8));
        writer.WriteVarUint(clients.Count);
        foreach (var client in clients)
        {
            writer.WriteVarUint(client.Id);
            writer.WriteVarUint(client.State);
        }

        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    private byte[] EncodeTransaction()
    {
        var deleted = new List<ClientRange>(_deleted.Count);
        for (var i = 0; i < _deleted.Count; i++)
        {
            var (client, clock, length) = _deleted[i];
            deleted.Add(new ClientRange(_store.Clients[client].Id, clock, length));
        }

        return Encode(
            client => _before.TryGetValue(_store.FindClient(client.Id), out var before) ? before : client.State,
            DeleteSets.Join(deleted));
    }

    private static byte[] EncodeDeletes(List<ClientRange> deleted)
    {
        var writer = new Lib0Writer(64);
        writer.WriteByte(0);
        DeleteSets.Write(ref writer, deleted);
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    private byte[] Encode(Func<ClientBlocks, long> from, List<ClientRange> deleted)
    {
        var writer = new Lib0Writer(1_024);
        var clients = _store.Clients.Select(client => (Client: client, From: from(client))).Where(client => client.From < client.Client.State)
            .OrderByDescending(client => client.Client.Id).ToList();
        writer.WriteVarUint(clients.Count);
        foreach (var (client, clock) in clients)
        {
            WriteClient(ref writer, client, (int)clock);
        }

        DeleteSets.Write(ref writer, deleted);
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    private void WriteClient(ref Lib0Writer writer, ClientBlocks client, int from)
    {
        // A client's blocks may begin above 0 only in a damaged document; Yjs takes the first there is.
        var at = _store.Seek(client, from);
        writer.WriteVarUint(client.CountFrom(at));
        writer.WriteVarUint(client.Id);
        writer.WriteVarUint(from);
        BlockWriter.Write(ref writer, _store, _store[client[at]], from - _store[client[at]].Clock);
        while (client.MoveNext(ref at))
        {
            BlockWriter.Write(ref writer, _store, _store[client[at]], 0);
        }
    }

    private List<ClientRange> AllDeleted()
    {
        var deleted = new List<ClientRange>();
        foreach (var client in _store.Clients)
        {
            if (client.IsEmpty)
            {
                continue;
            }

            var at = ClientBlocks.First;
            do
            {
                ref var block = ref _store[client[at]];
                if (block.IsDeleted)
                {
                    deleted.Add(new ClientRange(client.Id, block.Clock, block.Length));
                }
            }
            while (client.MoveNext(ref at));
        }

        return DeleteSets.Join(deleted);
    }
}
