using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Providers;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Publishing;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Silo.Storage;

namespace RealLearning.Silo.Hosting;

/// <summary>A silo in this process: the grains, and the stores they stand on.</summary>
public static class SiloHosting
{
    /// <summary>Adds the silo with what the configuration says: <c>Data</c>, <c>Silo:Port</c>, <c>Storage:…</c>, <c>Live:…</c>.</summary>
    public static IHostApplicationBuilder AddRealLearningSilo(this IHostApplicationBuilder builder) =>
        builder.AddRealLearningSilo(Read(builder.Configuration));

    /// <summary>Adds the silo. Throws <see cref="ArgumentException"/> for an option out of bounds.</summary>
    public static IHostApplicationBuilder AddRealLearningSilo(this IHostApplicationBuilder builder, SiloOptions options)
    {
        options.Validate();
        AddStorage(builder.Services, options);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning)
            .AddFilter("Microsoft.Orleans", LogLevel.Warning)
            // Its warnings at the start are advice on the garbage collector of a server that hosts nothing else.
            .AddFilter("Orleans.Runtime.Silo", LogLevel.Error)
            // Its first look counts from the start of the machine, and warns of a stall of hours.
            .AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        return builder.UseOrleans(silo => Configure(silo, options));
    }

    private static void Configure(ISiloBuilder silo, SiloOptions options)
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, options.Port == 0 ? FreePort() : options.Port);
        silo.UseDevelopmentClustering(endpoint);
        silo.Configure<EndpointOptions>(endpoints =>
        {
            endpoints.AdvertisedIPAddress = endpoint.Address;
            endpoints.SiloPort = endpoint.Port;
            // No gateway: the doors are in this process.
            endpoints.GatewayPort = 0;
        });
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("reallearning", "reallearning"));
    }

    private static void AddStorage(IServiceCollection services, SiloOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(options.Live);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IDocumentJournal>(provider => new SqliteDocumentJournal(
            options.Data, options.Storage, provider.GetRequiredService<ILogger<SqliteDocumentJournal>>()));
        services.AddSingleton<IImageStore>(provider => new FolderImageStore(
            options.Data, provider.GetRequiredService<ILogger<FolderImageStore>>()));
        services.AddSingleton<ISignInKeys>(new FolderSignInKeys(options.Data));
        services.AddKeyedSingleton<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (provider, _) => new SqliteGrainStorage(
            options.Data, provider.GetRequiredService<IGrainStorageSerializer>(), provider.GetRequiredService<IActivatorProvider>()));
        // A grain that names no provider asks for the one without a key.
        services.AddSingleton(static provider =>
            provider.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME));
        services.AddHostedService<StorageStart>();
    }

    private static SiloOptions Read(IConfiguration configuration) => new()
    {
        Data = configuration["Data"] is { Length: > 0 } data ? data : new SiloOptions().Data,
        Port = configuration.GetValue<int>("Silo:Port"),
        Storage = Read<JournalOptions>(configuration.GetSection("Storage")),
        Live = Read<LiveOptions>(configuration.GetSection("Live")),
    };

    /// <summary>A name that is no option is a mistake, above all where a limit was meant: it ends the start.</summary>
    private static T Read<T>(IConfigurationSection section)
        where T : new() => section.Get<T>(static binder => binder.ErrorOnUnknownConfiguration = true) ?? new T();

    /// <summary>A port that nobody holds at the moment.</summary>
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
