namespace RealLearning.Ycs;

/// <summary>How a document behaves. Randomness comes from outside: the engine draws none.</summary>
public sealed record YDocOptions
{
    /// <summary>The id under which local changes are written; above 0 and below 2^53, never used by two writers at once.</summary>
    public long ClientId { get; init; }

    /// <summary>Whether deleted content is dropped at the end of each transaction. Default true, as in Yjs.</summary>
    public bool Gc { get; init; } = true;

    /// <summary>
    /// Whether formats that are in the way are deleted after changes of others, in a transaction of this document's own. Default true, as in Yjs; its rich text
    /// depends on the order of delivery then. A server that passes on what its clients write, and writes nothing itself, leaves it to them.
    /// </summary>
    public bool CleanUpFormatting { get; init; } = true;

    /// <summary>
    /// Called where an update of others brings ids of this document's own client id, which somebody else uses then: the client id to go on with. Default
    /// null: it stays.
    /// </summary>
    public Func<long>? NewClientId { get; init; }

    /// <summary>The name of the document among subdocuments; one that becomes a subdocument needs it.</summary>
    public string Guid { get; init; } = "";

    /// <summary>Whatever is to be said of a subdocument; a plain value. Part of the parent's content.</summary>
    public object? Meta { get; init; }

    /// <summary>Whether whoever meets it as a subdocument should load it at once. Part of the parent's content.</summary>
    public bool AutoLoad { get; init; }

    /// <summary>Whether its content is wanted here. Default true, as in Yjs.</summary>
    public bool ShouldLoad { get; init; } = true;

    /// <summary>What is accepted from others.</summary>
    public YLimits Limits { get; init; } = YLimits.Default;
}
