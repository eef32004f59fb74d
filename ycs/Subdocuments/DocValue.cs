namespace RealLearning.Ycs;

/// <summary>A subdocument as a block holds it: its id and its options as Yjs writes them. The document itself is made once somebody asks for it.</summary>
internal sealed class DocValue(string guid, byte[] options)
{
    private static readonly byte[] NoOptions = AnyValue.Encode(new Dictionary<string, object?>());

    public string Guid => guid;

    /// <summary>One lib0 value (rule 10).</summary>
    public byte[] Options => options;

    public YDoc? Doc { get; set; }

    /// <summary>The block that holds it, while it does.</summary>
    public int Block { get; set; }

    /// <summary>The transaction in which it came.</summary>
    public int AddedIn { get; set; }

    /// <summary>Whether whoever reads it should load it at once.</summary>
    public bool ShouldLoad { get; init; }

    /// <summary>From the wire; what Yjs does not keep is left out. Null where Yjs could not read it.</summary>
    public static DocValue? Read(string guid, byte[] any)
    {
        if (any.AsSpan().SequenceEqual(NoOptions))
        {
            return new DocValue(guid, NoOptions);
        }

        switch (AnyValue.Decode(any))
        {
            case null or YUndefined:
                return null;
            case Dictionary<string, object?> entries:
                var gc = !entries.TryGetValue("gc", out var collects) || collects is YUndefined || IsTrue(collects);
                var autoLoad = entries.TryGetValue("autoLoad", out var loads) && IsTrue(loads);
                var meta = entries.GetValueOrDefault("meta") is var given and not YUndefined ? given : null;
                var id = entries.GetValueOrDefault("guid", YUndefined.Value);
                return id is not (string or YUndefined)
                    ? null
                    : new DocValue(id as string ?? guid, Write(gc, autoLoad, meta)) { ShouldLoad = autoLoad || (entries.TryGetValue("shouldLoad", out var should) && IsTrue(should)) };
            default:
                return new DocValue(guid, NoOptions);
        }
    }

    public static byte[] Write(bool gc, bool autoLoad, object? meta)
    {
        var entries = new Dictionary<string, object?>();
        if (!gc)
        {
            entries.Add("gc", false);
        }

        if (autoLoad)
        {
            entries.Add("autoLoad", true);
        }

        if (meta is not null)
        {
            entries.Add("meta", meta);
        }

        return AnyValue.Encode(entries);
    }

    /// <summary>The document's options, for a writer with a client id.</summary>
    public YDocOptions ToOptions(long clientId, bool shouldLoad, YDocOptions parent)
    {
        var entries = (Dictionary<string, object?>)AnyValue.Decode(options)!;
        return parent with
        {
            ClientId = clientId,
            Guid = guid,
            Gc = !entries.ContainsKey("gc"),
            AutoLoad = entries.ContainsKey("autoLoad"),
            Meta = entries.GetValueOrDefault("meta"),
            ShouldLoad = shouldLoad,
        };
    }

    /// <summary>Another one with the same id and options.</summary>
    public DocValue Copy() => Read(guid, options)!;

    private static bool IsTrue(object? value) =>
        value is not (null or YUndefined or false or "" or 0.0) && value is not double.NaN && !(value is System.Numerics.BigInteger { IsZero: true });
}
