using System.Globalization;
using RealLearning.Ycs;
using Xunit;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>One person who writes, deletes and commands in several rooms until the line is cut, and remembers what was acknowledged.</summary>
/// <param name="own">The room whose title, brief and links nobody else changes.</param>
internal sealed class CrashWriter(Person person, string[] rooms, string lab, string own)
{
    private readonly List<(string Room, string Id, object Command, long Sequence)> _answered = [];
    private readonly List<(string Document, int Number, string Thing, string Value)> _pushed = [];
    private readonly List<(string Document, string Mark)> _deletable = [];
    private readonly List<(string Room, string Id)> _threads = [];
    private readonly List<string> _snapshots = [];
    private readonly HashSet<string> _checked = [];
    private readonly List<(string Id, string Title)> _sessions = [];
    private readonly List<string> _links = [];
    private CrashClient? _client;
    private Action _happened = () => { };

    public Person Person => person;

    public Promises Promises { get; } = new();

    private CrashClient Client => _client!;

    private string Workspace => rooms[0];

    public async Task ConnectAsync()
    {
        _client = await CrashClient.ConnectAsync(person, rooms, lab);
        _pushed.Clear();
    }


    /// <summary>Tells of each thing that was sent or has arrived.</summary>
    public async Task WriteUntilCutAsync(Random random, Action happened)
    {
        Client.Hub.Arrived = _happened = happened;
        try
        {
            while (true)
            {
                await (random.Next(3) == 0 ? CommandAsync(random) : WriteAsync(random));
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or InvalidOperationException or OperationCanceledException or IOException)
        {
            // The line was cut: what was not acknowledged by now is not counted.
            Settle();
        }
    }

    /// <summary>After the restart each answered command is known as done: sent again it has the same answer, and does nothing.</summary>
    public async Task RepeatAsync()
    {
        foreach (var (room, id, command, sequence) in _answered)
        {
            Assert.Equal(sequence, (long)(await person.CommandAsync(room, command, id))!["sequence"]!);
        }

        _answered.Clear();
    }

    /// <summary>Compares what this one was promised and shown with what a fresh client has.</summary>
    public async Task AssertKeptAsync(CrashClient fresh, IReadOnlyDictionary<string, string> facts)
    {
        Promises.AssertKept(facts);
        fresh.AssertHasRoomsOf(Client);
        foreach (var (id, title) in _sessions)
        {
            var session = await fresh.Hub.JoinAsync($"session/{id}/room");
            Assert.Equal(title, session.Doc.GetMap("room").Get("title"));
        }

        foreach (var id in _snapshots.Except(_checked))
        {
            await AssertSnapshotAsync(fresh, id);
        }

        _sessions.Clear();
        _checked.UnionWith(_snapshots);
        await Client.DisposeAsync();
    }

    /// <summary>A frozen snapshot is the content at the sequence that it names.</summary>
    private async Task AssertSnapshotAsync(CrashClient fresh, string id)
    {
        var entry = (Dictionary<string, object?>)fresh[$"{Workspace}/room"].Doc.GetMap("snapshots").Get(id)!;
        var frozen = await fresh.Hub.JoinAsync($"{Workspace}/snapshot-{id}");
        var past = new YDoc(new YDocOptions { ClientId = 1 });
        past.ApplyUpdate(await person.StateAtAsync($"{Workspace}/content", Convert.ToInt64(entry["sequence"], CultureInfo.InvariantCulture)));
        Assert.Equal(past.GetText("t").ToString(), frozen.Doc.GetText("t").ToString());
    }

    private async Task WriteAsync(Random random)
    {
        var document = random.Next(4) == 0 ? lab : $"{rooms[random.Next(rooms.Length)]}/content";
        if (random.Next(4) == 0 && _deletable.Count > 0)
        {
            var deleted = _deletable[random.Next(_deletable.Count)];
            _deletable.Remove(deleted);
            await PushAsync(deleted.Document, deleted.Mark, Promises.Nothing, text => text.Delete(text.ToString().IndexOf(deleted.Mark, StringComparison.Ordinal), deleted.Mark.Length));
        }
        else
        {
            var mark = $"<{Person.NewId()}>";
            await PushAsync(document, mark, "there", text => text.Insert(random.Next(2) == 0 ? 0 : text.Length, mark));
        }

        if (random.Next(4) == 0)
        {
            var (last, number) = (Client[_pushed[^1].Document], _pushed[^1].Number);
            await Client.Hub.UntilAsync(() => last.Saved >= number);
            Settle();
        }
    }

    private async Task PushAsync(string document, string mark, string value, Action<YText> change)
    {
        Promises.Send($"{document} {mark}", value);
        var number = await Client.Hub.PushAsync(Client[document], doc => change(doc.GetText("t")));
        _pushed.Add((document, number, mark, value));
        _happened();
    }

    /// <summary>Notes what the server said is saved by now.</summary>
    private void Settle()
    {
        var saved = Client.Hub.Read(() => _pushed.FindAll(push => push.Number <= Client[push.Document].Saved));
        foreach (var (document, _, mark, value) in saved)
        {
            Promises.Keep($"{document} {mark}", value);
            if (value != Promises.Nothing)
            {
                _deletable.Add((document, mark));
            }
        }

        _pushed.RemoveAll(saved.Contains);
    }

    private Task CommandAsync(Random random)
    {
        var room = rooms[random.Next(rooms.Length)];
        var id = Person.NewId();
        var text = $"{person.Name}'s {id}";
        return random.Next(10) switch
        {
            0 => DoAsync(own, new { type = "setTitle", title = text }, ("title", text)),
            1 when own == Workspace => DoAsync(own, new { type = "setBrief", brief = new { client = "", purpose = text, audience = "", criteria = Array.Empty<string>(), due = (string?)null } }, ("brief", text)),
            2 when own == Workspace => LinkAsync(id, random),
            3 => FreezeAsync(id, text),
            4 when _snapshots.Count > 0 => OpenAsync(id, text, _snapshots[random.Next(_snapshots.Count)]),
            5 or 6 when _threads.Count > 0 => ReplyAsync(_threads[random.Next(_threads.Count)], id, text),
            7 when _threads.Count > 0 => ResolveAsync(_threads[random.Next(_threads.Count)], random.Next(2) == 0),
            _ => CommentAsync(room, id, text),
        };
    }

    private async Task LinkAsync(string id, Random random)
    {
        if (random.Next(2) == 0 && _links.Count > 0)
        {
            var revoked = _links[random.Next(_links.Count)];
            _links.Remove(revoked);
            await DoAsync(own, new { type = "revokeLink", linkId = revoked }, ($"link {revoked}", Promises.Nothing));
        }
        else
        {
            await DoAsync(own, new { type = "createLink", linkId = id, right = "observe" }, ($"link {id}", "observe"));
            _links.Add(id);
        }
    }

    private async Task FreezeAsync(string snapshotId, string title)
    {
        await DoAsync(Workspace, new { type = "freezeSnapshot", snapshotId, title }, ($"snapshots {snapshotId}", title));
        _snapshots.Add(snapshotId);
    }

    private async Task OpenAsync(string sessionId, string title, string snapshotId)
    {
        await DoAsync(Workspace, new { type = "openSession", sessionId, title, snapshotId }, ($"sessions {sessionId}", title));
        _sessions.Add((sessionId, title));
    }

    private async Task CommentAsync(string room, string threadId, string text)
    {
        byte[] end = [1, 1, (byte)'t', 0];
        var command = new { type = "createThread", threadId, part = "content", start = end, end, quote = "", before = "", text };
        await DoAsync(room, command, ($"comment {threadId}", text), ($"resolved {threadId}", "False"));
        _threads.Add((room, threadId));
    }

    private Task ReplyAsync((string Room, string Id) thread, string commentId, string text) =>
        DoAsync(thread.Room, new { type = "replyToThread", threadId = thread.Id, commentId, text }, ($"comment {commentId}", text));

    private Task ResolveAsync((string Room, string Id) thread, bool resolved) =>
        DoAsync(thread.Room, new { type = "resolveThread", threadId = thread.Id, resolved }, ($"resolved {thread.Id}", $"{resolved}"));

    /// <summary>Does a command that makes these things so.</summary>
    private async Task DoAsync(string room, object command, params (string Thing, string Value)[] things)
    {
        foreach (var (thing, value) in things)
        {
            Promises.Send($"{room} {thing}", value);
        }

        var id = Person.NewId();
        var answer = person.CommandAsync(room, command, id);
        _happened();
        var sequence = (long)(await answer)!["sequence"]!;
        foreach (var (thing, value) in things)
        {
            Promises.Keep($"{room} {thing}", value);
        }

        _answered.Add((room, id, command, sequence));
    }
}
