using System.Globalization;
using Xunit;

namespace RealLearning.Silo.Tests.Support;

/// <summary>The seed of a random test: printed, and taken from the variable SEED where that is set.</summary>
internal static class TestSeed
{
    public static int Next(ITestOutputHelper output)
    {
        var seed = Environment.GetEnvironmentVariable("SEED") is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next(1 << 24);
        output.WriteLine($"SEED={seed}");
        return seed;
    }
}
