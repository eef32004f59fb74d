using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.People;
using RealLearning.Silo.Hosting;
using Xunit;

namespace RealLearning.Silo.Tests.States;

/// <summary>
/// Every grain with a state, and every write of it that can fail: nothing that was acknowledged is lost, nothing that was not stays in memory, and whoever tries again gets what they
/// asked for.
/// </summary>
public abstract class GrainStateFaultContract : IAsyncLifetime
{
    private IHost _host = null!;

    protected abstract SiloOptions Options { get; }

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    private FaultyGrainStorage Storage { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddRealLearningSilo(Options);
        var real = builder.Services.Last(service => service.ServiceType == typeof(IGrainStorage) && ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME.Equals(service.ServiceKey));
        builder.Services.Remove(real);
        builder.Services.AddKeyedSingleton<IGrainStorage>(
            ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, key) => Storage = new FaultyGrainStorage((IGrainStorage)real.KeyedImplementationFactory!(services, key)));
        _host = builder.Build();
        await _host.StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await SiloHostingTests.StopAsync(_host);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(WriteFault.Before)]
    [InlineData(WriteFault.After)]
    [InlineData(WriteFault.Conflict)]
    public async Task EveryWrite_ThatFails_LeavesWhatTheStoreHasAndIsDoneWhenTriedAgain(WriteFault fault)
    {
        var plain = new GrainWorld(Grains, "plain");
        await plain.RunAsync();
        var expected = await plain.ViewAsync();

        Storage.Fault = fault;
        for (Storage.Phase = 0; Storage.Phase < 2; Storage.Phase++)
        {
            var world = new GrainWorld(Grains, $"{fault}{Storage.Phase}".ToLowerInvariant(), AssertMemoryIsStoreAsync);
            await world.RunAsync();
            Storage.Fault = null;

            Assert.Equal(expected, await world.ViewAsync());
            await world.ForgetAsync();
            Assert.Equal(expected, await world.ViewAsync());
            Storage.Fault = fault;
        }

        Storage.Fault = null;
        Assert.Equal(KeptTypes(), Storage.Hit.Keys.Order());
    }

    /// <summary>
    /// A roster that told of a change before the store had it would outlive the change where the write failed: rooms take only what is newer than what they know.
    /// </summary>
    [Fact]
    public async Task Cohort_WhileAWriteWaits_ShowsAndTellsWhatIsStored()
    {
        var world = new GrainWorld(Grains, "held");
        await world.RunAsync();
        var cohort = Grains.GetGrain<ICohortGrain>("cohort-held");
        var tutor = new Caller("tom-held", "Tom");
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var fail = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Storage.Hold = grain =>
        {
            Storage.Hold = null;
            reached.SetResult();
            return fail.Task;
        };

        var command = cohort.CommandAsync(tutor, new PlaceMember("ada-held", null));
        await reached.Task;

        Assert.Equal("g1", await GroupAsync());
        Assert.Contains((await cohort.RosterAsync(RoomKey.Parse("group/x"), "g1"))!.Members, member => member.PersonId == "ada-held");
        fail.SetException(new IOException("The store is full."));
        await Assert.ThrowsAnyAsync<Exception>(() => command);
        Assert.Equal("g1", await GroupAsync());

        await cohort.CommandAsync(tutor, new PlaceMember("ada-held", null));
        Assert.Null(await GroupAsync());

        async Task<string?> GroupAsync() => (await cohort.GetAsync(tutor)).Cohort!.People.Single(person => person.PersonId == "ada-held").GroupId;
    }

    private static IEnumerable<string> KeptTypes() => typeof(StoredGrain<>).Assembly.GetTypes()
        .Where(type => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(StoredGrain<>))
        .Select(type => type.Name[..^"Grain".Length].ToLowerInvariant())
        .Order();

    /// <summary>After a failure: what is shown is what the store has.</summary>
    private async Task AssertMemoryIsStoreAsync(GrainWorld world)
    {
        var (fault, phase) = (Storage.Fault, Storage.Phase);
        Storage.Fault = null;
        var shown = await world.ViewAsync(isWhole: false);
        await world.ForgetAsync();
        Assert.Equal(shown, await world.ViewAsync(isWhole: false));
        (Storage.Fault, Storage.Phase) = (fault, phase);
    }
}
