using System.Net.Http.Headers;
using SkiaSharp;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>An image to upload.</summary>
internal static class Pictures
{
    public static ByteArrayContent Small()
    {
        using var bitmap = new SKBitmap(4, 4);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return new ByteArrayContent(data.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
    }
}
