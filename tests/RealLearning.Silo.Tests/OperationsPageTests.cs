using System.Reflection;
using System.Runtime.CompilerServices;
using RealLearning.Grains.Documents;
using RealLearning.Silo.Storage;
using Xunit;

namespace RealLearning.Silo.Tests;

public sealed class OperationsPageTests
{
    [Theory]
    [InlineData(typeof(JournalOptions))]
    [InlineData(typeof(LiveOptions))]
    public void Option_EachOne_StandsOnThePage(Type options)
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../docs/operations.md"));

        var missing = options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name)
            .Where(name => !page.Contains($"| `{name}` |", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
