using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.Publishing;

/// <summary>Where uploaded images are kept, by room and content. The bytes that reach it were checked and re-encoded before.</summary>
public interface IImageStore
{
    /// <summary>Keeps an image and returns its name: the hash of its bytes, so that the same image is kept once. Durable when it returns.</summary>
    Task<string> PutAsync(RoomKey room, ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken);

    /// <summary>How many bytes the images of a room have together.</summary>
    Task<long> BytesAsync(RoomKey room, CancellationToken cancellationToken);

    /// <summary>An image of a room, or null.</summary>
    Task<StoredImage?> GetAsync(RoomKey room, string name, CancellationToken cancellationToken);
}

/// <summary>An image as it is served.</summary>
public sealed record StoredImage(byte[] Bytes, string ContentType);
