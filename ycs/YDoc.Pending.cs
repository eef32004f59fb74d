namespace RealLearning.Ycs;

/// <summary>What came before the things that it builds on. It is part of the encoded state (rule 17), and is tried again when something missing arrives.</summary>
public sealed partial class YDoc
{
    /// <summary>For each client of which something is missing, the lowest clock.</summary>
    private readonly Dictionary<long, long> _missing = [];
    private byte[]? _pendingStructs;
    private List<ClientRange> _pendingDeletes = [];

    /// <summary>Bytes that wait, roughly.</summary>
    private long PendingBytes => (_pendingStructs?.Length ?? 0) + (_pendingDeletes.Count * 12L);

    private void NoteMissing()
    {
        foreach (var (client, clock) in _plan.Missing)
        {
            _missing[client] = _missing.TryGetValue(client, out var known) ? Math.Min(known, clock) : clock;
        }
    }

    /// <summary>Keeps what this update could not integrate, as an update of its own.</summary>
    private void KeepStructs(ReadOnlySpan<byte> update)
    {
        _plan.Rest.Sort(static (left, right) => right.Client.Client.CompareTo(left.Client.Client));
        var writer = new Lib0Writer(update.Length);
        writer.WriteVarUint(_plan.Rest.Count);
        foreach (var (client, next) in _plan.Rest)
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
        var rest = writer.ToArray();
        writer.Dispose();
        _pendingStructs = _pendingStructs is null ? rest : YUpdate.MergeTaken([_pendingStructs, rest]);
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
        _missing.Clear();
        _decoder.Decode(update, YLimits.Taken);
        _plan.Make();
        if (!_nesting.IsTooDeep(_plan.Order, _limits.DepthMax, out _))
        {
            _pendingStructs = null;
            ApplyDecoded(update);
        }
    }
}
