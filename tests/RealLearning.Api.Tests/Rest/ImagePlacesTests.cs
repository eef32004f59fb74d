using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using System.Text;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using SkiaSharp;

namespace RealLearning.Api.Tests.Rest;

/// <summary>Where a picture was taken is in none of the places that its kind has for it, once it was uploaded.</summary>
public sealed class ImagePlacesTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Place = "51.5N 0.1W";

    private static readonly byte[] s_exif = [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, .. Encoding.Latin1.GetBytes(Place)];

    private static readonly byte[] s_xmp = Encoding.UTF8.GetBytes($"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><exif:GPSLatitude>{Place}</exif:GPSLatitude></x:xmpmeta>");

    [Fact]
    public async Task Png_WithPlacesInEveryChunkThatHoldsText_KeepsPixelsAlone()
    {
        var png = ImageApiTests.Draw(40, 30, SKEncodedImageFormat.Png);
        byte[] told =
        [
            .. PngChunk("eXIf", s_exif), .. PngChunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. s_xmp]), .. PngChunk("tEXt", [.. "GPS\0"u8, .. Encoding.Latin1.GetBytes(Place)]),
            .. PngChunk("tIME", [7, 234, 11, 28, 7, 0, 0]), .. PngChunk("plAc", Encoding.Latin1.GetBytes(Place)),
        ];
        var kept = await KeptAsync([.. png[..33], .. told, .. png[33..], .. Encoding.Latin1.GetBytes(Place)], "image/png");

        Assert.All(PngChunks(kept), static chunk => Assert.Contains(chunk, new[] { "IHDR", "sRGB", "sBIT", "IDAT", "IEND" }));
    }

    [Fact]
    public async Task WebP_WithPlacesInExifAndXmp_KeepsPixelsAlone()
    {
        var pixels = WebPChunks(ImageApiTests.Draw(40, 30, SKEncodedImageFormat.Webp)).Single(static chunk => chunk.Name is "VP8 " or "VP8L");
        byte[] chunks =
        [
            .. WebPChunk("VP8X", [0x0C, 0, 0, 0, 39, 0, 0, 29, 0, 0]), .. WebPChunk(pixels.Name, pixels.Bytes), .. WebPChunk("EXIF", s_exif), .. WebPChunk("XMP ", s_xmp), .. WebPChunk("PLAC", Encoding.Latin1.GetBytes(Place)),
        ];
        var size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, chunks.Length + 4);
        var kept = await KeptAsync([.. "RIFF"u8, .. size, .. "WEBP"u8, .. chunks], "image/webp");

        // The profile is the encoder's own, of sRGB.
        Assert.All(WebPChunks(kept), static chunk => Assert.Contains(chunk.Name, new[] { "VP8 ", "VP8L", "VP8X", "ALPH", "ICCP" }));
    }

    [Fact]
    public async Task Jpeg_WithPlacesInXmpIptcAndComments_KeepsPixelsAlone()
    {
        var jpeg = ImageApiTests.Draw(40, 30, SKEncodedImageFormat.Jpeg);
        byte[] told =
        [
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. s_exif]), .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. s_xmp]),
            .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. Encoding.Latin1.GetBytes(Place)]), .. Segment(0xFE, Encoding.Latin1.GetBytes(Place)),
        ];
        var kept = await KeptAsync([.. jpeg[..2], .. told, .. jpeg[2..], .. Encoding.Latin1.GetBytes(Place)], "image/jpeg");

        Assert.True(kept.AsSpan().IndexOf("Photoshop"u8) < 0);
    }

    [Fact]
    public async Task Gif_WithAPlaceAndMovement_BecomesAStillPngOfItsFirstFrame()
    {
        // One pixel, red; then blue.
        byte[] gif =
        [
            .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255, 0x21, 0xFE, (byte)Place.Length, .. Encoding.Latin1.GetBytes(Place), 0,
            0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4C, 1, 0, 0x3B,
        ];
        var kept = await KeptAsync(gif, "image/png", 1, 1);

        using var picture = SKBitmap.Decode(kept);
        Assert.Equal(SKColors.Red, picture.GetPixel(0, 0));
        var (anna, room) = await RoomAsync();
        using var broken = await anna.Http.PostAsync($"/api/rooms/{room}/images", ImageApiTests.Content(gif[..14]));
        await RoomApiTests.AssertProblemAsync(broken, HttpStatusCode.BadRequest, "malformed-message");
    }

    [Theory]
    [InlineData(100, 40, 100, 40)]
    [InlineData(101, 40, 100, 39)]
    [InlineData(50, 400, 12, 100)]
    [InlineData(400, 1, 100, 1)]
    public async Task Image_WithASideLongerThanTheOption_IsScaledDown(int width, int height, int keptWidth, int keptHeight)
    {
        await using var server = await Server.StartAsync("--Images:SidePixelsMax=100");
        using var anna = await server.PersonAsync("Anna");
        using var reply = await anna.Http.PostAsync($"/api/rooms/{await anna.CreateRoomAsync()}/images", ImageApiTests.Content(ImageApiTests.Draw(width, height, SKEncodedImageFormat.Png)));
        var told = await Person.JsonAsync(reply, HttpStatusCode.Created);
        using var picture = SKBitmap.Decode(await anna.Http.GetByteArrayAsync(told.GetProperty("url").GetString()));

        Assert.Equal((keptWidth, keptHeight), (told.GetProperty("width").GetInt32(), told.GetProperty("height").GetInt32()));
        Assert.Equal((keptWidth, keptHeight), (picture.Width, picture.Height));
    }

    /// <summary>What is served of an upload, in which the place is nowhere.</summary>
    private async Task<byte[]> KeptAsync(byte[] upload, string type, int width = 40, int height = 30)
    {
        Assert.True(upload.AsSpan().IndexOf(Encoding.Latin1.GetBytes(Place)) > 0);
        var (anna, room) = await RoomAsync();
        using var reply = await anna.Http.PostAsync($"/api/rooms/{room}/images", ImageApiTests.Content(upload));
        var told = await Person.JsonAsync(reply, HttpStatusCode.Created);
        using var served = await anna.Http.GetAsync(told.GetProperty("url").GetString());
        var kept = await served.Content.ReadAsByteArrayAsync();
        Assert.Equal((type, width, height), (served.Content.Headers.ContentType!.MediaType, told.GetProperty("width").GetInt32(), told.GetProperty("height").GetInt32()));
        Assert.All([Place, "Exif", "EXIF", "xmpmeta", "GPS"], word => Assert.True(kept.AsSpan().IndexOf(Encoding.Latin1.GetBytes(word)) < 0, word));
        return kept;
    }

    private async Task<(Person Anna, string Room)> RoomAsync()
    {
        var anna = await fixture.Server.PersonAsync("Anna");
        return (anna, await anna.CreateRoomAsync());
    }

    private static byte[] PngChunk(string name, byte[] bytes)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.Latin1.GetBytes(name), .. bytes, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, bytes.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.HashToUInt32(chunk.AsSpan(4, bytes.Length + 4)));
        return chunk;
    }

    private static IEnumerable<string> PngChunks(byte[] png)
    {
        for (var at = 8; at < png.Length; at += 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at)))
        {
            yield return Encoding.Latin1.GetString(png, at + 4, 4);
        }
    }

    private static byte[] WebPChunk(string name, byte[] bytes)
    {
        byte[] chunk = [.. Encoding.Latin1.GetBytes(name), 0, 0, 0, 0, .. bytes, .. new byte[bytes.Length % 2]];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), bytes.Length);
        return chunk;
    }

    private static IEnumerable<(string Name, byte[] Bytes)> WebPChunks(byte[] webP)
    {
        for (var at = 12; at < webP.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(webP.AsSpan(at + 4));
            yield return (Encoding.Latin1.GetString(webP, at, 4), webP[(at + 8)..(at + 8 + length)]);
            at += 8 + length + (length % 2);
        }
    }

    private static byte[] Segment(byte marker, byte[] bytes) => [0xFF, marker, (byte)((bytes.Length + 2) >> 8), (byte)(bytes.Length + 2), .. bytes];
}
