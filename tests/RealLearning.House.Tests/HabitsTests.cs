using System.Text.RegularExpressions;
using Xunit;

namespace RealLearning.House.Tests;

/// <summary>Habits that a machine can see.</summary>
public sealed partial class HabitsTests
{
    private const int LinesMax = 400;

    private static readonly string[] Product = ["ycs", "grains", "silo", "api"];

    [Fact]
    public void SourceFile_Length_StaysReadable()
    {
        var long_ = All(".cs", ".ts", ".svelte", ".mjs").Where(path => House.Read(path).Count(c => c == '\n') > LinesMax);

        Assert.Empty(long_);
    }

    [Fact]
    public void Product_Clock_IsHandedIn() => AssertNone(Product, WallClock());

    [Fact]
    public void Product_Waits_NeverBlock() => AssertNone(Product, Blocking());

    [Fact]
    public void Grains_Work_StaysOnTheirScheduler() => AssertNone(["grains"], OffScheduler());

    [Fact]
    public void Tests_Waits_AreForConditions() => AssertNone(["tests", "web"], Sleeping());

    [Fact]
    public void Tests_None_AreSkipped() => AssertNone(["tests", "web"], Skipped());

    [Fact]
    public void LockFiles_Registries_AreNotNamed()
    {
        var named = All("package-lock.json").Where(path => House.Read(path).Contains("\"resolved\": \"http", StringComparison.Ordinal));

        Assert.Empty(named);
    }

    private static IEnumerable<string> All(params string[] endings) =>
        Product.Concat(["tests", "bench", "web"]).SelectMany(folder => House.Files(folder, endings));

    private static void AssertNone(string[] folders, Regex banned)
    {
        var found = folders
            .SelectMany(folder => House.Files(folder, ".cs", ".ts", ".svelte", ".mjs"))
            .Where(path => !path.Contains("House.Tests", StringComparison.Ordinal))
            .SelectMany(path => House.Read(path).Split('\n').Select((line, i) => (Place: $"{path}:{i + 1}", Line: line)))
            .Where(place => banned.IsMatch(place.Line))
            .Select(place => $"{place.Place} {place.Line.Trim()}");

        Assert.Empty(found);
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b")]
    private static partial Regex WallClock();

    [GeneratedRegex(@"\.GetAwaiter\(\)\.GetResult\(\)|Thread\.Sleep|\.Wait\(\)")]
    private static partial Regex Blocking();

    [GeneratedRegex(@"\bTask\.Run\b|ConfigureAwait\(false\)")]
    private static partial Regex OffScheduler();

    [GeneratedRegex(@"Thread\.Sleep")]
    private static partial Regex Sleeping();

    [GeneratedRegex(@"\bSkip *= *""|\b(it|test|describe)\.(skip|only)\(")]
    private static partial Regex Skipped();
}
