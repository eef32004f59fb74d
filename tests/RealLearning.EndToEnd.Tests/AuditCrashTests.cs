using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RealLearning.EndToEnd.Tests.Support;
using Xunit;

namespace RealLearning.EndToEnd.Tests;

/// <summary>
/// Rights are given and taken while the server is killed with SIGKILL at a random moment: what was acknowledged is in the audit log. CRASH_ROUNDS and CRASH_SEED repeat it longer.
/// </summary>
public sealed class AuditCrashTests(ITestOutputHelper output)
{
    private readonly ConcurrentBag<string> _acknowledged = [];

    [Fact]
    public async Task Kill_AtARandomMoment_LosesNoEntryOfWhatWasAcknowledged()
    {
        var rounds = Settings.Number("CRASH_ROUNDS", 2);
        var seed = Settings.Number("CRASH_SEED", Random.Shared.Next());
        output.WriteLine($"CRASH_SEED={seed} CRASH_ROUNDS={rounds}");
        var random = new Random(seed);
        await using var server = await ServerProcess.StartAsync("--Live:CompactAfterRecords=5");
        using var admin = await Person.AdministratorAsync(server);
        var rooms = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            rooms.Add(await admin.CreateRoomAsync($"Room {i}"));
        }

        for (var round = 0; round < rounds; round++)
        {
            var enough = _acknowledged.Count + random.Next(20, 80);
            var moment = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var work = Task.WhenAll(rooms.Select(room => ShareUntilKilledAsync(admin, room, () => _acknowledged.Count >= enough && moment.TrySetResult())));
            await moment.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await server.KillAsync();
            Assert.DoesNotContain("was not compacted", server.Output, StringComparison.Ordinal);
            await work;
            await server.StartAsync();
            var written = await EntriesAsync(admin);
            Assert.Empty(_acknowledged.Except(written));
            Assert.Equal(written.Count, written.Distinct().Count());
            output.WriteLine($"round {round}: {_acknowledged.Count} acknowledged, {written.Count} written down");
        }
    }

    private async Task ShareUntilKilledAsync(Person admin, string room, Func<bool> count)
    {
        try
        {
            while (true)
            {
                var linkId = Person.NewId();
                await admin.CommandAsync(room, new { type = "createLink", linkId, right = "comment" });
                _acknowledged.Add($"link-made {linkId} comment");
                await admin.CommandAsync(room, new { type = "revokeLink", linkId });
                _acknowledged.Add($"link-revoked {linkId}");
                count();
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or RestException { Status: >= 500 })
        {
            // Killed in the middle: not acknowledged.
        }
    }

    private static async Task<List<string>> EntriesAsync(Person admin)
    {
        var entries = new List<string>();
        foreach (var kind in (string[])["link-made", "link-revoked"])
        {
            JsonNode? next = null;
            do
            {
                var page = await admin.GetAsync($"/api/audit?kind={kind}{(next is null ? "" : $"&before={next}")}");
                entries.AddRange(page["entries"]!.AsArray().Select(entry => $"{entry!["kind"]} {entry["detail"]}"));
                next = page["next"];
            }
            while (next is not null);
        }

        return entries;
    }
}
