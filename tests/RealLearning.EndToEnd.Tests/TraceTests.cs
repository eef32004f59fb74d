using System.Globalization;
using System.Text.Json.Nodes;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>
/// Recorded editing sessions, keystroke by keystroke, through the server by several stock clients: the recorded final text, and after
/// compaction every past state. TRACES names the folder of recordings (none: one of the same shape is made up); TRACE_LIMIT cuts them (0: whole).
/// </summary>
public sealed class TraceTests(ITestOutputHelper output)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("TRACES");

    public static TheoryData<string> Traces =>
        Folder is null ? new("made-up") : new("automerge-paper", "rustcode", "sveltecomponent", "friendsforever");

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Trace_ThroughSeveralClients_EndsInItsText_AndItsPastCanBeReadBack(string trace)
    {
        var limit = Environment.GetEnvironmentVariable("TRACE_LIMIT") ?? "3000";
        var seed = (trace.Length * 7919).ToString(CultureInfo.InvariantCulture);
        await using var server = await ServerProcess.StartAsync("--Live:CompactAfterRecords=500", "--Doors:MessagesPerSecond=1000000", "--Doors:MessagesBurst=1000000");
        var person = await Person.NewAsync(server, "Writer");
        var room = await person.CreateRoomAsync(trace);
        var document = $"{room}/content";
        var token = await person.TokenAsync(document);

        var replay = await Stock.RunAsync("replay.mjs", "", server.Address.ToString().TrimEnd('/'), token, document, Folder ?? "-", trace, limit, "3", seed);
        output.WriteLine($"{trace}: {replay["steps"]} updates, {replay["length"]} characters");
        Assert.True((bool)replay["equal"]!);

        await server.StopAsync();
        await server.StartAsync();
        var fresh = await Stock.RunAsync("fresh.mjs", "", server.Address.ToString().TrimEnd('/'), token, document);
        Assert.Equal((int)replay["length"]!, ((string)fresh["text"]!).Length);
        await AssertPastAsync(person, document, token, replay["points"]!.AsArray());
    }

    /// <summary>The room's own seed is record 1; then each update is one record, in the order in which they were written.</summary>
    private static async Task AssertPastAsync(Person person, string document, string token, JsonArray points)
    {
        var asked = new JsonArray([.. points.Select(point => new JsonObject
        {
            ["sequence"] = (int)point!["steps"]! + 1,
            ["text"] = (string)point["text"]!,
        })]);

        var past = await Stock.RunAsync("history.mjs", asked.ToJsonString(), person.Server.Address.ToString().TrimEnd('/'), token, document);

        Assert.True((int)past["points"]! > 1);
        Assert.Empty(past["different"]!.AsArray());
    }
}
