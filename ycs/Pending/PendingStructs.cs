namespace RealLearning.Ycs;

/// <summary>
/// Structs that wait for what they build on (rule 17), by client from the highest id to the lowest. Adding one and finding what can be integrated take time with
/// what is added and found, not with what waits; only what overlaps something that waits without being the same is merged with all of it.
/// </summary>
internal sealed class PendingStructs
{
    private readonly SortedDictionary<long, PendingClient> _clients = new(Comparer<long>.Create(static (left, right) => right.CompareTo(left)));
    private readonly Stack<PendingClient> _stack = new();

    /// <summary>All of it as one v2 update while halves of surrogate pairs are among its texts: which of them are whole depends on what stands between them.</summary>
    private byte[]? _whole;

    public bool IsEmpty => _whole is null && _clients.Count == 0;

    /// <summary>Bytes that wait, roughly.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds what a plan left over of a decoded update.</summary>
    public void Add(UpdateDecoder decoder, List<(ClientStructs Client, int Next)> rest)
    {
        if (_whole is not null || rest.Exists(left => HasHalves(decoder, left)))
        {
            var update = Encode(decoder, rest);
            _whole = IsEmpty ? update : UpdatePiece.Encode(PendingMerge.Pieces([Decode(ToUpdate()), Decode(update)]), [], isV2: true);
            _clients.Clear();
            Bytes = _whole.Length;
            return;
        }

        var rows = new List<(long Id, List<PendingPiece> Row)>();
        foreach (var (client, next) in rest)
        {
            if (!TryRead(decoder, client, next, rows))
            {
                Merge(Encode(decoder, rest));
                return;
            }
        }

        foreach (var (id, row) in rows)
        {
            Change(id, client => client.Add(row));
        }
    }

    /// <summary>All of it as one v2 update.</summary>
    public byte[] ToUpdate() => _whole ?? PendingPiece.Join(_clients.Values.SelectMany(client => client.Pieces));

    /// <summary>
    /// Takes out what can be integrated now, as one v2 update, and notes the clients of which something is missing for the rest; null where that is all of it.
    /// With halves of surrogate pairs it is always all that waits.
    /// </summary>
    public byte[]? Take(BlockStore store, Dictionary<long, long> missing)
    {
        if (_whole is { } all)
        {
            (_whole, Bytes) = (null, 0);
            return all;
        }

        foreach (var client in _clients.Values)
        {
            (client.State, client.IsOnStack, client.IsGivenUp) = (store.StateOf(client.Id), false, false);
        }

        var taken = new List<(PendingClient Client, PendingPiece Piece)>();
        foreach (var client in _clients.Values)
        {
            while (!IsDone(client) && TakeNext(client, store, taken, missing))
            {
            }
        }

        foreach (var client in taken.Select(one => one.Client).Where(client => client.First is null))
        {
            _clients.Remove(client.Id);
        }

        taken.Sort(static (left, right) => left.Client.Id != right.Client.Id ? right.Client.Id.CompareTo(left.Client.Id) : left.Piece.Clock.CompareTo(right.Piece.Clock));
        return taken.Count == 0 ? null : PendingPiece.Join(taken.Select(one => one.Piece));
    }

    private static byte[] Encode(UpdateDecoder decoder, List<(ClientStructs Client, int Next)> rest)
    {
        var pieces = new List<UpdatePiece>();
        foreach (var (client, next) in rest)
        {
            for (var i = next; i < client.First + client.Count; i++)
            {
                pieces.Add(new UpdatePiece(decoder, decoder.Structs[i], 0));
            }
        }

        return UpdatePiece.Encode(pieces, [], isV2: true);
    }

    private static UpdateDecoder Decode(byte[] update)
    {
        var decoder = new UpdateDecoder();
        decoder.Decode(update, YLimits.Taken, isV2: true);
        return decoder;
    }

    private static bool HasHalves(UpdateDecoder decoder, (ClientStructs Client, int Next) rest)
    {
        for (var i = rest.Next; i < rest.Client.First + rest.Client.Count; i++)
        {
            if (PendingPiece.HasHalves(decoder, decoder.Structs[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDone(PendingClient client) => client.IsGivenUp || client.First is null;

    /// <summary>A client's structs that do not wait yet, in rows; false where something overlaps.</summary>
    private bool TryRead(UpdateDecoder decoder, ClientStructs structs, int next, List<(long Id, List<PendingPiece> Row)> rows)
    {
        var (id, read) = (decoder.ClientIds[structs.Client], new List<PendingPiece>());
        for (var i = next; i < structs.First + structs.Count; i++)
        {
            if (decoder.Structs[i].Kind != BlockKind.Skip)
            {
                read.Add(PendingPiece.Of(new UpdatePiece(decoder, decoder.Structs[i], 0)));
            }
        }

        if (_clients.TryGetValue(id, out var client) && !client.TryTrim(read, out read))
        {
            return false;
        }

        foreach (var piece in read)
        {
            if (rows.Count == 0 || rows[^1].Id != id || rows[^1].Row[^1].End != piece.Clock)
            {
                rows.Add((id, []));
            }

            rows[^1].Row.Add(piece);
        }

        return true;
    }

    /// <summary>Merges an update with all that waits.</summary>
    private void Merge(byte[] update)
    {
        var merged = PendingMerge.Pieces([Decode(ToUpdate()), Decode(update)]);
        _clients.Clear();
        Bytes = 0;
        foreach (var piece in merged)
        {
            if (piece.Item.Kind != BlockKind.Skip)
            {
                Change(piece.Client, client => client.Insert(PendingPiece.Of(piece)));
            }
        }
    }

    private void Change(long id, Action<PendingClient> change)
    {
        if (!_clients.TryGetValue(id, out var client))
        {
            client = new PendingClient(id);
            _clients.Add(id, client);
        }

        Bytes -= client.Bytes;
        change(client);
        Bytes += client.Bytes;
    }

    /// <summary>As <see cref="IntegrationPlan"/> does it: one client's next piece and, before it, what it needs of others. False, and that client is given up, where something is missing.</summary>
    private bool TakeNext(PendingClient first, BlockStore store, List<(PendingClient, PendingPiece)> taken, Dictionary<long, long> missing)
    {
        Push(first);
        while (_stack.TryPeek(out var at))
        {
            if (IsDone(at))
            {
                _stack.Pop().IsOnStack = false;
                continue;
            }

            var piece = at.First!;
            if (MissingFor(at, piece, store) is not { } lacked)
            {
                at.Remove(piece);
                Bytes -= piece.Update.Length;
                at.State = Math.Max(at.State, piece.End);
                taken.Add((at, piece));
                _stack.Pop().IsOnStack = false;
                continue;
            }

            if (_clients.TryGetValue(lacked, out var other) && !other.IsOnStack && !IsDone(other))
            {
                Push(other);
                continue;
            }

            missing[lacked] = lacked == at.Id ? piece.Clock - 1 : StateOf(lacked, store);
            while (_stack.TryPop(out var waiting))
            {
                (waiting.IsOnStack, waiting.IsGivenUp) = (false, true);
            }

            return false;
        }

        return true;
    }

    private void Push(PendingClient client)
    {
        client.IsOnStack = true;
        _stack.Push(client);
    }

    private long? MissingFor(PendingClient client, PendingPiece piece, BlockStore store) =>
        piece.Clock > client.State ? client.Id
        : IsMissing(client, piece.Origin, store) ? piece.Origin.Client
        : IsMissing(client, piece.RightOrigin, store) ? piece.RightOrigin.Client
        : IsMissing(client, piece.Parent, store) ? piece.Parent.Client
        : null;

    private bool IsMissing(PendingClient client, YId id, BlockStore store) => id.Client >= 0 && id.Client != client.Id && id.Clock >= StateOf(id.Client, store);

    private int StateOf(long client, BlockStore store) => _clients.TryGetValue(client, out var waiting) ? waiting.State : store.StateOf(client);
}
