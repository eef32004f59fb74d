using System.Xml.Linq;
using Xunit;

namespace RealLearning.House.Tests;

/// <summary>Who may know whom. The table stands in docs/architecture.md.</summary>
public sealed class ReferenceArrowsTests
{
    [Theory]
    [InlineData("ycs/RealLearning.Ycs.csproj", "")]
    [InlineData("grains/RealLearning.Contracts/RealLearning.Contracts.csproj", "")]
    [InlineData("grains/RealLearning.Grains/RealLearning.Grains.csproj", "RealLearning.Contracts RealLearning.Ycs")]
    [InlineData("silo/RealLearning.Silo.csproj", "RealLearning.Grains")]
    [InlineData("api/RealLearning.Api.csproj", "RealLearning.Contracts RealLearning.Silo RealLearning.Ycs")]
    public void Project_References_AreTheArrowsOfTheHouse(string project, string expected)
    {
        var references = Elements(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Order();

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), references);
    }

    [Theory]
    [InlineData("ycs/RealLearning.Ycs.csproj", "")]
    [InlineData("grains/RealLearning.Contracts/RealLearning.Contracts.csproj", "Microsoft.Orleans.Sdk")]
    [InlineData("grains/RealLearning.Grains/RealLearning.Grains.csproj", "Microsoft.Orleans.Sdk")]
    public void Project_Packages_AreThoseOfTheHouse(string project, string expected)
    {
        var packages = Elements(project, "PackageReference").Order();

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), packages);
    }

    [Theory]
    [InlineData("Microsoft.Data.Sqlite")]
    [InlineData("Azure.Storage")]
    [InlineData("StackExchange.Redis")]
    public void StoragePackage_Named_OnlyInTheSilo(string package)
    {
        var elsewhere = new[] { "ycs", "grains", "api" }
            .SelectMany(folder => House.Files(folder, ".cs", ".csproj"))
            .Where(path => House.Read(path).Contains(package, StringComparison.Ordinal));

        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Api_Grains_AreNamedInTheCompositionRootAlone()
    {
        var named = House.Files("api", ".cs")
            .Where(path => path != "api/Program.cs")
            .Where(path => House.Read(path).Contains("RealLearning.Grains", StringComparison.Ordinal) || House.Read(path).Contains("RealLearning.Silo", StringComparison.Ordinal));

        Assert.Empty(named);
    }

    private static IEnumerable<string> Elements(string project, string name) =>
        XDocument.Parse(House.Read(project)).Descendants(name).Select(element => element.Attribute("Include")!.Value.Replace('\\', '/'));
}
