using System.Diagnostics;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests.PowerCut;

/// <summary>A program beside these tests that is run to its end under strace. Needs strace, which the test command brings.</summary>
internal static class TracedChild
{
    /// <summary>Runs a program of .NET and returns what it did below a folder.</summary>
    public static Task<List<SystemCall>> RunAsync(string folder, string program, params string[] arguments) => RunAsync(folder, "", program, arguments);

    /// <summary>The same on a disk that fails now and then: <paramref name="fault"/> as strace's option <c>inject</c> has it.</summary>
    public static async Task<List<SystemCall>> RunAsync(string folder, string fault, string program, string[] arguments)
    {
        using var traces = new TempFolder();
        var trace = traces["trace"];
        using var child = Process.Start(SystemCallTrace.Of(trace, fault, ["dotnet", Path.Combine(AppContext.BaseDirectory, program), .. arguments]))!;
        var (said, complaints) = (child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == 0, $"{program} ended with {child.ExitCode}: {await said} {await complaints}");
        return SystemCallTrace.Read(trace, folder);
    }

    /// <summary>One program's calls after another's.</summary>
    public static List<SystemCall> Then(this IReadOnlyList<SystemCall> first, IEnumerable<SystemCall> second)
    {
        var end = first.Count == 0 ? 0 : first.Max(call => call.End) + 1;
        return [.. first, .. second.Select(call => call with { Start = call.Start + end, End = call.End + end })];
    }

    /// <summary>What the child acknowledged before a cut, or had begun to: its lines that start with "ack", as words.</summary>
    public static IEnumerable<string[]> AcknowledgedBefore(this IEnumerable<SystemCall> calls, int cut) => calls
        .Where(call => call.Kind == CallKind.Say && call.Start < cut)
        .SelectMany(call => System.Text.Encoding.UTF8.GetString(call.Data).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .Select(line => line.Split(' '))
        // The runtime writes to pipes of its own as well.
        .Where(words => words[0] == "ack");

    /// <summary>Half of the cuts just before or after a sync or an acknowledgement, where mistakes live; half anywhere.</summary>
    public static int CutNearSync(this IReadOnlyList<SystemCall> calls, Random random)
    {
        var told = calls.Where(call => call.Kind is CallKind.Say or CallKind.Send).ToList();
        var notable = calls.Where(call => call.Kind is CallKind.Say or CallKind.Send or CallKind.Sync).ToList();
        var call = calls[random.Next(calls.Count)];
        return random.Next(4) switch
        {
            0 => call.Start,
            1 => notable[random.Next(notable.Count)].End + 1,
            2 when told.Count > 0 => told[random.Next(told.Count)].End + 1,
            _ => call.End + 1,
        };
    }
}
