using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using RealLearning.Api.Access;
using RealLearning.Api.Hosting;
using RealLearning.Api.Live;
using RealLearning.Api.OpenApi;
using RealLearning.Api.OpenApi.Examples;
using RealLearning.Api.Rooms;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Publishing;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Images;

/// <summary>Images of a room: put there by those who may edit, seen by those who may see the room.</summary>
internal static class ImageEndpoints
{
    private const string Year = "private, max-age=31536000, immutable";

    public static void AddImages(this IServiceCollection services)
    {
        services.AddLimits<ImageOptions>(ImageOptions.Section);
        services.AddSingleton<ImageCleaner>();
    }

    public static void MapImages(this IEndpointRouteBuilder api)
    {
        var images = api.MapGroup("/rooms/{kind}/{id}/images").WithTags("Rooms").RequireSignedIn()
            .Refuses(RefusalCodes.UnknownDocument, RefusalCodes.DocumentDamaged);
        images.MapPost("", UploadAsync)
            .Says("addImage", "Adds an image to a room, without what a camera wrote into it.")
            .TakesBytes("image/png", "image/jpeg", "image/webp", "image/gif")
            .Answers(RoomExamples.Image, StatusCodes.Status201Created)
            .Refuses(RefusalCodes.DocumentFull, RefusalCodes.RateExceeded);
        images.MapGet("/{name}", GetAsync)
            .Says("getImage", "Shows an image of a room to those who may see the room.")
            .AnswersBytes("image/png", "image/jpeg", "image/webp");
    }

    private static async Task<IResult> UploadAsync(
        string kind, string id, HttpContext context, ImageCleaner cleaner, IImageStore store, IGrainFactory grains, RoomCalls calls, IOptions<ImageOptions> options)
    {
        var (key, room, refusal) = await FindAsync(kind, id, context.User, grains, calls);
        if (room is null)
        {
            return Refusals.Problem(refusal!);
        }

        if (room.Right < Right.Edit)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.NoRight, "You may not add images here."));
        }

        if (await ReadAsync(context, options.Value.BytesMax) is not { } upload)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.TooLarge, $"An image may have at most {options.Value.BytesMax / 1_048_576.0:0.#} MB. Make it smaller and add it again."));
        }

        var (image, fault) = await cleaner.CleanAsync(upload, context.RequestAborted);
        if (image is null)
        {
            return Refusals.Problem(fault!);
        }

        if (await store.BytesAsync(key, context.RequestAborted) + image.Bytes.Length > options.Value.RoomBytesMax)
        {
            return Refusals.Problem(new Refusal(RefusalCodes.DocumentFull, $"The images of this room would have more than {options.Value.RoomBytesMax / 1_048_576.0:0.#} MB together."));
        }

        var name = await store.PutAsync(key, image.Bytes, image.ContentType, context.RequestAborted);
        var url = $"/api/rooms/{key}/images/{name}";
        return Results.Created(url, new ImageDto(url, image.Width, image.Height));
    }

    private static async Task<IResult> GetAsync(
        string kind, string id, string name, HttpContext context, IImageStore store, IGrainFactory grains, RoomCalls calls)
    {
        var (key, room, refusal) = await FindAsync(kind, id, context.User, grains, calls);
        if (room is null)
        {
            return Refusals.Problem(refusal!);
        }

        if (!RoomKey.TryParse($"workspace/{name}", out _) || await ReadAsync(store, key, room, name, context.RequestAborted) is not { } image)
        {
            return Refusals.Problem(Refusals.UnknownDocument);
        }

        return Image(context, image, Year);
    }

    /// <summary>An image as an answer, of which nothing is run.</summary>
    public static IResult Image(HttpContext context, StoredImage image, string keep)
    {
        context.Response.Headers.CacheControl = keep;
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(image.Bytes, image.ContentType);
    }

    /// <summary>
    /// The work that a session looks at shows its workspace's images, also to those who are in the session alone. Names are the images' own checksums,
    /// so whoever can ask for one has read it in the work.
    /// </summary>
    private static async Task<StoredImage?> ReadAsync(IImageStore store, RoomKey key, RoomView room, string name, CancellationToken cancellationToken) =>
        await store.GetAsync(key, name, cancellationToken) ?? (room.Parent is { } parent ? await store.GetAsync(parent, name, cancellationToken) : null);

    private static async Task<(RoomKey Key, RoomView? Room, Refusal? Refusal)> FindAsync(
        string kind, string id, ClaimsPrincipal user, IGrainFactory grains, RoomCalls calls)
    {
        if (!RoomPath.TryRead(kind, id, out var key))
        {
            return (key, null, Refusals.UnknownDocument);
        }

        var reply = await calls.DoAsync((Room: grains.Room(key), Caller: Callers.Of(user)!), static call => call.Room.GetAsync(call.Caller));
        return (key, reply.Room, reply.Refusal);
    }

    /// <summary>
    /// The body, or null where it is longer than the limit. The server takes in somewhat more than it keeps, since a browser that is cut off while it
    /// sends never sees the answer.
    /// </summary>
    private static async Task<byte[]?> ReadAsync(HttpContext context, int bytesMax)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = 4L * bytesMax;
        }

        if (context.Request.ContentLength > bytesMax)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        int count;
        while ((count = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + count > bytesMax)
            {
                return null;
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }

    internal sealed record ImageDto(string Url, int Width, int Height);
}
