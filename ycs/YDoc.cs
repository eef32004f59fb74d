namespace RealLearning.Ycs;

/// <summary>
/// A Yjs document. Not thread-safe: one caller at a time. Positions and lengths of text count UTF-16 units. Formats: docs/wire-format.md;
/// how it is held: docs/ycs-internals.md.
/// </summary>
public sealed partial class YDoc
{
    private readonly BlockStore _store = new();
    private readonly YLimits _limits;
    private readonly Dictionary<string, TypeNode> _roots = [];

    // The transaction under way.
    private readonly Dictionary<int, int> _before = [];
    private readonly DeleteRuns _deleted = new();
    private readonly List<(int Client, int Clock)> _mergeLater = [];
    private int _depth;
    private int _version;

    /// <summary>Creates an empty document.</summary>
    public YDoc(YDocOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ClientId, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ClientId, YLimits.SafeIntegerMax);
        (ClientId, Gc, _limits) = (options.ClientId, options.Gc, options.Limits);
        _plan = new IntegrationPlan(_store, _decoder);
        _nesting = new NestingCheck(_store, _decoder, _plan);
        _prepared = new PreparedUpdate(this, _decoder);
    }

    /// <summary>The id under which local changes are written.</summary>
    public long ClientId { get; }

    /// <summary>Whether deleted content is dropped.</summary>
    public bool Gc { get; }

    /// <summary>The v1 update of each transaction that changed something, local or not.</summary>
    public event Action<ReadOnlyMemory<byte>>? Updated;

    /// <summary>Bytes that the document takes in memory, roughly.</summary>
    public long ApproximateBytes => _store.Bytes + PendingBytes + (_deletedV1?.Length ?? 0) + (_deletedV2?.Length ?? 0);

    /// <summary>Runs changes as one transaction, with one <see cref="Updated"/> at the end of the outermost.</summary>
    public void Transact(Action body)
    {
        Begin();
        try
        {
            body();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Runs changes as one transaction and returns their v1 update; an empty update where nothing changed.</summary>
    public byte[] TransactAndEncode(Action body)
    {
        if (_depth > 0)
        {
            throw new InvalidOperationException("The update of a nested transaction is part of the outer one.");
        }

        var update = YUpdate.Empty.ToArray();
        void Keep(ReadOnlyMemory<byte> bytes) => update = bytes.ToArray();
        Updated += Keep;
        try
        {
            Transact(body);
        }
        finally
        {
            Updated -= Keep;
        }

        return update;
    }

    /// <summary>The root text of a name.</summary>
    public YText GetText(string name) => Root(name, 2) as YText ?? throw OtherKind(name);

    /// <summary>The root array of a name.</summary>
    public YArray GetArray(string name) => Root(name, 0) as YArray ?? throw OtherKind(name);

    /// <summary>The root map of a name.</summary>
    public YMap GetMap(string name) => Root(name, 1) as YMap ?? throw OtherKind(name);

    /// <summary>The root XML fragment of a name.</summary>
    public YXmlFragment GetXmlFragment(string name) => Root(name, 4) as YXmlFragment ?? throw OtherKind(name);

    /// <summary>The next clock of a client; 0 where it has written nothing here.</summary>
    public long GetClock(long client) => _store.StateOf(client);

    internal BlockStore Store => _store;

    /// <summary>The root of a name, or null where nobody has used it.</summary>
    internal TypeNode? FindRoot(string name) => _roots.GetValueOrDefault(name);

    internal TypeNode RootNode(string name)
    {
        if (!_roots.TryGetValue(name, out var node))
        {
            node = _store.AddType();
            node.RootName = name;
            _roots.Add(name, node);
        }

        return node;
    }

    private YType Root(string name, byte kind)
    {
        var node = RootNode(name);
        if (node.Ref == TypeNode.Unknown)
        {
            node.Ref = kind;
        }

        return YType.Of(this, node);
    }

    private static InvalidOperationException OtherKind(string name) => new($"The root '{name}' is of another kind.");

    private void Changed(int client) => _before.TryAdd(client, _store.Clients[client].State);

    private int BeforeOf(int client) => _before.TryGetValue(client, out var clock) ? clock : _store.Clients[client].State;

    private void Begin()
    {
        if (_depth++ == 0)
        {
            _version++;
        }
    }

    private void End()
    {
        if (--_depth > 0)
        {
            return;
        }

        Cleanup();
        var update = Updated is not null && (_before.Count > 0 || _deleted.Count > 0) ? EncodeTransaction(isV2: false) : null;
        _before.Clear();
        _deleted.Clear();
        _mergeLater.Clear();
        if (_mergeLater.Capacity > Scratch.KeptMax)
        {
            _mergeLater.Capacity = 0;
        }

        if (update is not null)
        {
            Updated?.Invoke(update);
        }
    }
}
