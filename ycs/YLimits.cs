namespace RealLearning.Ycs;

/// <summary>
/// What a document accepts from others. Everything beyond is refused with <see cref="MalformedUpdateException"/> before anything changes.
/// </summary>
public sealed record YLimits
{
    /// <summary>The highest clock that this engine stores: 2^31 − 1, thirty years of typing two characters a second without a pause.</summary>
    public const int ClockMax = int.MaxValue;

    /// <summary>Client ids and foreign clocks are integers below 2^53, as JavaScript's numbers hold them exactly.</summary>
    public const long SafeIntegerMax = (1L << 53) - 1;

    /// <summary>The defaults, meant for a server that does not know its clients.</summary>
    public static YLimits Default { get; } = new();

    /// <summary>For what has passed the limits already and was joined since.</summary>
    internal static YLimits Taken { get; } = new() { UpdateBytesMax = int.MaxValue, StructsMax = int.MaxValue, ValueDepthMax = int.MaxValue };

    /// <summary>Longest update in bytes. Default 64 MiB.</summary>
    public int UpdateBytesMax { get; init; } = 64 << 20;

    /// <summary>Most structs in one update. Default 8 million.</summary>
    public int StructsMax { get; init; } = 8_000_000;

    /// <summary>Deepest nesting of shared types; a root has depth 0. Default 256.</summary>
    public int DepthMax { get; init; } = 256;

    /// <summary>Deepest nesting inside one JSON or any value. Default 128.</summary>
    public int ValueDepthMax { get; init; } = 128;

    /// <summary>Most client ids in one document. Default 1 million.</summary>
    public int ClientsMax { get; init; } = 1_000_000;

    /// <summary>Most bytes of structs and deletions that wait for what they depend on. Default 16 MiB.</summary>
    public int PendingBytesMax { get; init; } = 16 << 20;
}
