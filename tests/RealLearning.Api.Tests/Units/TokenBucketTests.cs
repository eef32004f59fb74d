using Microsoft.Extensions.Time.Testing;
using RealLearning.Api.Live;

namespace RealLearning.Api.Tests.Units;

public sealed class TokenBucketTests
{
    [Fact]
    public void TryTake_AfterTheBurst_FollowsTheRate()
    {
        var time = new FakeTimeProvider();
        var bucket = new TokenBucket(perSecond: 10, burst: 3, time);

        Assert.True(bucket.TryTake(3));
        Assert.False(bucket.TryTake(1));
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(bucket.TryTake(1));
        Assert.False(bucket.TryTake(1));
    }

    [Fact]
    public void TryTake_AfterALongSilence_HasTheBurstAndNoMore()
    {
        var time = new FakeTimeProvider();
        var bucket = new TokenBucket(perSecond: 10, burst: 3, time);
        time.Advance(TimeSpan.FromHours(1));

        Assert.False(bucket.TryTake(4));
        Assert.True(bucket.TryTake(3));
    }

    [Fact]
    public void TryTake_InTheLab_NeverEnds()
    {
        var bucket = new TokenBucket(0, double.PositiveInfinity, new FakeTimeProvider());

        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.True(bucket.TryTake(1_000)));
    }
}
