using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;
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

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
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

    internal async Task ListenAsync(ILiveRoom room, TestClient client)
    {
        var reference = Grains.CreateObjectReference<IDocumentObserver>(client);
        _references.Add(client);
        Assert.Null((await room.SubscribeAsync(client.Part, client.Node, reference)).Refusal);
    }

}
