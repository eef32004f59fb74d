using Microsoft.Extensions.DependencyInjection;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Publishing;
using RealLearning.Grains.Journal;
using RealLearning.Silo.Hosting;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

public sealed class DataBackupTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Backup_OfANode_StartsAsANode(bool whileItRuns)
    {
        var (document, room) = (Some.Document("a"), RoomKey.Parse("workspace/a"));
        using var data = new TempFolder();
        using var target = new TempFolder();
        var node = await SiloHostingTests.StartAsync(new SiloOptions { Data = data.Path });
        var journal = node.Services.GetRequiredService<IDocumentJournal>();
        await journal.AppendAsync(document, (await journal.OpenAsync(document)).Term, 1, 30);
        var image = await node.Services.GetRequiredService<IImageStore>().PutAsync(room, Some.Bytes(1, 99), "image/png", CancellationToken.None);
        if (whileItRuns)
        {
            await DataBackup.WriteAsync(data.Path, target["backup"]);
            await SiloHostingTests.StopAsync(node);
        }
        else
        {
            await SiloHostingTests.StopAsync(node);
            await DataBackup.WriteAsync(data.Path, target["backup"]);
        }

        var restored = await SiloHostingTests.StartAsync(new SiloOptions { Data = target["backup"] });

        Assert.Equal(30, (await restored.Services.GetRequiredService<IDocumentJournal>().OpenAsync(document)).Records.Count);
        Assert.NotNull(await restored.Services.GetRequiredService<IImageStore>().GetAsync(room, image, CancellationToken.None));
        await SiloHostingTests.StopAsync(restored);
    }

    [Fact]
    public async Task Backup_OfNoDataFolder_IsRefusedByName()
    {
        using var folder = new TempFolder();

        await Assert.ThrowsAsync<FileNotFoundException>(() => DataBackup.WriteAsync(folder.Path, folder["backup"]));

        Assert.False(Directory.Exists(folder["backup"]));
    }
}
