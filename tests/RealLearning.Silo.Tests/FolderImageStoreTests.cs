using Microsoft.Extensions.Logging.Abstractions;
using RealLearning.Contracts.Documents;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

public sealed class FolderImageStoreTests : IDisposable
{
    private static readonly RoomKey Room = RoomKey.Parse("workspace/abc");

    private readonly TempFolder _folder = new();
    private readonly FolderImageStore _store;

    public FolderImageStoreTests() => _store = new FolderImageStore(_folder.Path, NullLogger<FolderImageStore>.Instance);

    [Fact]
    public async Task Put_ThenGet_IsTheSame()
    {
        var name = await PutAsync(1);

        var image = await GetAsync(Room, name);

        Assert.Equal(Some.Bytes(1, 999), image!.Bytes);
        Assert.Equal("image/webp", image.ContentType);
    }

    [Fact]
    public async Task Put_Twice_IsKeptOnce()
    {
        Assert.Equal(await PutAsync(1), await PutAsync(1));
        await PutAsync(2);

        Assert.Equal(2, Directory.GetFiles(_folder["images"], "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Get_OtherRoom_IsNull()
    {
        var name = await PutAsync(1);

        Assert.Null(await GetAsync(RoomKey.Parse("workspace/other"), name));
        Assert.Null(await GetAsync(RoomKey.Parse("group/abc"), name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../journal.db")]
    [InlineData("/etc/passwd")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Get_NameThatIsNoHash_IsNull(string name) => Assert.Null(await GetAsync(Room, name));

    [Theory]
    [InlineData("..")]
    [InlineData("a/../../b")]
    [InlineData("")]
    public async Task Room_ThatIsNoKey_NamesNoFolder(string id)
    {
        var room = new RoomKey(RoomKind.Workspace, id);

        await Assert.ThrowsAsync<ArgumentException>(() => _store.PutAsync(room, Some.Bytes(1, 9), "image/png", CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => GetAsync(room, new string('a', 64)));
    }

    [Fact]
    public async Task Put_UnknownType_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _store.PutAsync(Room, Some.Bytes(1, 9), "image/svg+xml", CancellationToken.None));

    [Fact]
    public async Task Get_ChangedBytes_IsNullAndPutMendsIt()
    {
        var name = await PutAsync(1);
        var file = Assert.Single(Directory.GetFiles(_folder["images"], "*", SearchOption.AllDirectories));
        await File.WriteAllBytesAsync(file, Some.Bytes(2, 999));

        Assert.Null(await GetAsync(Room, name));
        await PutAsync(1);

        Assert.NotNull(await GetAsync(Room, name));
    }

    public void Dispose() => _folder.Dispose();

    private Task<string> PutAsync(int seed) => _store.PutAsync(Room, Some.Bytes(seed, 999), "image/webp", CancellationToken.None);

    private Task<Contracts.Publishing.StoredImage?> GetAsync(RoomKey room, string name) => _store.GetAsync(room, name, CancellationToken.None);
}
