using Xunit;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>Somebody with everything of several rooms open.</summary>
internal sealed class CrashClient : IAsyncDisposable
{
    private readonly Dictionary<string, HubDocument> _documents = [];
    private readonly IReadOnlyList<string> _rooms;

    private CrashClient(HubClient hub, IReadOnlyList<string> rooms) => (Hub, _rooms) = (hub, rooms);

    public HubClient Hub { get; }

    public HubDocument this[string document] => _documents[document];

    public static async Task<CrashClient> ConnectAsync(Person person, IReadOnlyList<string> rooms, params string[] others)
    {
        var client = new CrashClient(new HubClient(person), rooms);
        await client.Hub.ConnectAsync();
        foreach (var document in rooms.SelectMany(room => (string[])[$"{room}/content", $"{room}/room"]).Concat(others))
        {
            client._documents[document] = await client.Hub.JoinAsync(document);
        }

        return client;
    }

    /// <summary>Everything that the documents say.</summary>
    public Dictionary<string, string> Facts() => Hub.Read(() =>
    {
        var marks = _documents.SelectMany(document => Support.Facts.Marks(document.Value.Doc).Select(mark => ($"{document.Key} {mark}", "there")));
        return _rooms.SelectMany(room => Support.Facts.OfRoom(room, _documents[$"{room}/room"].Doc)).Concat(marks).ToDictionary();
    });

    /// <summary>Everything that another saw of each <c>room</c> is there, deletions included: nothing of it would be news.</summary>
    public void AssertHasRoomsOf(CrashClient other) => Hub.Read(() =>
    {
        foreach (var document in _rooms.Select(room => $"{room}/room"))
        {
            Assert.True(_documents[document].Doc.Prepare(other[document].Doc.EncodeStateAsUpdate()).ChangesNothing, $"{document}: somebody saw what is not there.");
        }

        return true;
    });

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
