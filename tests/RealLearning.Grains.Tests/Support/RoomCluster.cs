using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using Orleans.TestingHost;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Silo.Storage;
using Xunit;

namespace RealLearning.Grains.Tests.Support;

/// <summary>A silo in this process, on a journal that outlives a restart.</summary>
public sealed class RoomCluster : IAsyncLifetime
{
    public static readonly Caller Ada = new("ada", "Ada");
    public static readonly Caller Bea = new("bea", "Bea");
    public static readonly Caller Cyd = new("cyd", "Cyd");

    private readonly List<object> _references = [];
    private InProcessTestCluster _cluster = null!;

    internal GatedJournal Journal { get; } = new(new MemoryJournal());

    internal short Silos { get; init; } = 1;

    internal LiveOptions Options { get; set; } = new() { TickMs = 200, RetryDelayMs = 10 };

    public IGrainFactory Grains => _cluster.Client;

    /// <summary>Errors and warnings that the silos have logged.</summary>
    internal LogList Log { get; } = new();

    /// <summary>Where the states of grains lie that outlive the death of a silo; null for memory.</summary>
    internal string? StateFolder { get; init; }

    /// <summary>The grains as a silo's own doors reach them.</summary>
    internal IGrainFactory Of(int silo) => _cluster.Silos[silo].ServiceProvider.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.ConfigureSilo((_, silo) =>
        {
            AddStates(silo);
            silo.Services.AddLogging(logging => logging.AddProvider(Log));
            silo.Services.AddSingleton<IDocumentJournal>(Journal);
            silo.Services.AddSingleton(Options);
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 2;
                membership.NumVotesForDeathDeclaration = 1;
            });
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    /// <summary>Stops the silo and starts another on the same folder.</summary>
    public async Task RestartAsync()
    {
        await _cluster.DisposeAsync();
        await InitializeAsync();
    }

    /// <summary>Kills the last silo: nothing of it ends in order.</summary>
    public Task KillAsync() => _cluster.KillSiloAsync(_cluster.Silos[^1]);

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    private void AddStates(ISiloBuilder silo)
    {
        if (StateFolder is not { } folder)
        {
            silo.AddMemoryGrainStorageAsDefault();
            return;
        }

        silo.Services.AddKeyedSingleton<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, _) => new SqliteGrainStorage(
            folder, services.GetRequiredService<IGrainStorageSerializer>(), services.GetRequiredService<IActivatorProvider>()));
        silo.Services.AddSingleton(static services => services.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME));
    }

    internal static CommandRequest Command(Caller caller, RoomCommand command, string? id = null) =>
        new(id ?? Guid.NewGuid().ToString("N"), caller, command);

    /// <summary>A workspace of Ada's.</summary>
    internal async Task<IChallengeWorkspaceGrain> WorkspaceAsync(string? id = null)
    {
        var room = Grains.GetGrain<IChallengeWorkspaceGrain>(id ?? Guid.NewGuid().ToString("N"));
        var reply = await room.CreateAsync(new CreateRoom("create", Ada, "Autumn campaign"));
        Assert.Null(reply.Refusal);
        return room;
    }

    /// <summary>Lets somebody into a room by a link.</summary>
    internal static async Task AdmitAsync(IRoomGrain room, Caller caller, Right right)
    {
        var link = await room.CommandAsync(Command(Ada, new CreateLink(Guid.NewGuid().ToString("N"), right)));
        Assert.Null((await room.RedeemAsync(caller, link.Token!)).Refusal);
    }

    /// <summary>A client that has joined and listens, and has what the room has.</summary>
    internal async Task<TestClient> ClientAsync(ILiveRoom room, Caller caller, long clientId, string part = DocumentParts.Content)
    {
        var client = new TestClient(room, part, caller, clientId);
        Assert.Null((await client.JoinAsync()).Refusal);
        await ListenAsync(room, client);
        await client.PullAsync();
        return client;
    }

    internal Task ListenAsync(ILiveRoom room, TestClient client) => ListenAsync(Grains, room, client);

    internal async Task ListenAsync(IGrainFactory grains, ILiveRoom room, TestClient client)
    {
        var reference = grains.CreateObjectReference<IDocumentObserver>(client);
        _references.Add(client);
        Assert.Null((await room.SubscribeAsync(client.Part, client.Node, reference)).Refusal);
    }
}
