using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

public sealed class FolderSignInKeysTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void All_NeverPut_IsEmpty() => Assert.Empty(new FolderSignInKeys(_folder.Path).All());

    [Fact]
    public void Put_ThenAll_IsTheSameForTheOwnerAlone()
    {
        new FolderSignInKeys(_folder.Path).Put("key-2", "<two />");
        new FolderSignInKeys(_folder.Path).Put("key-1", "<one />");

        Assert.Equal(["<one />", "<two />"], new FolderSignInKeys(_folder.Path).All());
        foreach (var file in Directory.GetFiles(_folder["keys"]))
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("../key")]
    [InlineData("a/b")]
    public void Put_NameThatIsNone_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => new FolderSignInKeys(_folder.Path).Put(name, "<key />"));

    public void Dispose() => _folder.Dispose();
}
