namespace RealLearning.Ycs;

/// <summary>What came before the things that it builds on. It is part of the encoded state (rule 17), and is tried again when something missing arrives.</summary>
public sealed partial class YDoc
{
    /// <summary>For each client of which something is missing, the lowest clock.</summary>
    private readonly Dictionary<long, long> _missing = [];

    /// <summary>A v2 update: v1 would lose halves of surrogate pairs.</summary>
    private byte[]? _pendingStructs;
    private List<ClientRange> _pendingDeletes = [];

    /// <summary>Bytes that wait, roughly.</summary>
    private long PendingBytes => (_pendingStructs?.Length ?? 0) + (_pendingDeletes.Count * 12L);

    /// <summary>Whether something came of a client that lacked something.</summary>
    private bool HasArrived()
    {
        foreach (var (client, clock) in _missing)
        {
            if (clock < _store.StateOf(client))
            {
                return true;
            }
        }

        return false;
    }

    private void NoteMissing()
    {
        foreach (var (client, clock) in _plan.Missing)
        {
            _missing[client] = _missing.TryGetValue(client, out var known) ? Math.Min(known, clock) : clock;
        }
    }

    /// <summary>Keeps what this update could not integrate, as an update of its own.</summary>
    private void KeepStructs()
    {
        _plan.Rest.Sort((left, right) => _decoder.ClientIds[right.Client.Client].CompareTo(_decoder.ClientIds[left.Client.Client]));
        var pieces = new List<UpdatePiece>();
        foreach (var (client, next) in _plan.Rest)
        {
            for (var i = next; i < client.First + client.Count; i++)
            {
                pieces.Add(new UpdatePiece(_decoder, _decoder.Structs[i], 0));
            }
        }

        var rest = UpdatePiece.Encode(pieces, [], isV2: true);
        _pendingStructs = _pendingStructs is null ? rest : UpdatePiece.Encode(PendingMerge.Pieces([DecodeTaken(_pendingStructs), DecodeTaken(rest)]), [], isV2: true);
    }

    private static UpdateDecoder DecodeTaken(byte[] update, bool isV2 = true)
    {
        var decoder = new UpdateDecoder();
        decoder.Decode(update, YLimits.Taken, isV2);
        return decoder;
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
        _missing.Clear();
        _decoder.Decode(_pendingStructs, YLimits.Taken, isV2: true);
        _plan.Make();
        if (!_nesting.IsTooDeep(_limits.DepthMax, out _))
        {
            _pendingStructs = null;
            ApplyDecoded(null);
        }
    }
}
