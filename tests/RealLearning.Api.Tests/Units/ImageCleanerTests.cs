using Microsoft.Extensions.Options;
using RealLearning.Api.Images;
using RealLearning.Api.Tests.Servers;
using RealLearning.Contracts.Documents;
using SkiaSharp;

namespace RealLearning.Api.Tests.Units;

/// <summary>How many uploads are decoded and wait at a time.</summary>
public sealed class ImageCleanerTests
{
    private const int Uploads = 8;

    [Fact]
    public async Task Uploads_BeyondThoseWhoMayWait_AreRefused_AndTheOthersAreCleaned()
    {
        using var cleaner = new ImageCleaner(Options.Create(new ImageOptions { DecodesMax = 1, DecodesQueueMax = 1 }));
        using var bitmap = new SKBitmap(2_000, 2_000);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        var upload = encoded.ToArray();
        using var start = new Barrier(Uploads);
        var results = Enumerable.Range(0, Uploads).Select(_ => new TaskCompletionSource<(CleanImage? Image, Refusal? Refusal)>()).ToArray();
        foreach (var result in results)
        {
            new Thread(() =>
            {
                start.SignalAndWait();
                _ = cleaner.CleanAsync(upload, CancellationToken.None).ContinueWith(result.SetFromTask, TaskScheduler.Default);
            }).Start();
        }

        var all = await Task.WhenAll(results.Select(static result => result.Task)).Soon();

        Assert.Contains(all, static one => one.Refusal?.Code == RefusalCodes.RateExceeded);
        Assert.True(all.Count(static one => one.Image is { Width: 2_000 }) >= 2);
        Assert.All(all, static one => Assert.True(one.Image is not null || one.Refusal?.Code == RefusalCodes.RateExceeded));
    }

    [Fact]
    public async Task Turn_OfAnImageThatIsDamagedOrGivenUp_IsTheNextOnes()
    {
        using var cleaner = new ImageCleaner(Options.Create(new ImageOptions { DecodesMax = 1, DecodesQueueMax = 0 }));
        var upload = Rest.ImageApiTests.Draw(200, 200, SKEncodedImageFormat.Png);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(RefusalCodes.MalformedMessage, (await cleaner.CleanAsync(upload[..120], CancellationToken.None)).Refusal?.Code);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cleaner.CleanAsync(upload, gone.Token));
            Assert.NotNull((await cleaner.CleanAsync(upload, CancellationToken.None)).Image);
        }
    }
}
