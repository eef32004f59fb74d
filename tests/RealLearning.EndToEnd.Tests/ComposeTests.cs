using System.Text.RegularExpressions;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>What docker-compose.yml starts, started without a container.</summary>
public sealed partial class ComposeTests
{
    [Fact]
    public async Task Node_AsComposed_PrintsTheAdministratorsLink_WhichOpens_AndKeepsItsDataOnTheVolume()
    {
        await using var server = await ServerProcess.StartComposedAsync();
        var link = new Uri(await server.PrintedAsync(Link()));
        using var http = new HttpClient();

        Assert.Equal("localhost", link.Host);
        Assert.Contains("<html", await http.GetStringAsync(link), StringComparison.Ordinal);
        Assert.Equal("""{"people":[]}""", await http.GetStringAsync(new Uri(link, "/api/demonstration")));
        using var administrator = await Person.AccountAsync(server, link.Fragment[1..], "Ada Admin");
        using var person = await Person.AccountAsync(server, await administrator.InviteAsync("member"), "Lea");
        await person.CreateRoomAsync("On a volume");
        Assert.NotEmpty(Directory.EnumerateFiles(server.Data, "*.db"));
    }

    [Fact]
    public async Task Lab_WhereEverybodyCanConnect_IsRefusedAtTheStart()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync("--urls=http://0.0.0.0:0"));

        Assert.Contains("loopback", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"http://\S+/invitation#\S+")]
    private static partial Regex Link();
}
