namespace RealLearning.Ycs;

/// <summary>What came before the things that it builds on. It is part of the encoded state (rule 17), and is tried again when something missing arrives.</summary>
public sealed partial class YDoc
{
    /// <summary>For each client of which something is missing, the lowest clock.</summary>
    private readonly Dictionary<long, long> _missing = [];
    private readonly List<(ClientStructs Client, int Next)> _rest = [];
    private byte[]? _pendingStructs;
    private List<ClientRange> _pendingDeletes = [];
    private long _pendingBytes;

    private void NoteMissing(long client, in StructRef item)
    {
        // As Yjs: whatever more arrives of a client is worth a try, but a hole in its own clocks must be filled first.
        long clock = client == item.Client ? item.Clock - 1 : _store.StateOf(client);
        _missing[client] = _missing.TryGetValue(client, out var known) ? Math.Min(known, clock) : clock;
    }

    /// <summary>Keeps what this update could not integrate, as an update of its own.</summary>
    private void KeepStructs(ReadOnlySpan<byte> update)
    {
        _rest.Sort(static (left, right) => right.Client.Client.CompareTo(left.Client.Client));
        var writer = new Lib0Writer(update.Length);
        writer.WriteVarUint(_rest.Count);
        foreach (var (client, next) in _rest)
        {
            var end = client.First + client.Count;
            writer.WriteVarUint(end - next);
            writer.WriteVarUint(client.Client);
            writer.WriteVarUint(_decoder.Structs[next].Clock);
            for (var i = next; i < end; i++)
            {
                BlockWriter.Write(ref writer, update, _decoder, _decoder.Structs[i], 0);
            }
        }

        writer.WriteByte(0);
        _rest.Clear();
        var rest = writer.ToArray();
        writer.Dispose();
        SetPending(_pendingStructs is null ? rest : YUpdate.Merge([_pendingStructs, rest]));
    }

    private void KeepDeletes(List<ClientRange> unapplied)
    {
        if (_pendingDeletes.Count > 0)
        {
            var waiting = _pendingDeletes;
            foreach (var range in waiting)
            {
                var state = _store.StateOf(range.Client);
                if (state < range.End)
                {
                    var from = Math.Max(state, range.Clock);
                    unapplied.Add(new ClientRange(range.Client, from, range.End - from));
                }

                if (range.Clock < state)
                {
                    DeleteRange(_store.FindClient(range.Client), (int)range.Clock, (int)Math.Min(range.End, state));
                }
            }
        }

        _pendingDeletes = unapplied.Count > 1 ? DeleteSets.Join(unapplied) : unapplied;
    }

    private void RetryStructs()
    {
        var update = _pendingStructs!;
        SetPending(null);
        _missing.Clear();
        _decoder.Decode(update);
        ApplyDecoded(update);
    }

    private void SetPending(byte[]? structs) => (_pendingStructs, _pendingBytes) = (structs, structs?.Length ?? 0);
}
