using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;
using SkiaSharp;

namespace RealLearning.Api.Tests.Rest;

/// <summary>Images: by content, within limits, without what a camera writes into them.</summary>
public sealed class ImageApiTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private Server Server => fixture.Server;

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "image/png")]
    [InlineData(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Webp, "image/webp")]
    public async Task Image_Uploaded_IsServedSafelyToThoseOfTheRoom(SKEncodedImageFormat format, string type)
    {
        var (anna, room) = await RoomAsync();
        using var eve = await Server.PersonAsync("Eve");
        var uploaded = await Person.JsonAsync(await UploadAsync(anna, room, Draw(40, 30, format)), HttpStatusCode.Created);
        var url = uploaded.GetProperty("url").GetString()!;
        using var served = await anna.Http.GetAsync(url);
        using var hidden = await eve.Http.GetAsync(url);

        Assert.Equal((40, 30), (uploaded.GetProperty("width").GetInt32(), uploaded.GetProperty("height").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Equal(type, served.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", served.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", served.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("immutable", served.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task Jpeg_WithAPlaceAndATurn_LosesThePlaceAndKeepsTheTurn()
    {
        var (anna, room) = await RoomAsync();
        var photo = WithExif(Draw(40, 30, SKEncodedImageFormat.Jpeg), orientation: 6);
        var uploaded = await Person.JsonAsync(await UploadAsync(anna, room, photo), HttpStatusCode.Created);
        var kept = await anna.Http.GetByteArrayAsync(uploaded.GetProperty("url").GetString());

        Assert.Equal((30, 40), (uploaded.GetProperty("width").GetInt32(), uploaded.GetProperty("height").GetInt32()));
        Assert.True(kept.AsSpan().IndexOf("Exif"u8) < 0);
        using var picture = SKBitmap.Decode(kept);
        Assert.True(picture.GetPixel(25, 5).Red > 200, "The red corner is at the top right after a quarter turn.");
    }

    [Fact]
    public async Task Png_ThatClaimsToBeHuge_IsRefusedBeforeItIsDecoded()
    {
        var (anna, room) = await RoomAsync();
        var bomb = Draw(8, 8, SKEncodedImageFormat.Png);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 60_000);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), Crc32.HashToUInt32(bomb.AsSpan(12, 17)));
        using var reply = await UploadAsync(anna, room, bomb);

        await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Images_OfARoomBeyondTheirBytes_AreRefused_AndAnotherRoomsAreNot()
    {
        var image = Draw(40, 30, SKEncodedImageFormat.Png);
        await using var server = await Server.StartAsync($"--Images:RoomBytesMax={2 * image.Length}");
        using var anna = await server.PersonAsync("Anna");
        var room = await anna.CreateRoomAsync();
        using var first = await UploadAsync(anna, room, image);
        var url = (await Person.JsonAsync(first, HttpStatusCode.Created)).GetProperty("url").GetString();
        using var second = await UploadAsync(anna, room, Draw(400, 300, SKEncodedImageFormat.Png));

        await RoomApiTests.AssertProblemAsync(second, HttpStatusCode.RequestEntityTooLarge, "document-full");
        using var there = await anna.Http.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        using var elsewhere = await UploadAsync(anna, await anna.CreateRoomAsync(), image);
        Assert.Equal(HttpStatusCode.Created, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Image_LargerThanTheLimit_IsTooLarge()
    {
        var (anna, room) = await RoomAsync();
        using var reply = await UploadAsync(anna, room, new byte[(10 << 20) + 1]);

        await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task WhatIsNoImage_WhateverItIsCalled_IsMalformed()
    {
        var (anna, room) = await RoomAsync();
        byte[][] fakes =
        [
            [],
            "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(),
            "<html><script>alert(1)</script></html>"u8.ToArray(),
            "\x89PNG\r\n\x1a\nnot really"u8.ToArray(),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3],
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 0],
            [(byte)'B', (byte)'M', 0, 0, 0, 0],
            Draw(200, 200, SKEncodedImageFormat.Png)[..80],
        ];
        foreach (var fake in fakes)
        {
            using var reply = await UploadAsync(anna, room, fake);
            await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.BadRequest, "malformed-message");
        }
    }

    [Fact]
    public async Task Reader_Uploads_HasNoRight()
    {
        var (anna, room) = await RoomAsync();
        using var ben = await Server.PersonAsync("Ben");
        await anna.InviteAsync(ben, room, "comment");
        using var reply = await UploadAsync(ben, room, Draw(4, 4, SKEncodedImageFormat.Png));

        await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.Forbidden, "no-right");
    }

    [Fact]
    public async Task Session_ImageOfItsWorkspace_IsSeenByThoseWhoAreInTheSessionAlone()
    {
        var (anna, room) = await RoomAsync();
        using var ben = await Server.PersonAsync("Ben");
        var uploaded = await Person.JsonAsync(await UploadAsync(anna, room, Draw(4, 4, SKEncodedImageFormat.Png)), HttpStatusCode.Created);
        var name = uploaded.GetProperty("url").GetString()!.Split('/')[^1];
        var (snapshotId, sessionId) = (Person.NewId(), Person.NewId());
        await anna.CommandAsync(room, new { type = "freezeSnapshot", snapshotId, title = "Draft 1" });
        await anna.CommandAsync(room, new { type = "openSession", sessionId, title = "Critique", snapshotId });
        await anna.InviteAsync(ben, $"session/{sessionId}", "comment");
        using var through = await ben.Http.GetAsync($"/api/rooms/session/{sessionId}/images/{name}");
        using var direct = await ben.Http.GetAsync($"/api/rooms/{room}/images/{name}");

        Assert.Equal(HttpStatusCode.OK, through.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, direct.StatusCode);
    }

    [Theory]
    [InlineData("..%2F..%2Fkeys")]
    [InlineData("0000")]
    public async Task Image_OfANameThatIsNone_IsUnknown(string name)
    {
        var (anna, room) = await RoomAsync();
        using var reply = await anna.Http.GetAsync($"/api/rooms/{room}/images/{name}");

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    private async Task<(Person Anna, string Room)> RoomAsync()
    {
        var anna = await Server.PersonAsync("Anna");
        return (anna, await anna.CreateRoomAsync());
    }

    private static Task<HttpResponseMessage> UploadAsync(Person person, string room, byte[] bytes) => person.Http.PostAsync($"/api/rooms/{room}/images", Content(bytes));

    /// <summary>A body that says of itself that it is a PNG.</summary>
    internal static ByteArrayContent Content(byte[] bytes) => new(bytes) { Headers = { ContentType = new("image/png") } };

    /// <summary>White, with a red corner at the top left.</summary>
    internal static byte[] Draw(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.White);
        using (var canvas = new SKCanvas(bitmap))
        using (var red = new SKPaint { Color = SKColors.Red })
        {
            canvas.DrawRect(0, 0, width / 2f, height / 2f, red);
        }

        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>Adds an EXIF segment with an orientation behind the start of a JPEG; the rest of it stands for a place.</summary>
    private static byte[] WithExif(byte[] jpeg, byte orientation)
    {
        byte[] tiff = [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0, .. "51.5N 0.1W"u8];
        var length = 2 + 6 + tiff.Length;
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. tiff, .. jpeg[2..]];
    }
}
