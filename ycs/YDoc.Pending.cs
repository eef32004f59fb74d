namespace RealLearning.Ycs;

/// <summary>What came before the things that it builds on. It is part of the encoded state (rule 17), and is tried again when something missing arrives.</summary>
public sealed partial class YDoc
{
    /// <summary>For each client of which something is missing, the lowest clock.</summary>
    private readonly Dictionary<long, long> _missing = [];
    private readonly PendingStructs _pendingStructs = new();
    private readonly PendingDeletes _pendingDeletes = new();

    /// <summary>Bytes that wait, roughly.</summary>
    private long PendingBytes => _pendingStructs.Bytes + (_pendingDeletes.Count * 12L);

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

    /// <summary>Keeps what this update could not integrate.</summary>
    private void KeepStructs()
    {
        _plan.Rest.Sort((left, right) => _decoder.ClientIds[right.Client.Client].CompareTo(_decoder.ClientIds[left.Client.Client]));
        _pendingStructs.Add(_decoder, _plan.Rest);
    }

    private static UpdateDecoder DecodeTaken(byte[] update, bool isV2 = true)
    {
        var decoder = new UpdateDecoder();
        decoder.Decode(update, YLimits.Taken, isV2);
        return decoder;
    }

    /// <summary>Deletes what waited and is there now, and keeps what is not.</summary>
    private void KeepDeletes(List<ClientRange> unapplied)
    {
        foreach (var range in _pendingDeletes.Take(_store))
        {
            DeleteRange(_store.FindClient(range.Client), (int)range.Clock, (int)range.End);
        }

        unapplied.ForEach(_pendingDeletes.Add);
    }

    private void RetryStructs()
    {
        _missing.Clear();
        if (_pendingStructs.Take(_store, _missing) is not { } ready)
        {
            return;
        }

        _decoder.Decode(ready, YLimits.Taken, isV2: true);
        _plan.Make();
        if (_nesting.IsTooDeep(_limits.DepthMax, out _))
        {
            _missing.Clear();
            _plan.LeaveAll();
            KeepStructs();
            return;
        }

        ApplyDecoded(null);
    }
}
