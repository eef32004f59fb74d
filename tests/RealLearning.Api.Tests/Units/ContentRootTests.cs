using RealLearning.Api.Hosting;

namespace RealLearning.Api.Tests.Units;

public sealed class ContentRootTests
{
    [Theory]
    [InlineData("--contentRoot", "api")]
    [InlineData("--contentroot=api", null)]
    public void Rooted_RelativePath_IsTakenFromWhereOneStands(string first, string? second)
    {
        string[] args = second is null ? [first, "--x"] : [first, second, "--x"];

        var rooted = ContentRoot.Rooted(args);

        Assert.EndsWith(Path.GetFullPath("api"), string.Join(' ', rooted[..^1]), StringComparison.Ordinal);
        Assert.Equal("--x", rooted[^1]);
    }
}
