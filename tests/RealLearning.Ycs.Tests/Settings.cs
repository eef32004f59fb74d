using System.Globalization;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>How long random tests run and where they start, from the environment; the seed is printed.</summary>
internal static class Settings
{
    public static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    public static int Seed(ITestOutputHelper output)
    {
        var seed = Number("YCS_SEED", Random.Shared.Next(1 << 30));
        output.WriteLine($"YCS_SEED={seed}");
        return seed;
    }
}
