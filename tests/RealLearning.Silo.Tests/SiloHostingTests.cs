using System.Net.NetworkInformation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;
using RealLearning.Contracts.Publishing;
using RealLearning.Grains.Journal;
using RealLearning.Silo.Hosting;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

public sealed class SiloHostingTests
{
    [Fact]
    public async Task TwoNodes_OfTheirOwnFolders_RunSideBySide()
    {
        using var first = new TempFolder();
        using var second = new TempFolder();
        var one = await StartAsync(new SiloOptions { Data = first.Path });
        var other = await StartAsync(new SiloOptions { Data = second.Path });

        var management = other.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);

        Assert.Single(await management.GetHosts());
        await StopAsync(one);
        await StopAsync(other);
    }

    [Fact]
    public async Task TwoNodes_OfOneFolder_TheSecondDoesNotStart()
    {
        using var folder = new TempFolder();
        var one = await StartAsync(new SiloOptions { Data = folder.Path });

        await Assert.ThrowsAsync<StorageLockedException>(() => StartAsync(new SiloOptions { Data = folder.Path }));

        await StopAsync(one);
    }

    [Fact]
    public async Task Node_Ports_AreOfTheLoopbackAlone()
    {
        using var folder = new TempFolder();
        var host = await StartAsync(new SiloOptions { Data = folder.Path });
        var silo = host.Services.GetRequiredService<ILocalSiloDetails>();

        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => end.Port == silo.SiloAddress.Endpoint.Port).ToList();

        Assert.All(listeners, end => Assert.True(System.Net.IPAddress.IsLoopback(end.Address)));
        Assert.NotEmpty(listeners);
        Assert.Null(silo.GatewayAddress);
        await StopAsync(host);
    }

    [Theory]
    [InlineData("Storage:QueueMax", "0")]
    [InlineData("Storage:PagesMax", "-1")]
    [InlineData("Live:SessionsMax", "0")]
    [InlineData("Live:UnsavedBytesMax", "-5")]
    [InlineData("Live:RetryDelayMs", "60000")]
    [InlineData("Live:UpdateBytesMax", "200000000")]
    [InlineData("Live:DocumentBytesMax", "1000000000")]
    [InlineData("Live:DocumentByteMax", "1000")]
    [InlineData("Live:AppendsMax", "16384")]
    [InlineData("Storage:QueueMax", "many")]
    [InlineData("Silo:Port", "70000")]
    public void Option_OutOfBoundsOrUnknown_IsRefusedByName(string option, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [option] = value });

        var refusal = Assert.ThrowsAny<Exception>(() => builder.AddRealLearningSilo());

        Assert.Contains(option.Split(':')[1], refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 40, 99)]
    [InlineData(30, 60, 100)]
    public void Limits_ThatDoNotFitTogether_AreRefused(int update, int document, int record)
    {
        var options = new SiloOptions { Live = new() { UpdateBytesMax = update, DocumentBytesMax = document }, Storage = new() { RecordBytesMax = record } };

        Assert.Throws<ArgumentOutOfRangeException>(options.Validate);
    }

    [Fact]
    public async Task Configuration_Data_IsWhereTheStoresLie()
    {
        using var folder = new TempFolder();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Data"] = folder["node"], ["Storage:GroupMax"] = "7" });
        builder.AddRealLearningSilo();
        var host = builder.Build();
        await host.StartAsync();

        Assert.Equal(folder["node/journal.db"], ((SqliteDocumentJournal)host.Services.GetRequiredService<IDocumentJournal>()).Path);
        Assert.IsType<FolderImageStore>(host.Services.GetRequiredService<IImageStore>());
        Assert.Equal(7, host.Services.GetRequiredService<SiloOptions>().Storage.GroupMax);
        await StopAsync(host);
    }

    internal static async Task<IHost> StartAsync(SiloOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddRealLearningSilo(options);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    internal static async Task StopAsync(IHost host)
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
