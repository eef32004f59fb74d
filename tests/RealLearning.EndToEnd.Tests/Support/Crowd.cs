using RealLearning.Ycs;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>Many who are in a room at once, each with an account and a line of their own, and no browser.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly List<HubClient> _lines = [];
    private readonly List<Person> _people = [];

    /// <summary>People with accounts who may write in a room, and are not there yet.</summary>
    public static async Task<Crowd> OfAsync(AppFixture app, Person owner, string room, params string[] names)
    {
        var token = await owner.ShareAsync(room, "edit");
        var crowd = new Crowd();
        foreach (var name in names)
        {
            var person = await app.PersonAsync(name);
            crowd._people.Add(person);
            await person.RedeemAsync(room, token);
        }

        return crowd;
    }

    /// <summary>All of them come, and say one after the other that they are here, each when the one before was seen.</summary>
    public async Task ComeAsync(string room, Func<int, Task> seen)
    {
        var joined = new List<HubDocument>();
        foreach (var person in _people)
        {
            var line = new HubClient(person);
            _lines.Add(line);
            await line.ConnectAsync();
            joined.Add(await line.JoinAsync($"{room}/content"));
        }

        for (var i = 0; i < joined.Count; i++)
        {
            await _lines[i].SayHereAsync(joined[i]);
            await seen(i + 1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var line in _lines)
        {
            await line.DisposeAsync();
        }

        _people.ForEach(static person => person.Dispose());
    }
}
