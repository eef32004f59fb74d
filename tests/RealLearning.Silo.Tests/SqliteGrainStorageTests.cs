using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Storage;
using RealLearning.Silo.Hosting;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

/// <summary>Grain storage with the manners of Orleans' own providers, out of a host as the product makes it.</summary>
public sealed class SqliteGrainStorageTests : IAsyncLifetime
{
    private static readonly GrainId Ada = GrainId.Create("person", "ada");

    private readonly TempFolder _folder = new();
    private IHost _host = null!;
    private IGrainStorage _storage = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SiloHostingTests.StartAsync(new SiloOptions { Data = _folder.Path });
        _storage = _host.Services.GetRequiredKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME);
    }

    [Fact]
    public async Task Read_NeverWritten_IsNewWithoutETag()
    {
        var state = await ReadAsync();

        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.Null(state.State!.Name);
    }

    [Fact]
    public async Task Write_ThenRead_IsTheSame()
    {
        var written = await WriteAsync(new GrainState<Person>(new Person { Name = "Ada" }));

        var read = await ReadAsync();

        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
        Assert.Equal("Ada", read.State!.Name);
    }

    [Fact]
    public async Task Write_StaleETag_IsInconsistentAndKeepsTheFirst()
    {
        await WriteAsync(new GrainState<Person>(new Person { Name = "Ada" }));
        var first = await ReadAsync();
        var second = await ReadAsync();
        first.State!.Name = "first";
        second.State!.Name = "second";
        await WriteAsync(first);

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(second));

        Assert.Equal("first", (await ReadAsync()).State!.Name);
    }

    [Fact]
    public async Task Write_NoETagWhereSomethingIs_IsInconsistent()
    {
        await WriteAsync(new GrainState<Person>(new Person { Name = "Ada" }));

        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(new GrainState<Person>(new Person())));
    }

    [Fact]
    public async Task Write_ETagWhereNothingIs_IsInconsistent() =>
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(new GrainState<Person>(new Person()) { ETag = "gone" }));

    [Fact]
    public async Task Clear_Written_IsGoneAndCanBeWrittenAnew()
    {
        var state = await WriteAsync(new GrainState<Person>(new Person { Name = "Ada" }));
        var stale = await ReadAsync();

        await _storage.ClearStateAsync("state", Ada, state);

        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.Null(state.State!.Name);
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(stale));
        await WriteAsync(state);
    }

    [Fact]
    public async Task Clear_StaleETag_IsInconsistent()
    {
        var stale = await WriteAsync(new GrainState<Person>(new Person()));
        await WriteAsync(await ReadAsync());

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync("state", Ada, stale));

        Assert.True((await ReadAsync()).RecordExists);
    }

    [Fact]
    public async Task Read_ChangedBytes_IsRefused()
    {
        await WriteAsync(new GrainState<Person>(new Person { Name = "Ada" }));
        using (var database = new SqliteDatabase(_folder["grains.db"], readOnly: false))
        {
            database.Execute("UPDATE grains SET state = CAST(replace(CAST(state AS TEXT), 'Ada', 'Bea') AS BLOB)");
        }

        await Assert.ThrowsAnyAsync<InvalidDataException>(ReadAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await SiloHostingTests.StopAsync(_host);
        _folder.Dispose();
    }

    private async Task<GrainState<Person>> ReadAsync()
    {
        var state = new GrainState<Person>();
        await _storage.ReadStateAsync("state", Ada, state);
        return state;
    }

    private async Task<GrainState<Person>> WriteAsync(GrainState<Person> state)
    {
        await _storage.WriteStateAsync("state", Ada, state);
        return state;
    }
}

/// <summary>A state as grains have it.</summary>
[GenerateSerializer, Alias("test-person")]
public sealed class Person
{
    /// <summary>A name.</summary>
    [Id(0)]
    public string? Name { get; set; }
}
