namespace RealLearning.Api.Images;

/// <summary>Limits of uploaded images. Section <c>Images</c>.</summary>
internal sealed record ImageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Images";

    /// <summary>Largest upload, in bytes. Default 10 MiB.</summary>
    public int BytesMax { get; init; } = 10 << 20;

    /// <summary>Most pixels, width times height, of an image before it is decoded; one takes 4 bytes of memory meanwhile. Default 40 million.</summary>
    public long PixelsMax { get; init; } = 40_000_000;

    /// <summary>Longest side as it is kept, in pixels; a larger image is scaled down. Default 3,000.</summary>
    public int SidePixelsMax { get; init; } = 3_000;

    /// <summary>Most bytes that the images of a room have together, as they are kept. Default 500 MiB.</summary>
    public long RoomBytesMax { get; init; } = 500L << 20;

    /// <summary>Images that are decoded at a time; others wait. Default 2.</summary>
    public int DecodesMax { get; init; } = 2;

    /// <summary>Most uploads that wait for that; beyond them they are refused. Default 20.</summary>
    public int DecodesQueueMax { get; init; } = 20;
}
