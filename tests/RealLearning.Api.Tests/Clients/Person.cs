using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Clients;

/// <summary>A guest with a browser's cookie, who can have tokens.</summary>
internal sealed class Person : IDisposable
{
    private readonly HttpClientHandler _handler;

    private Person(Server server, HttpClientHandler handler, HttpClient http, string id, string name, int colour)
    {
        (Server, _handler, Http, Id, Name, Colour) = (server, handler, http, id, name, colour);
    }

    public Server Server { get; }

    public HttpClient Http { get; }

    public string Id { get; }

    public string Name { get; }

    public int Colour { get; }

    public CookieContainer Cookies => _handler.CookieContainer;

    public static async Task<Person> EnterAsync(Server server, string name)
    {
        var handler = new HttpClientHandler { CookieContainer = new CookieContainer() };
        var http = new HttpClient(handler) { BaseAddress = server.Address };
        using var reply = await http.PostAsJsonAsync("/api/guest", new { name });
        var body = await JsonAsync(reply, HttpStatusCode.OK);
        return new Person(server, handler, http, body.GetProperty("id").GetString()!, name, body.GetProperty("colour").GetInt32());
    }

    /// <summary>A token for one document.</summary>
    public async Task<string> TokenAsync(string document, string right = "edit", int? minutes = null)
    {
        using var reply = await Http.PostAsJsonAsync("/api/token", new { document, right, minutes });
        return (await JsonAsync(reply, HttpStatusCode.OK)).GetProperty("token").GetString()!;
    }

    /// <summary>Creates a room and returns its key, such as <c>workspace/…</c>.</summary>
    public async Task<string> CreateRoomAsync(string kind = "workspace", string title = "A campaign")
    {
        var id = NewId();
        using var reply = await Http.PostAsJsonAsync("/api/rooms", new { id, kind, title });
        await JsonAsync(reply, HttpStatusCode.Created);
        return $"{kind}/{id}";
    }

    public async Task<JsonElement> CommandAsync(string room, object command)
    {
        using var reply = await Http.PostAsJsonAsync($"/api/rooms/{room}/commands", new { id = NewId(), command });
        return await JsonAsync(reply, HttpStatusCode.OK);
    }

    /// <summary>Lets another person in by a share link.</summary>
    public async Task InviteAsync(Person guest, string room, string right)
    {
        var link = await CommandAsync(room, new { type = "createLink", linkId = NewId(), right });
        using var reply = await guest.Http.PostAsJsonAsync($"/api/rooms/{room}/redeem", new { token = link.GetProperty("token").GetString() });
        await JsonAsync(reply, HttpStatusCode.OK);
    }

    public static string NewId() => Guid.NewGuid().ToString("N")[..12];

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage reply, HttpStatusCode expected)
    {
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.StatusCode == expected, $"{(int)reply.StatusCode} instead of {(int)expected}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }
}
