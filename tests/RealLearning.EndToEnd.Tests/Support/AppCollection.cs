using Xunit;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>The tests of the web app run one after the other, on one server and one browser.</summary>
[CollectionDefinition(Name)]
public sealed class AppCollection : ICollectionFixture<AppFixture>
{
    public const string Name = "web app";
}
