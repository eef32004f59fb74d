using System.Diagnostics;
using System.Text.RegularExpressions;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>What a newcomer gets who types the README's first command.</summary>
public sealed partial class FirstCommandTests
{
    [Fact]
    public async Task FirstCommand_ServesThePageAndItsFiles_AndItsLinkMakesAnAdministrator()
    {
        await using var server = await ServerProcess.StartByFirstCommandAsync();
        using var http = new HttpClient { BaseAddress = server.Address };

        var page = await http.GetStringAsync("/");
        var script = Script().Match(page).Groups[1].Value;
        using var served = await http.GetAsync(script);
        using var person = await Person.AdministratorAsync(server);
        await person.CreateRoomAsync("First");

        Assert.True(served.IsSuccessStatusCode, $"{script}: {served.StatusCode}");
        Assert.Contains("immutable", served.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.EnumerateFiles(server.Data, "journal.db"));
    }

    [Fact]
    public async Task FirstCommand_KeepsItsDataWhereTheRepositoryIs()
    {
        using var asked = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", ServerProcess.PathOf("api"), "-getProperty:RunWorkingDirectory"]) { RedirectStandardOutput = true })!;
        var folder = await asked.StandardOutput.ReadToEndAsync();

        Assert.Equal(ServerProcess.PathOf(), Path.GetFullPath(folder.Trim()));
    }

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Script();
}
