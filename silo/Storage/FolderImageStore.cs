using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Publishing;

namespace RealLearning.Silo.Storage;

/// <summary>
/// Images as files: <c>images/&lt;kind&gt;/&lt;id&gt;/&lt;SHA-256&gt;.&lt;type&gt;</c>. The name is the content, so a file is written once and never changed,
/// and what is read is checked against its name.
/// </summary>
public sealed partial class FolderImageStore(string folder, ILogger<FolderImageStore> logger) : IImageStore
{
    private static readonly (string ContentType, string Ending)[] Types =
    [
        ("image/png", ".png"),
        ("image/jpeg", ".jpg"),
        ("image/webp", ".webp"),
        ("image/gif", ".gif"),
    ];

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    private readonly string _data = Path.GetFullPath(folder);
    private readonly string _folder = Path.Combine(Path.GetFullPath(folder), "images");

    /// <inheritdoc/>
    public async Task<string> PutAsync(RoomKey room, ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken)
    {
        var ending = Types.FirstOrDefault(type => type.ContentType == contentType).Ending
            ?? throw new ArgumentException($"'{contentType}' is no type of image that is kept.", nameof(contentType));
        var name = NameOf(image.Span);
        var path = Path.Combine(FolderOf(room), name + ending);
        DurableFiles.CreateFolder(FolderOf(room), _data);
        if (await ReadAsync(path, name, cancellationToken) is null)
        {
            await Task.Run(() => DurableFiles.Write(path, image.Span), cancellationToken);
        }
        else
        {
            // Who wrote it may be, or may have ended, between the renaming and the disk.
            DurableFiles.FlushFolder(FolderOf(room));
        }

        return name;
    }

    /// <inheritdoc/>
    public async Task<StoredImage?> GetAsync(RoomKey room, string name, CancellationToken cancellationToken)
    {
        if (name.Length != 2 * SHA256.HashSizeInBytes || name.AsSpan().ContainsAnyExcept(Hex))
        {
            return null;
        }

        foreach (var (contentType, ending) in Types)
        {
            if (await ReadAsync(Path.Combine(FolderOf(room), name + ending), name, cancellationToken) is { } bytes)
            {
                return new StoredImage(bytes, contentType);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    /// <remarks>What is being written may be renamed at this moment; what is there stays.</remarks>
    public Task<long> BytesAsync(RoomKey room, CancellationToken cancellationToken)
    {
        var folder = new DirectoryInfo(FolderOf(room));
        return Task.Run(() => folder.Exists ? folder.EnumerateFiles().Where(static file => file.Extension != ".tmp").Sum(static file => file.Length) : 0, cancellationToken);
    }

    /// <summary>The images of a data folder whose bytes are not those that were put, a line each.</summary>
    internal static IEnumerable<string> Verify(string data)
    {
        var images = Path.Combine(Path.GetFullPath(data), "images");
        return !Directory.Exists(images)
            ? []
            : Directory.EnumerateFiles(images, "*", SearchOption.AllDirectories)
                .Where(path => !path.EndsWith(".tmp", StringComparison.Ordinal) && NameOf(File.ReadAllBytes(path)) != Path.GetFileNameWithoutExtension(path))
                .Select(path => $"The image {Path.GetRelativePath(images, path)} is damaged.");
    }

    private static string NameOf(ReadOnlySpan<byte> image) => Convert.ToHexStringLower(SHA256.HashData(image));

    /// <summary>Null where there is none, or where the bytes are not those that were put.</summary>
    private async Task<byte[]?> ReadAsync(string path, string name, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        if (NameOf(bytes) == name)
        {
            return bytes;
        }

        LogDamaged(path);
        return null;
    }

    /// <summary>A key that was not parsed could hold anything; what does not read as one names no folder.</summary>
    private string FolderOf(RoomKey room) =>
        RoomKey.TryParse(room.ToString(), out var key) && key == room
            ? Path.Combine(_folder, RoomKey.NameOf(key.Kind), key.Id)
            : throw new ArgumentException($"'{room}' is not the key of a room.", nameof(room));
}
