using System.Globalization;
using RealLearning.EndToEnd.Tests.Support;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>
/// Several people write and comment, the server is killed with SIGKILL at a random moment and started again on the same folder: of all that was
/// acknowledged nothing is missing, and nobody saw a state of <c>room</c> that the restart does not have. CRASH_ROUNDS and CRASH_SEED repeat it longer.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int People = 3;

    [Fact]
    public async Task Kill_AtARandomMoment_LosesNothingThatWasAcknowledged()
    {
        var rounds = Setting("CRASH_ROUNDS", 6);
        var seed = Setting("CRASH_SEED", Random.Shared.Next());
        output.WriteLine($"CRASH_SEED={seed} CRASH_ROUNDS={rounds}");
        var random = new Random(seed);

        await using var server = await ServerProcess.StartAsync();
        var room = await CrashRoom.CreateAsync(server, People);
        for (var round = 0; round < rounds; round++)
        {
            var writers = await room.ConnectAsync();
            var killed = KillAfterAsync(server, writers, arrivals: random.Next(1, 120));
            await Task.WhenAll(writers.Select((writer, i) => writer.WriteUntilCutAsync(new Random(seed + (round * 100) + i))).Append(killed));
            await server.StartAsync();
            var checks = await room.CheckAsync(writers);
            output.WriteLine($"round {round}: {checks}");
        }

        output.WriteLine($"{room.Acknowledged} acknowledged edits, {room.AcknowledgedThreads} acknowledged threads, none missing");
        Assert.True(room.Acknowledged > rounds, "Too little was acknowledged to show anything.");
    }

    private static async Task KillAfterAsync(ServerProcess server, IReadOnlyList<CrashWriter> writers, int arrivals)
    {
        var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = arrivals;
        foreach (var writer in writers)
        {
            writer.Client.Arrived = () =>
            {
                if (Interlocked.Decrement(ref left) <= 0)
                {
                    due.TrySetResult();
                }
            };
        }

        await due.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await server.KillAsync();
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
