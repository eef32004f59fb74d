using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Tests.Support;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>Two silos on one journal, one of which dies.</summary>
public sealed class NodeDeathTests : IAsyncLifetime
{
    private const int Rooms = 16;

    private readonly RoomCluster _cluster = new() { Silos = 2 };

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Silo_ThatIsKilled_ItsRoomsGoOnWithAHigherTermAndEverythingSaved()
    {
        var rooms = new List<(IChallengeWorkspaceGrain Room, TestClient Writer, long Term)>();
        for (var i = 0; i < Rooms; i++)
        {
            var room = await _cluster.WorkspaceAsync($"dying-{i}");
            var writer = await _cluster.ClientAsync(room, RoomCluster.Ada, 100 + i);
            var push = await writer.TypeAsync("saved ");
            await writer.UntilSavedAsync(push);
            rooms.Add((room, writer, push.Term));
        }

        await _cluster.KillAsync();

        var moved = 0;
        foreach (var (room, writer, term) in rooms)
        {
            // A session of an activation that died is told to join again, or goes on where its room did not move.
            var push = await TriedAsync(() => writer.TypeAsync("later"));
            if (push.Refusal is { } refusal)
            {
                Assert.Equal(RefusalCodes.UnknownSession, refusal.Code);
                moved++;
                Assert.True((await TriedAsync(() => writer.JoinAsync())).Term > term);
                await _cluster.ListenAsync(room, writer);
                push = await writer.ReplyAsync(writer.Doc.EncodeStateAsUpdate((await writer.SyncAsync()).StateVector));
            }

            await writer.UntilSavedAsync(push);
            Assert.Equal("saved later", (await _cluster.ClientAsync(room, RoomCluster.Ada, 200)).Text);
        }

        Assert.InRange(moved, 1, Rooms);
    }

    /// <summary>A call that fails on its way to a silo that has just died is repeated, as the doors do.</summary>
    private static async Task<T> TriedAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException && attempt < 20)
            {
                // The next one may find the new activation.
            }
        }
    }
}
