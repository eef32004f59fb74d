using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RealLearning.Contracts.Documents;
using SkiaSharp;

namespace RealLearning.Api.Images;

/// <summary>
/// Makes of an upload an image that holds pixels and nothing else: decoded and encoded anew, so that places, devices, comments and hidden files are gone.
/// The size is read and judged before anything is decoded. GIFs and animations become their first frame.
/// </summary>
internal sealed class ImageCleaner(IOptions<ImageOptions> options) : IDisposable
{
    private const int JpegQuality = 85;
    private const int WebPQuality = 85;

    private static readonly SKSamplingOptions Sampling = new(SKCubicResampler.Mitchell);

    private static readonly Refusal Busy = new(RefusalCodes.RateExceeded, "Very many images are being added at the moment. Try again in a few seconds.");

    private readonly ConcurrencyLimiter _decoding = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Value.DecodesMax,
        QueueLimit = options.Value.DecodesQueueMax,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>The clean image, or why there is none.</summary>
    public async Task<(CleanImage? Image, Refusal? Refusal)> CleanAsync(byte[] upload, CancellationToken cancellationToken)
    {
        var type = ImageTypes.Of(upload);
        if (type == ImageType.Unknown)
        {
            return (null, Malformed("This is not a PNG, JPEG, WebP or GIF image."));
        }

        using var data = SKData.CreateCopy(upload);
        using var codec = SKCodec.Create(data);
        if (codec is null || !IsOf(codec.EncodedFormat, type))
        {
            return (null, Malformed("This image cannot be read."));
        }

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > options.Value.PixelsMax)
        {
            return (null, new Refusal(RefusalCodes.TooLarge, $"An image may have at most {options.Value.PixelsMax / 1_000_000.0:0.#} million pixels; this one is {width} by {height}. Make it smaller and add it again."));
        }

        using var turn = await _decoding.AcquireAsync(1, cancellationToken);
        return !turn.IsAcquired ? (null, Busy)
            : Redraw(codec, type) is { } image ? (image, null)
            : (null, Malformed("This image is damaged."));
    }

    public void Dispose() => _decoding.Dispose();

    private CleanImage? Redraw(SKCodec codec, ImageType type)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        if (bitmap.IsNull || codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
        {
            return null;
        }

        var origin = codec.EncodedOrigin;
        var isTurned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = isTurned ? (bitmap.Height, bitmap.Width) : (bitmap.Width, bitmap.Height);
        var scale = Math.Min(1f, (float)options.Value.SidePixelsMax / Math.Max(width, height));
        var (scaledWidth, scaledHeight) = (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
        using var surface = SKSurface.Create(new SKImageInfo(scaledWidth, scaledHeight, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        using var image = SKImage.FromBitmap(bitmap);
        surface.Canvas.Scale((float)scaledWidth / width, (float)scaledHeight / height);
        surface.Canvas.Concat(MatrixOf(origin, width, height));
        surface.Canvas.DrawImage(image, 0, 0, Sampling);
        using var drawn = surface.Snapshot();
        var (format, contentType, quality) = type switch
        {
            ImageType.Jpeg => (SKEncodedImageFormat.Jpeg, "image/jpeg", JpegQuality),
            ImageType.WebP => (SKEncodedImageFormat.Webp, "image/webp", WebPQuality),
            _ => (SKEncodedImageFormat.Png, "image/png", 100),
        };
        using var encoded = drawn.Encode(format, quality);
        return encoded is null ? null : new CleanImage(encoded.ToArray(), contentType, scaledWidth, scaledHeight);
    }

    /// <summary>From the pixels as they are stored to the picture as it is meant (EXIF orientation). Width and height are the picture's.</summary>
    private static SKMatrix MatrixOf(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static bool IsOf(SKEncodedImageFormat format, ImageType type) => type switch
    {
        ImageType.Png => format == SKEncodedImageFormat.Png,
        ImageType.Jpeg => format == SKEncodedImageFormat.Jpeg,
        ImageType.WebP => format == SKEncodedImageFormat.Webp,
        ImageType.Gif => format == SKEncodedImageFormat.Gif,
        _ => false,
    };

    private static Refusal Malformed(string message) => new(RefusalCodes.MalformedMessage, message);
}
