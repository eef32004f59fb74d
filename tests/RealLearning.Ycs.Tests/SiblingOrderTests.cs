using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>The order of siblings against a plain list.</summary>
public sealed class SiblingOrderTests(ITestOutputHelper output)
{
    [Fact]
    public void Siblings_PutAnywhere_AreFoundAsInAList()
    {
        var seed = Settings.Seed(output);
        for (var round = 0; round < 50; round++)
        {
            var random = new Random(seed + round);
            var (list, order) = (new List<Sibling>(), new SiblingOrder());
            for (var count = random.Next(1, 200); count > 0; count--)
            {
                var (sibling, at) = (new Sibling(random.Next(20), 0, 0), random.Next(list.Count + 1));
                order.Insert(sibling, at < list.Count ? list[at] : null);
                list.Insert(at, sibling);
                var (rank, end) = (random.Next(22), random.Next(list.Count + 1));
                Assert.Same(list[0], order.First);
                Assert.Same(list[..end].LastOrDefault(one => one.Rank < rank), order.LastBelow(rank, end < list.Count ? list[end] : null));
            }

            Assert.Equal(list.Skip(1).Append(null), list.Select(SiblingOrder.Next));
        }
    }
}
