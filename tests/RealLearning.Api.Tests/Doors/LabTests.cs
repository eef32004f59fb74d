using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Access;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Doors;

/// <summary>The lab: open only where it is asked for, and only on loopback.</summary>
public sealed class LabTests
{
    [Fact]
    public async Task Lab_OnEveryAddress_StopsTheServerWithACode()
    {
        var folder = Directory.CreateTempSubdirectory("real-learning-");
        try
        {
            var code = await Program.RunAsync(Program.Build(
                ["--urls", "http://0.0.0.0:0", "--Access:Lab=true", $"--Data={folder.FullName}", "--Logging:LogLevel:Default=None"])).Soon();

            Assert.Equal(1, code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Lab_NotAskedFor_IsUnknownEvenToPeople()
    {
        await using var server = await Server.StartAsync();
        using var anna = await server.PersonAsync("Anna");
        await using var hub = await HubClient.ConnectAsync(server, anna);
        using var raw = await RawYjsClient.ConnectAsync(server, "lab/closed", anna);

        Assert.Equal("unknown-document", (await hub.JoinAsync("lab/closed")).Refusal!.Code);
        Assert.Equal(4404, (await raw.ClosedAsync()).Code);
        Assert.False(server.Services.GetRequiredService<LabGate>().IsOpen);
    }

    [Fact]
    public async Task Lab_Open_LetsNobodyIntoRooms()
    {
        await using var server = await Server.StartAsync("--Access:Lab=true");
        using var anna = await server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        await using var hub = await HubClient.ConnectAsync(server);
        using var raw = await RawYjsClient.ConnectAsync(server, document);

        Assert.Equal("not-signed-in", (await hub.JoinAsync(document)).Refusal!.Code);
        Assert.Equal(4401, (await raw.ClosedAsync()).Code);
    }
}
