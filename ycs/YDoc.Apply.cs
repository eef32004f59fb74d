namespace RealLearning.Ycs;

/// <summary>Taking updates: decoded and checked whole, then integrated; what lacks something waits.</summary>
public sealed partial class YDoc
{
    private readonly UpdateDecoder _decoder;
    private readonly PreparedUpdate _prepared;
    private readonly Stack<int> _stack = new();
    private int[] _next = new int[2];

    /// <summary>True while structs or deletions wait for something that they build on.</summary>
    public bool HasPending => _pendingStructs is not null || _pendingDeletes.Count > 0;

    /// <summary>Takes a v1 update. Throws <see cref="MalformedUpdateException"/>; the document is as it was then.</summary>
    public void ApplyUpdate(ReadOnlySpan<byte> update)
    {
        _decoder.Decode(update);
        _prepared.Reset(_version);
        CheckAgainstDocument();
        ApplyDecoded(update);
    }

    /// <summary>Decodes and checks an update, and changes nothing. The result is valid until the next call on the document.</summary>
    public PreparedUpdate Prepare(ReadOnlyMemory<byte> update)
    {
        _decoder.Decode(update.Span);
        _prepared.Reset(_version);
        CheckAgainstDocument();
        _prepared.Look(update);
        return _prepared;
    }

    /// <summary>Takes a prepared update. Throws <see cref="InvalidOperationException"/> where the document has changed since.</summary>
    public void Apply(PreparedUpdate prepared)
    {
        if (prepared.Version != _version || prepared != _prepared)
        {
            throw new InvalidOperationException("The document has changed since the update was prepared.");
        }

        ApplyDecoded(prepared.Bytes.Span);
    }

    /// <summary>A parent must be a shared type, whatever else it is (rule 15); clients and pending bytes stay within their limits.</summary>
    private void CheckAgainstDocument()
    {
        for (var i = 0; i < _decoder.StructCount; i++)
        {
            ref var item = ref _decoder.Structs[i];
            if (item.ParentClient >= 0
                && _store.FindClient(item.ParentClient) is >= 0 and var client
                && item.ParentClock < _store.Clients[client].State
                && _store[_store.Find(client, item.ParentClock)] is { IsItem: true } parent
                && parent.Kind is not (BlockKind.Type or BlockKind.Deleted))
            {
                throw new MalformedUpdateException("a parent that is no shared type", item.Start);
            }
        }

        if (_store.Clients.Count + _decoder.ClientCount > _limits.ClientsMax)
        {
            throw new MalformedUpdateException($"a document may have {_limits.ClientsMax} clients");
        }
    }

    private void ApplyDecoded(ReadOnlySpan<byte> update)
    {
        Begin();
        try
        {
            var isComplete = IntegrateAll();
            var canContinue = _pendingStructs is not null && _missing.Any(id => id.Value < _store.StateOf(id.Key));
            if (!isComplete)
            {
                KeepStructs(update);
            }

            KeepDeletes(DeleteAll());
            if (canContinue)
            {
                RetryStructs();
            }
        }
        finally
        {
            End();
        }
    }

    /// <summary>Integrates what can be, in Yjs' order: the highest client first, what it builds on before it. False where something remains.</summary>
    private bool IntegrateAll()
    {
        var clients = _decoder.Clients.AsSpan(0, _decoder.ClientCount);
        clients.Sort(static (left, right) => right.Client.CompareTo(left.Client));
        if (_next.Length < clients.Length)
        {
            _next = new int[clients.Length];
        }

        for (var i = 0; i < clients.Length; i++)
        {
            _next[i] = clients[i].First;
        }

        var isComplete = true;
        for (var i = 0; i < clients.Length; i++)
        {
            while (_next[i] < clients[i].First + clients[i].Count)
            {
                if (!IntegrateNext(clients, i))
                {
                    isComplete = false;
                    break;
                }
            }
        }

        return isComplete;
    }

    /// <summary>Integrates one client's next struct and, before it, what it needs from others. False, and that client is given up, where something is missing.</summary>
    private bool IntegrateNext(ReadOnlySpan<ClientStructs> clients, int first)
    {
        _stack.Clear();
        _stack.Push(first);
        while (_stack.TryPeek(out var at))
        {
            if (_next[at] >= clients[at].First + clients[at].Count)
            {
                _stack.Pop();
                continue;
            }

            ref var item = ref _decoder.Structs[_next[at]];
            var missing = Missing(item);
            if (missing < 0)
            {
                IntegrateRef(ref item);
                _next[at]++;
                _stack.Pop();
                continue;
            }

            var other = IndexOf(clients, missing);
            if (other < 0 || other == at || _next[other] >= clients[other].First + clients[other].Count || _stack.Contains(other))
            {
                // Nobody here brings it: everything on the way to it waits, as in Yjs.
                NoteMissing(missing, item);
                foreach (var waiting in _stack)
                {
                    _rest.Add((clients[waiting], _next[waiting]));
                    _next[waiting] = int.MaxValue;
                }

                return false;
            }

            _stack.Push(other);
        }

        return true;
    }

    private static int IndexOf(ReadOnlySpan<ClientStructs> clients, long client)
    {
        for (var i = 0; i < clients.Length; i++)
        {
            if (clients[i].Client == client)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The client of which something is missing for this struct, or -1.</summary>
    private long Missing(in StructRef item)
    {
        if (item.Kind == BlockKind.Skip)
        {
            return -1;
        }

        if (item.Clock > _store.StateOf(item.Client))
        {
            return item.Client;
        }

        return item.OriginClient >= 0 && item.OriginClient != item.Client && item.OriginClock >= _store.StateOf(item.OriginClient) ? item.OriginClient
            : item.RightOriginClient >= 0 && item.RightOriginClient != item.Client && item.RightOriginClock >= _store.StateOf(item.RightOriginClient) ? item.RightOriginClient
            : item.ParentClient >= 0 && item.ParentClient != item.Client && item.ParentClock >= _store.StateOf(item.ParentClient) ? item.ParentClient
            : -1;
    }

    private void IntegrateRef(ref StructRef item)
    {
        var client = _store.ClientOf(item.Client);
        var offset = _store.Clients[client].State - item.Clock;
        if (item.Kind == BlockKind.Skip || offset >= item.Length)
        {
            return;
        }

        if (item.Kind == BlockKind.Gc)
        {
            Changed(client);
            var gc = _store.Allocate();
            _store[gc] = new Block { Client = client, Clock = item.Clock + offset, Length = item.Length - offset, IsDeleted = true, OriginClient = -1, RightOriginClient = -1 };
            _store.Append(gc);
            return;
        }

        if (offset == 0 && item.Kind == BlockKind.String && TryExtend(client, item))
        {
            return;
        }

        IntegrateItem(client, offset, ref item);
    }

    /// <summary>The usual keystroke: it continues the last run of its client. No new block.</summary>
    private bool TryExtend(int client, in StructRef item)
    {
        var blocks = _store.Clients[client];
        if (blocks.Count == 0 || item.OriginClient != item.Client || item.OriginClock != item.Clock - 1)
        {
            return false;
        }

        ref var last = ref _store[blocks.Handles[blocks.Count - 1]];
        if (last.Kind != BlockKind.String || last.IsDeleted || last.Key != 0 || !HasSameRight(last, item))
        {
            return false;
        }

        Changed(client);
        _store.ExtendText(ref last, _decoder.TextOf(item));
        last.Length += item.Length;
        blocks.State += item.Length;
        _store.Types[last.Parent].Length += item.Length;
        return true;
    }

    /// <summary>The right origin is the same id, and is still the right neighbour.</summary>
    private bool HasSameRight(in Block last, in StructRef item)
    {
        if (item.RightOriginClient < 0 || last.RightOriginClient < 0)
        {
            return item.RightOriginClient < 0 && last.RightOriginClient < 0 && last.Right == 0;
        }

        if (last.Right == 0 || item.RightOriginClock != last.RightOriginClock || item.RightOriginClient != _store.Clients[last.RightOriginClient].Id)
        {
            return false;
        }

        ref var right = ref _store[last.Right];
        return right.Client == last.RightOriginClient && right.Clock == last.RightOriginClock;
    }
}
