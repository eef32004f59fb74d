namespace RealLearning.Ycs;

/// <summary>Taking updates: decoded and checked whole, then integrated; what lacks something waits.</summary>
public sealed partial class YDoc
{
    private readonly UpdateDecoder _decoder = new();
    private readonly IntegrationPlan _plan;
    private readonly NestingCheck _nesting;
    private readonly PreparedUpdate _prepared;
    private bool _isApplying;

    /// <summary>True while structs or deletions wait for something that they build on.</summary>
    public bool HasPending => !_pendingStructs.IsEmpty || _pendingDeletes.Count > 0;

    /// <summary>
    /// Takes a v1 update. Throws <see cref="MalformedUpdateException"/>; the document is as it was then. <paramref name="origin"/> tells handlers where it
    /// comes from.
    /// </summary>
    public void ApplyUpdate(ReadOnlySpan<byte> update, object? origin = null) => Take(update, origin, isV2: false);

    /// <summary>The same for a v2 update.</summary>
    public void ApplyUpdateV2(ReadOnlySpan<byte> update, object? origin = null) => Take(update, origin, isV2: true);

    /// <summary>Decodes and checks a v1 update, and changes nothing. The result is valid until the next call on the document.</summary>
    public PreparedUpdate Prepare(ReadOnlySpan<byte> update) => Prepare(update, isV2: false);

    /// <summary>The same for a v2 update.</summary>
    public PreparedUpdate PrepareV2(ReadOnlySpan<byte> update) => Prepare(update, isV2: true);

    private PreparedUpdate Prepare(ReadOnlySpan<byte> update, bool isV2)
    {
        DecodeAndCheck(update, isV2);
        _prepared.Look(_version);
        return _prepared;
    }

    /// <summary>Takes a prepared update. Throws <see cref="InvalidOperationException"/> where the document was given something else since.</summary>
    public void Apply(PreparedUpdate prepared, object? origin = null)
    {
        if (prepared.Version != _version || prepared != _prepared)
        {
            throw new InvalidOperationException("The document has changed since the update was prepared.");
        }

        ApplyDecoded(origin);
    }

    private void Take(ReadOnlySpan<byte> update, object? origin, bool isV2)
    {
        DecodeAndCheck(update, isV2);
        ApplyDecoded(origin);
    }

    private void DecodeAndCheck(ReadOnlySpan<byte> update, bool isV2)
    {
        if (_isApplying)
        {
            throw new InvalidOperationException("An update is being applied.");
        }

        // What was prepared before is gone with the decoder's content, whether this update is taken or not.
        _version++;
        _decoder.Decode(update, _limits, isV2);
        _plan.Make();
        CheckParents();
        CheckClients();
        if (_nesting.IsTooDeep(_limits.DepthMax, out var where))
        {
            throw new MalformedUpdateException($"shared types nested deeper than {_limits.DepthMax}", _decoder.Structs[where].Start);
        }

        if (PendingBytes + update.Length > _limits.PendingBytesMax && LeavesPending())
        {
            throw new MalformedUpdateException($"more than {_limits.PendingBytesMax} bytes would wait for what they build on");
        }
    }

    /// <summary>A parent must be a shared type, whatever else it is (rule 15).</summary>
    private void CheckParents()
    {
        for (var i = 0; i < _decoder.StructCount; i++)
        {
            ref var item = ref _decoder.Structs[i];
            if (item.ParentClient >= 0
                && _plan.Known(item.ParentClient) is >= 0 and var client
                && item.ParentClock < _store.Clients[client].State
                && _store[_store.Find(client, item.ParentClock)] is { IsItem: true } parent
                && parent.Kind is not (BlockKind.Type or BlockKind.Deleted))
            {
                throw new MalformedUpdateException("a parent that is no shared type", item.Start);
            }
        }
    }

    private void CheckClients()
    {
        var clients = _store.Clients.Count;
        for (var i = 0; i < _decoder.ClientCount && _store.Clients.Count + _decoder.ClientCount > _limits.ClientsMax; i++)
        {
            clients += _plan.Known(_decoder.Clients[i].Client) < 0 ? 1 : 0;
            if (clients > _limits.ClientsMax)
            {
                throw new MalformedUpdateException($"a document may have {_limits.ClientsMax} clients");
            }
        }
    }

    /// <summary>Whether something of the decoded update would wait.</summary>
    internal bool LeavesPending()
    {
        var leaves = !_plan.IsComplete;
        for (var i = 0; i < _decoder.DeletedCount && !leaves; i++)
        {
            leaves = _decoder.Deleted[i].End > _plan.StateOf(_decoder.Deleted[i].Client);
        }

        return leaves;
    }

    private void ApplyDecoded(object? origin)
    {
        Begin(origin, isLocal: false);
        try
        {
            _transaction.IsLocal = false;
            if (BeforeTransaction is not null)
            {
                // A handler may have changed something since the order was found.
                _plan.Make();
            }

            _isApplying = true;
            if (_decoder.StructCount > 64)
            {
                _store.Reserve(_decoder.StructCount, _decoder.CharsUsed);
            }

            foreach (var index in _plan.Order)
            {
                IntegrateRef(ref _decoder.Structs[index]);
            }

            NoteMissing();
            var canContinue = !_pendingStructs.IsEmpty && HasArrived();
            if (!_plan.IsComplete)
            {
                KeepStructs();
            }

            var unapplied = DeleteAll();
            if (unapplied is not null || _pendingDeletes.Count > 0)
            {
                KeepDeletes(unapplied ?? []);
            }

            if (canContinue)
            {
                RetryStructs();
            }
        }
        finally
        {
            _isApplying = false;
            _decoder.Clear();
            _plan.Clear();
            End();
        }
    }

    private void IntegrateRef(ref StructRef item)
    {
        var client = _plan.KnownOrNew(item.Client);
        var offset = _store.Clients[client].State - item.Clock;
        if (item.Kind == BlockKind.Skip)
        {
            return;
        }

        if (offset >= item.Length)
        {
            TouchNeighbours(item);
            return;
        }

        if (item.Kind == BlockKind.Gc)
        {
            Changed(client);
            ForgetEncodedDeleted();
            var gc = _store.Allocate();
            _store[gc] = Block.Collected(client, item.Clock + offset, item.Length - offset);
            _store.Append(gc);
            return;
        }

        if (offset == 0 && item.Kind == BlockKind.String && _depth == 1 && !IsWatched && TryExtend(client, item))
        {
            return;
        }

        IntegrateItem(client, offset, ref item);
    }

    /// <summary>
    /// A struct that is known cuts its neighbours as a new one does, and what was cut is joined again at the end of the transaction, perhaps with more
    /// than before. The encoded state shows it, so it is done as Yjs does it.
    /// </summary>
    private void TouchNeighbours(in StructRef item)
    {
        if (item.OriginClient >= 0)
        {
            CleanEnd(_plan.Known(item.OriginClient), item.OriginClock);
        }

        if (item.RightOriginClient >= 0)
        {
            CleanStart(_plan.Known(item.RightOriginClient), item.RightOriginClock);
        }
    }

    /// <summary>The usual keystroke: it continues the last run of its client. No new block.</summary>
    private bool TryExtend(int client, in StructRef item)
    {
        var blocks = _store.Clients[client];
        if (blocks.IsEmpty || item.OriginClient != item.Client || item.OriginClock != item.Clock - 1)
        {
            return false;
        }

        ref var last = ref _store[blocks.LastHandle];
        if (last.Kind != BlockKind.String || last.IsDeleted || last.Key != 0 || last.IsRedone || !HasSameRight(last, item)
            || char.IsHighSurrogate(_store.TextOf(last)[^1]) || _siblings.Has(client, item.Clock - 1, last.Parent, 0))
        {
            return false;
        }

        Changed(client);
        _store.ExtendText(ref last, _decoder.TextOf(item));
        last.Length += item.Length;
        blocks.State += item.Length;
        var type = _store.Types[last.Parent];
        type.Length += item.Length;
        NoteChange(type, 0);
        return true;
    }

    /// <summary>The right origin is the same id, and is still the right neighbour.</summary>
    private bool HasSameRight(in Block last, in StructRef item)
    {
        if (item.RightOriginClient < 0 || last.RightOriginClient < 0)
        {
            return item.RightOriginClient < 0 && last.RightOriginClient < 0 && last.Right == 0;
        }

        if (last.Right == 0 || item.RightOriginClock != last.RightOriginClock || _plan.Known(item.RightOriginClient) != last.RightOriginClient)
        {
            return false;
        }

        ref var right = ref _store[last.Right];
        return right.Client == last.RightOriginClient && right.Clock == last.RightOriginClock;
    }
}
