using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans;
using RealLearning.Contracts.Documents;
using RealLearning.Silo.Hosting;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

public sealed class DataVerificationTests : IAsyncLifetime
{
    private static readonly RoomKey Room = RoomKey.Parse("workspace/abc");

    private readonly TempFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        var node = await SiloHostingTests.StartAsync(new SiloOptions { Data = _folder.Path });
        var storage = node.Services.GetRequiredService<IGrainStorage>();
        await storage.WriteStateAsync("state", GrainId.Create("person", "ada"), new GrainState<Person>(new Person { Name = "Ada" }));
        await SiloHostingTests.StopAsync(node);
        await new FolderImageStore(_folder.Path, NullLogger<FolderImageStore>.Instance).PutAsync(Room, Some.Bytes(1, 999), "image/webp", CancellationToken.None);
        await using var journal = SqliteDocumentJournalTests.Open(_folder);
        var document = Some.Document("a");
        await journal.AppendAsync(document, (await journal.OpenAsync(document)).Term, 1, 3);
    }

    [Fact]
    public async Task Verify_WhatIsSound_SaysNothing() => Assert.Empty(await DataVerification.RunAsync(_folder.Path));

    [Fact]
    public async Task Verify_ADamagedDocumentStateAndImage_NamesEach()
    {
        Execute("journal.db", "UPDATE records SET payload = zeroblob(length(payload)) WHERE sequence = 2");
        Execute("grains.db", "UPDATE grains SET state = zeroblob(length(state))");
        await File.WriteAllBytesAsync(Assert.Single(Directory.GetFiles(_folder["images"], "*", SearchOption.AllDirectories)), Some.Bytes(2, 999));

        var faults = await DataVerification.RunAsync(_folder.Path);

        Assert.Equal(3, faults.Count);
        Assert.Contains("workspace/a/content", faults[0], StringComparison.Ordinal);
        Assert.Contains("person/ada", faults[1], StringComparison.Ordinal);
        Assert.Contains("workspace/abc", faults[2], StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Execute(string file, string sql)
    {
        using var database = new SqliteDatabase(_folder[file], readOnly: false);
        database.Execute(sql);
        Assert.True(database.Changes > 0);
    }
}
