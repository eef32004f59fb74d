using RealLearning.Ycs;
using Xunit;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>A workspace, its session, a group and a lab document that outlive their server, those who write in them, and one who watches.</summary>
internal sealed class CrashRooms
{
    private readonly ServerProcess _server;
    private readonly string[] _rooms;
    private readonly string _lab = $"lab/{Person.NewId()}";
    private readonly List<CrashWriter> _writers = [];
    private readonly Person _watcher;
    private CrashClient? _watching;

    private CrashRooms(ServerProcess server, string[] rooms, Person watcher) => (_server, _rooms, _watcher) = (server, rooms, watcher);

    public int Acknowledged => _writers.Sum(writer => writer.Promises.Acknowledged);

    /// <summary>Three people, each of whom names one of the rooms; all of them write everywhere.</summary>
    public static async Task<CrashRooms> CreateAsync(ServerProcess server)
    {
        var people = new List<Person>();
        foreach (var name in (string[])["Ada", "Bea", "Cem", "Ruth"])
        {
            people.Add(await Person.NewAsync(server, name));
        }

        var (snapshotId, sessionId) = (Person.NewId(), Person.NewId());
        var workspace = await people[0].CreateRoomAsync("Workspace");
        var group = await people[0].CreateRoomAsync("Group", "group");
        await people[0].CommandAsync(workspace, new { type = "freezeSnapshot", snapshotId, title = "Empty" });
        await people[0].CommandAsync(workspace, new { type = "openSession", sessionId, title = "Session", snapshotId });
        var crash = new CrashRooms(server, [workspace, group, $"session/{sessionId}"], people[3]);
        foreach (var room in crash._rooms)
        {
            var edit = await people[0].ShareAsync(room, "edit");
            await people[1].RedeemAsync(room, edit);
            await people[2].RedeemAsync(room, edit);
            await people[3].RedeemAsync(room, await people[0].ShareAsync(room, "observe"));
        }

        foreach (var (i, title) in ((string[])["Workspace", "Group", "Session"]).Index())
        {
            var writer = new CrashWriter(people[i], crash._rooms, crash._lab, crash._rooms[i]);
            writer.Promises.Keep($"{crash._rooms[i]} title", title);
            crash._writers.Add(writer);
        }

        return crash;
    }

    public async Task ConnectAsync()
    {
        await Task.WhenAll(_writers.Select(writer => writer.ConnectAsync()));
        _watching = await CrashClient.ConnectAsync(_watcher, _rooms);
    }

    /// <summary>Everybody writes, until the server is killed when so many things were sent or have arrived.</summary>
    public async Task WriteUntilKilledAsync(Random random)
    {
        var left = random.Next(1, random.Next(2) == 0 ? 100 : 2_000);
        var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = _writers.Select(writer => writer.WriteUntilCutAsync(new Random(random.Next()), () =>
        {
            if (Interlocked.Decrement(ref left) <= 0)
            {
                due.TrySetResult();
            }
        })).ToList();
        await Task.WhenAny(Task.WhenAll(writing), due.Task).WaitAsync(TimeSpan.FromMinutes(2));
        await _server.KillAsync();
        await Task.WhenAll(writing);
    }

    /// <summary>Compares what everybody was promised and shown with what a fresh client finds.</summary>
    public async Task<string> CheckAsync()
    {
        await using var fresh = await CrashClient.ConnectAsync(_writers[0].Person, _rooms, _lab);
        var facts = fresh.Facts();
        foreach (var link in await _writers[0].Person.LinksAsync(_rooms[0]))
        {
            facts[$"{_rooms[0]} link {link}"] = "observe";
        }

        foreach (var writer in _writers)
        {
            await writer.AssertKeptAsync(fresh, facts);
            await writer.RepeatAsync();
        }

        fresh.AssertHasRoomsOf(_watching!);
        await _watching!.DisposeAsync();
        return $"{Acknowledged} acknowledged, {facts.Count} facts";
    }

    /// <summary>What compaction made of the past leads to the present.</summary>
    public async Task AssertHistoryAsync()
    {
        await using var fresh = await CrashClient.ConnectAsync(_writers[0].Person, _rooms);
        foreach (var room in _rooms)
        {
            var past = new YDoc(new YDocOptions { ClientId = 1 });
            past.ApplyUpdate(await _writers[0].Person.StateAtAsync($"{room}/content", int.MaxValue));
            Assert.Equal(fresh[$"{room}/content"].Doc.GetText("t").ToString(), past.GetText("t").ToString());
        }
    }
}
