namespace RealLearning.Ycs;

/// <summary>
/// A Yjs document. Not thread-safe: one caller at a time. Positions and lengths of text count UTF-16 units. Formats: docs/wire-format.md;
/// how it is held: docs/ycs-internals.md.
/// </summary>
public sealed partial class YDoc
{
    private readonly BlockStore _store = new();
    private readonly YDocOptions _options;
    private readonly YLimits _limits;
    private readonly Dictionary<string, TypeNode> _roots = [];

    private int _version;

    /// <summary>Creates an empty document.</summary>
    public YDoc(YDocOptions options)
    {
        YType.Check(options.Meta, nameof(options));
        (_options, ClientId, Gc, ShouldLoad, _limits) = (options, options.ClientId, options.Gc, options.ShouldLoad, options.Limits);
        _plan = new IntegrationPlan(_store, _decoder);
        _nesting = new NestingCheck(_store, _decoder, _plan);
        _siblings = new SiblingIndex(_store);
        _prepared = new PreparedUpdate(this, _decoder);
    }

    /// <summary>The id under which local changes are written; above 0 and below 2^53, never used by two writers at once.</summary>
    public long ClientId
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, YLimits.SafeIntegerMax);
            field = value;
        }
    }

    /// <summary>Whether deleted content is dropped.</summary>
    public bool Gc { get; }

    /// <summary>Bytes that the document takes in memory, roughly.</summary>
    public long ApproximateBytes => _store.Bytes + PendingBytes + (_deletedV1?.Length ?? 0) + (_deletedV2?.Length ?? 0);

    /// <summary>The root text of a name.</summary>
    public YText GetText(string name) => Root(name, 2) as YText ?? throw OtherKind(name);

    /// <summary>The root array of a name.</summary>
    public YArray GetArray(string name) => Root(name, 0) as YArray ?? throw OtherKind(name);

    /// <summary>The root map of a name.</summary>
    public YMap GetMap(string name) => Root(name, 1) as YMap ?? throw OtherKind(name);

    /// <summary>The root XML fragment of a name.</summary>
    public YXmlFragment GetXmlFragment(string name) => Root(name, 4) as YXmlFragment ?? throw OtherKind(name);

    /// <summary>The root XML element of a name. It has no name of its own: Yjs shows it as UNDEFINED.</summary>
    public YXmlElement GetXmlElement(string name) => Root(name, 3) as YXmlElement ?? throw OtherKind(name);

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
            node.BecomeKnown(kind);
            ForgetUnknown(node);
            if (kind is 0 or 3 or 4)
            {
                TransactNothing();
            }
        }

        return YType.Of(this, node);
    }

    private static InvalidOperationException OtherKind(string name) => new($"The root '{name}' is of another kind.");
}
