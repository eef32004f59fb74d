namespace RealLearning.Api.Images;

/// <summary>The kinds of image that are taken, told by their first bytes; what a client says of the type is not read.</summary>
internal enum ImageType
{
    /// <summary>None of those below.</summary>
    Unknown,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>WebP.</summary>
    WebP,

    /// <summary>GIF, kept as a still PNG.</summary>
    Gif,
}

/// <summary>Tells the kind of an image.</summary>
internal static class ImageTypes
{
    public static ImageType Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageType.Png,
        [0xFF, 0xD8, 0xFF, ..] => ImageType.Jpeg,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageType.WebP,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ImageType.Gif,
        _ => ImageType.Unknown,
    };
}
