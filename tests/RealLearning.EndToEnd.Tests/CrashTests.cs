using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>
/// Several people write and do all that can be done in several rooms, the server is killed with SIGKILL at a random moment, in the middle of compactions
/// too, and started again on the same folder: of all that was acknowledged nothing is missing, and nobody saw a state of <c>room</c> that the restart
/// does not have. CRASH_ROUNDS and CRASH_SEED repeat it longer.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    /// <summary>Compaction every few messages, and lists that last for a long run.</summary>
    private static readonly string[] Options =
        [
        "--Live:CompactAfterRecords=20", "--Live:ThreadsMax=100000", "--Live:SnapshotsMax=100000", "--Live:LinksMax=100000", "--Doors:DocumentsMax=10000",
    ];

    [Fact]
    public async Task Kill_AtARandomMoment_LosesNothingThatWasAcknowledged()
    {
        var rounds = Settings.Number("CRASH_ROUNDS", 6);
        var seed = Settings.Number("CRASH_SEED", Random.Shared.Next());
        output.WriteLine($"CRASH_SEED={seed} CRASH_ROUNDS={rounds}");
        var random = new Random(seed);

        await using var server = await ServerProcess.StartAsync(Options);
        var rooms = await CrashRooms.CreateAsync(server);
        for (var round = 0; round < rounds; round++)
        {
            await rooms.ConnectAsync();
            await rooms.WriteUntilKilledAsync(random);
            await server.StartAsync();
            output.WriteLine($"round {round}: {await rooms.CheckAsync()}");
        }

        await rooms.AssertHistoryAsync();
        await server.StopAsync();
        Assert.Equal("everything is sound", await server.VerifyAsync());
        Assert.True(rooms.Acknowledged > 10 * rounds, "Too little was acknowledged to show anything.");
    }
}
