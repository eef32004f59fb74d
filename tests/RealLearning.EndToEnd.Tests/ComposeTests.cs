using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>What docker-compose.yml starts, started without a container.</summary>
public sealed class ComposeTests
{
    [Fact]
    public async Task Node_AsComposed_StartsAndKeepsItsDataOnTheVolume()
    {
        await using var server = await ServerProcess.StartComposedAsync();
        using var person = await Person.GuestAsync(server, "Ada");

        await person.CreateRoomAsync("On a volume");

        Assert.NotEmpty(Directory.EnumerateFiles(server.Data, "*.db"));
    }

    [Fact]
    public async Task Lab_WhereEverybodyCanConnect_IsRefusedAtTheStart()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync("--urls=http://0.0.0.0:0"));

        Assert.Contains("loopback", refused.Message, StringComparison.OrdinalIgnoreCase);
    }
}
