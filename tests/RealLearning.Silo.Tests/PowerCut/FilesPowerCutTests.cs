using Microsoft.Extensions.Logging.Abstractions;
using RealLearning.Contracts.Documents;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests.PowerCut;

/// <summary>Uploaded images and the keys of sign-ins: on disk when they are acknowledged, at whatever moment the power goes.</summary>
public sealed class FilesPowerCutTests(ITestOutputHelper output)
{
    private const int Cuts = 40;

    [Fact]
    public async Task PowerCut_AnyMoment_EveryFileAcknowledgedIsThere()
    {
        using var folder = new TempFolder();
        var calls = await RecordAsync(folder);
        var random = new Random(TestSeed.Next(output));

        var checkedFiles = await CheckAsync(calls, calls[^1].End + 1, folder, new Survival(0, 4096, random));
        Assert.Equal(13, checkedFiles);
        for (var i = 0; i < Cuts; i++)
        {
            var cut = calls.CutNearSync(random);
            foreach (var survival in Survival.Kinds(random.Next()))
            {
                checkedFiles += await CheckAsync(calls, cut, folder, survival);
            }
        }

        output.WriteLine($"{calls.Count} calls, {calls.Count(call => call.Kind == CallKind.Sync)} syncs, {checkedFiles} acknowledged files checked");
    }

    [Fact]
    public async Task Put_WhatAnEarlierProcessDidNotBringToTheDisk_IsBroughtThere()
    {
        using var folder = new TempFolder();

        // It was killed, each time, between writing an entry of a folder and bringing it to the disk.
        var killed = (await RecordAsync(folder)).Where(call => call.Kind != CallKind.Say && !(call.Kind == CallKind.Sync && Directory.Exists(call.Path))).ToList();
        var calls = killed.Then(await RecordAsync(folder));

        Assert.Equal(13, await CheckAsync(calls, calls[^1].End + 1, folder, new Survival(0, 4096, new Random(1))));
    }

    private static Task<List<SystemCall>> RecordAsync(TempFolder folder) =>
        TracedChild.RunAsync(folder.Path, "RealLearning.Silo.Tests.Writer.dll", "files", folder.Path);

    private static async Task<int> CheckAsync(List<SystemCall> calls, int cut, TempFolder recorded, Survival survival)
    {
        using var folder = new TempFolder();
        DiskImage.Replay(recorded.Path, calls, cut).Write(folder.Path, survival);
        var images = new FolderImageStore(folder.Path, NullLogger<FolderImageStore>.Instance);
        var keys = new FolderSignInKeys(folder.Path).All();
        var count = 0;
        foreach (var words in calls.AcknowledgedBefore(cut))
        {
            var isThere = words[1] == "key"
                ? keys.Contains($"<key name=\"{words[2]}\" />")
                : await images.GetAsync(RoomKey.Parse(words[2]), words[3], CancellationToken.None) is not null;
            Assert.True(isThere, $"{string.Join(' ', words)} is lost: cut at line {cut}, {survival}");
            count++;
        }

        return count;
    }
}
