using Microsoft.Extensions.Logging.Abstractions;
using RealLearning.Contracts.Documents;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests.PowerCut;

/// <summary>A backup that has ended is on disk, and one that has not leaves the one before it as it was.</summary>
public sealed class BackupPowerCutTests(ITestOutputHelper output)
{
    private const int Cuts = 20;

    [Fact]
    public async Task PowerCut_DuringABackup_TheOneBeforeIsThere_AfterItTheNewOne()
    {
        using var data = new TempFolder();
        using var target = new TempFolder();
        await WriteAsync(data, 1, 40);
        var first = await BackUpAsync(data, target);
        await WriteAsync(data, 41, 80);
        var calls = first.Then(await BackUpAsync(data, target));
        var (firstEnd, end) = (first.Max(call => call.End) + 1, calls[^1].End + 1);

        var random = new Random(TestSeed.Next(output));
        foreach (var survival in Survival.Kinds(random.Next()))
        {
            await CheckAsync(calls, firstEnd, target, survival, atLeast: 40);
            await CheckAsync(calls, end, target, survival, atLeast: 80);
            for (var i = 0; i < Cuts; i++)
            {
                await CheckAsync(calls, random.Next(firstEnd, end), target, survival, atLeast: 40);
            }
        }
    }

    private static Task<List<SystemCall>> BackUpAsync(TempFolder data, TempFolder target) =>
        TracedChild.RunAsync(target.Path, "RealLearning.Silo.dll", $"--Data={data.Path}", $"--Backup={target.Path}");

    private static async Task WriteAsync(TempFolder data, int from, int to)
    {
        await using var journal = SqliteDocumentJournalTests.Open(data);
        var document = Some.Document("kept");
        await journal.AppendAsync(document, (await journal.OpenAsync(document)).Term, from, to);
        await new FolderImageStore(data.Path, NullLogger<FolderImageStore>.Instance).PutAsync(document.Room, Some.Bytes(to, 9_000), "image/png", CancellationToken.None);
        new FolderSignInKeys(data.Path).Put($"key-{to}", "<key />");
    }

    private static async Task CheckAsync(List<SystemCall> calls, int cut, TempFolder target, Survival survival, int atLeast)
    {
        using var folder = new TempFolder();
        DiskImage.Replay(target.Path, calls, cut).Write(folder.Path, survival);
        try
        {
            var document = Some.Document("kept");
            var images = new FolderImageStore(folder.Path, NullLogger<FolderImageStore>.Instance);
            await using var journal = SqliteDocumentJournalTests.Open(folder);
            var records = await journal.ReadAsync(document);
            Assert.InRange(records.Count, atLeast, 80);
            Assert.Empty(await journal.VerifyAsync(CancellationToken.None));
            Assert.InRange(new FolderSignInKeys(folder.Path).All().Count, atLeast / 40, 2);
            foreach (var image in atLeast == 80 ? new[] { 40, 80 } : [40])
            {
                Assert.NotNull(await images.GetAsync(document.Room, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Some.Bytes(image, 9_000))), CancellationToken.None));
            }
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"cut at line {cut}, {survival}: {exception.Message}", exception);
        }
    }
}
