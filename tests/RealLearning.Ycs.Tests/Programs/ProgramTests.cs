using System.Text.Json.Nodes;
using Xunit;

namespace RealLearning.Ycs.Tests.Programs;

/// <summary>
/// Random programs over all types, run by npm yjs and here through the same calls: after each step every update that was given out, v1 and v2, every event
/// with its deltas, keys and paths, the encoded state, the state vector, the content and even the search markers are equal. YCS_PROGRAMS and YCS_SEED repeat it longer or elsewhere.
/// </summary>
public sealed class ProgramTests(YjsPrograms yjs, ITestOutputHelper output) : IClassFixture<YjsPrograms>
{
    [Fact]
    public async Task Programs_RunStepByStep_AreEqualToYjs()
    {
        var count = Settings.Number("YCS_PROGRAMS", 400);
        var seed = Settings.Seed(output);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var program in yjs.AskManyAsync(new { seed, count }, count))
        {
            new ProgramRun(program, counts).Run();
        }

        output.WriteLine(string.Join("; ", counts.Select(entry => $"{entry.Key} {entry.Value:N0}")));
    }
}
