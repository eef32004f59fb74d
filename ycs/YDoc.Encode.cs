namespace RealLearning.Ycs;

/// <summary>Writing the state, a difference or a transaction as an update.</summary>
public sealed partial class YDoc
{
    /// <summary>How many deleted ranges there were the last time; the next list begins with that room.</summary>
    private int _allDeletedCount;

    /// <summary>All that is deleted as it is written in v1 and v2; nobody's once something more is.</summary>
    private byte[]? _deletedV1;
    private byte[]? _deletedV2;

    /// <summary>What the holder of a state vector lacks, with all deletions, in format v1; the whole state for an empty one. Throws <see cref="MalformedUpdateException"/>.</summary>
    public byte[] EncodeStateAsUpdate(ReadOnlySpan<byte> stateVector = default) => EncodeState(stateVector, isV2: false);

    /// <summary>The same in format v2.</summary>
    public byte[] EncodeStateAsUpdateV2(ReadOnlySpan<byte> stateVector = default) => EncodeState(stateVector, isV2: true);

    /// <summary>For each client the next clock.</summary>
    public byte[] EncodeStateVector() =>
        StateVectors.Write([.. _store.Clients.Where(client => client.State > 0).Select(client => (client.Id, (long)client.State))]);

    private byte[] EncodeState(ReadOnlySpan<byte> stateVector, bool isV2)
    {
        var known = StateVectors.Read(stateVector);
        var clients = new List<(ClientBlocks Client, int From)>(known.Count == 0 ? _store.Clients.Count : 4);
        foreach (var client in _store.Clients)
        {
            if (known.GetValueOrDefault(client.Id) < client.State)
            {
                clients.Add((client, (int)known.GetValueOrDefault(client.Id)));
            }
        }

        var state = Encode(clients, null, isV2, known.Count == 0);
        return HasPending ? WithPending(state, known, isV2) : state;
    }

    private byte[] WithPending(byte[] state, Dictionary<long, long> known, bool isV2)
    {
        List<UpdateDecoder> updates = [DecodeTaken(state, isV2)];
        if (!_pendingStructs.IsEmpty)
        {
            updates.Add(DecodeTaken(PendingDiff(DecodeTaken(_pendingStructs.ToUpdate()), known)));
        }

        List<ClientRange> deleted = [.. updates[0].Deleted.AsSpan(0, updates[0].DeletedCount), .. _pendingDeletes.All];
        return UpdatePiece.Encode(PendingMerge.Pieces(updates), DeleteSets.Join(deleted), isV2);
    }

    /// <summary>Of what waits, what the holder of a state vector lacks, struct by struct as Yjs' <c>diffUpdate</c> does it.</summary>
    private static byte[] PendingDiff(UpdateDecoder pending, Dictionary<long, long> known)
    {
        var pieces = new List<UpdatePiece>();
        foreach (var group in pending.Clients.AsSpan(0, pending.ClientCount))
        {
            var (clock, first) = (known.GetValueOrDefault(pending.ClientIds[group.Client]), pieces.Count);
            for (var i = group.First; i < group.First + group.Count; i++)
            {
                ref var item = ref pending.Structs[i];
                if (pieces.Count > first || (item.Kind != BlockKind.Skip && item.ClockEnd > clock))
                {
                    pieces.Add(new UpdatePiece(pending, item, pieces.Count > first ? 0 : (int)Math.Max(clock - item.Clock, 0)));
                }
            }
        }

        return UpdatePiece.Encode(pieces, [], isV2: true);
    }

    /// <summary>Writes what clients wrote from clocks on, and deletions; where none are given, all there are.</summary>
    private byte[] Encode(List<(ClientBlocks Client, int From)> clients, List<ClientRange>? deleted, bool isV2, bool isWhole = false)
    {
        clients.Sort(static (left, right) => right.Client.Id.CompareTo(left.Client.Id));
        if (isV2)
        {
            var v2 = new V2Writer(256);
            Write(ref v2, clients);
            WriteDeleted(ref v2, deleted, ref _deletedV2);
            return v2.Finish();
        }

        var v1 = new V1Writer(isWhole ? _store.RoughUpdateBytes : 256);
        Write(ref v1, clients);
        WriteDeleted(ref v1, deleted, ref _deletedV1);
        return v1.Finish();
    }

    /// <summary>
    /// Whoever joins gets all deletions, and often many join one after the other while nothing is deleted: their encoding is kept until something is.
    /// </summary>
    private void WriteDeleted<TWriter>(ref TWriter writer, List<ClientRange>? deleted, ref byte[]? kept)
        where TWriter : IUpdateWriter, allows ref struct
    {
        if (deleted is not null || _depth > 0)
        {
            DeleteSets.Write(ref writer, deleted ?? AllDeleted());
        }
        else if (kept is not null)
        {
            writer.WriteRestBytes(kept);
        }
        else
        {
            var start = writer.RestLength;
            DeleteSets.Write(ref writer, AllDeleted());
            kept = writer.RestSince(start).ToArray();
        }
    }

    private void Write<TWriter>(ref TWriter writer, List<(ClientBlocks Client, int From)> clients)
        where TWriter : IUpdateWriter, allows ref struct
    {
        writer.WriteRest(clients.Count);
        foreach (var (client, from) in clients)
        {
            var at = client.Seek(from);
            writer.WriteRest(client.CountFrom(at));
            writer.WriteClient(client.Id);
            writer.WriteRest(from);
            var offset = from - _store[client[at]].Clock;
            for (var (chunk, index) = (at.Chunk, at.Index); chunk < client.ChunkCount; (chunk, index) = (chunk + 1, 0))
            {
                foreach (var entry in client.ChunkAt(chunk)[index..])
                {
                    BlockWriter.Write(ref writer, _store, _store[entry.Handle], offset);
                    offset = 0;
                }
            }
        }
    }

    /// <summary>All that is deleted, sorted for writing.</summary>
    private List<ClientRange> AllDeleted()
    {
        var clients = _store.Clients.FindAll(static client => !client.IsEmpty);
        clients.Sort(static (left, right) => right.Id.CompareTo(left.Id));
        var deleted = new List<ClientRange>(_allDeletedCount);
        foreach (var client in clients)
        {
            AddDeleted(client, deleted);
        }

        _allDeletedCount = deleted.Count;
        return deleted;
    }

    private void AddDeleted(ClientBlocks client, List<ClientRange> deleted)
    {
        var (start, end) = (-1, 0);
        for (var i = 0; i < client.ChunkCount; i++)
        {
            foreach (var entry in client.ChunkAt(i))
            {
                ref var block = ref _store[entry.Handle];
                if (block.IsDeleted)
                {
                    start = start < 0 ? block.Clock : start;
                    end = block.End;
                }
                else if (start >= 0)
                {
                    deleted.Add(new ClientRange(client.Id, start, end - start));
                    start = -1;
                }
            }
        }

        if (start >= 0)
        {
            deleted.Add(new ClientRange(client.Id, start, end - start));
        }
    }
}
