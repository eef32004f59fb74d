using RealLearning.Ycs;
using Xunit;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>A workspace that outlives its server, and everything that was ever acknowledged in it.</summary>
internal sealed class CrashRoom
{
    private readonly HashSet<string> _marks = [];
    private readonly HashSet<string> _threads = [];
    private readonly List<Person> _people;
    private readonly string _room;

    private CrashRoom(string room, List<Person> people) => (_room, _people) = (room, people);

    public int Acknowledged => _marks.Count;

    public int AcknowledgedThreads => _threads.Count;

    public static async Task<CrashRoom> CreateAsync(ServerProcess server, int count)
    {
        var owner = await Person.GuestAsync(server, "Owner");
        var room = await owner.CreateRoomAsync("Written through crashes");
        var token = await owner.ShareAsync(room, "edit");
        var people = new List<Person> { owner };
        while (people.Count < count)
        {
            var person = await Person.GuestAsync(server, $"Writer {people.Count}");
            await person.RedeemAsync(room, token);
            people.Add(person);
        }

        return new CrashRoom(room, people);
    }

    public async Task<IReadOnlyList<CrashWriter>> ConnectAsync() =>
        await Task.WhenAll(_people.Select(person => CrashWriter.ConnectAsync(person, _room)));

    /// <summary>Compares what every writer was promised and shown with what a fresh client finds.</summary>
    public async Task<string> CheckAsync(IReadOnlyList<CrashWriter> writers)
    {
        await using var fresh = new HubClient(_people[0]);
        await fresh.ConnectAsync();
        var content = await fresh.JoinAsync($"{_room}/content");
        var room = await fresh.JoinAsync($"{_room}/room");
        foreach (var writer in writers)
        {
            _marks.UnionWith(writer.SavedMarks());
            _threads.UnionWith(writer.SavedThreads);
        }

        var text = content.Doc.GetText("t").ToString();
        Assert.All(_marks, mark => Assert.Contains(mark, text, StringComparison.Ordinal));
        Assert.Empty(_threads.Except(room.Doc.GetMap("threads").Keys));
        foreach (var writer in writers)
        {
            AssertHas(room.Doc, writer.Room.Doc);
            await writer.Client.DisposeAsync();
        }

        return $"{_marks.Count} edits, {_threads.Count} threads";
    }

    /// <summary>Everything that a client saw of <c>room</c> is there: nothing of it would be news.</summary>
    private static void AssertHas(YDoc server, YDoc client)
    {
        var news = YUpdate.Inspect(client.EncodeStateAsUpdate(server.EncodeStateVector()));
        Assert.Empty(news.Added);
    }
}

/// <summary>One person who writes and comments until the line is cut.</summary>
internal sealed class CrashWriter
{
    private readonly List<(int Number, string Mark)> _pushes = [];
    private readonly Person _person;
    private readonly string _roomKey;

    private CrashWriter(Person person, string roomKey, HubClient client, HubDocument content, HubDocument room) =>
        (_person, _roomKey, Client, Content, Room) = (person, roomKey, client, content, room);

    public HubClient Client { get; }

    public HubDocument Content { get; }

    public HubDocument Room { get; }

    /// <summary>Threads whose command was answered.</summary>
    public List<string> SavedThreads { get; } = [];

    public static async Task<CrashWriter> ConnectAsync(Person person, string room)
    {
        var client = new HubClient(person);
        await client.ConnectAsync();
        return new CrashWriter(person, room, client, await client.JoinAsync($"{room}/content"), await client.JoinAsync($"{room}/room"));
    }

    /// <summary>Marks that the server said are saved.</summary>
    public IEnumerable<string> SavedMarks() =>
        Client.Read(() => _pushes.Where(push => push.Number <= Content.Saved).Select(push => push.Mark).ToList());

    public async Task WriteUntilCutAsync(Random random)
    {
        try
        {
            while (true)
            {
                if (random.Next(5) == 0)
                {
                    await CommentAsync();
                }
                else
                {
                    await WriteAsync(random);
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or InvalidOperationException or OperationCanceledException or IOException)
        {
            // The line was cut: what was not acknowledged by now is not counted.
        }
    }

    private async Task WriteAsync(Random random)
    {
        var mark = $"<{Person.NewId()}>";
        var number = await Client.PushAsync(Content, doc =>
        {
            var text = doc.GetText("t");
            text.Insert(random.Next(2) == 0 ? 0 : text.Length, mark);
        });
        Client.Read(() =>
        {
            _pushes.Add((number, mark));
            return 0;
        });
        if (random.Next(4) == 0)
        {
            await Client.UntilAsync(() => Content.Saved >= number);
        }
    }

    private async Task CommentAsync()
    {
        var id = Person.NewId();
        byte[] end = [1, 1, (byte)'t', 0];
        await _person.CommandAsync(_roomKey, new { type = "createThread", threadId = id, part = "content", start = end, end, quote = "", before = "", text = "Why?" });
        SavedThreads.Add(id);
    }
}
