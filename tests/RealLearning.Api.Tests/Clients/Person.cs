using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Clients;

/// <summary>Somebody with an account and a browser's cookie, who makes rooms and can have tokens.</summary>
internal sealed class Person : IDisposable
{
    private readonly Member _member;

    private Person(Server server, Member member, string name) => (Server, _member, Name) = (server, member, name);

    public Server Server { get; }

    public string Name { get; }

    public HttpClient Http => _member.Http;

    public string Id => _member.Id;

    public int Colour => _member.Colour;

    public CookieContainer Cookies => _member.Cookies;

    public static async Task<Person> EnterAsync(Server server, string name) => new(server, await Member.NewAsync(server, await server.InvitationAsync(), name), name);

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
    public async Task InviteAsync(Person other, string room, string right)
    {
        var link = await CommandAsync(room, new { type = "createLink", linkId = NewId(), right });
        using var reply = await other.Http.PostAsJsonAsync($"/api/rooms/{room}/redeem", new { token = link.GetProperty("token").GetString() });
        await JsonAsync(reply, HttpStatusCode.OK);
    }

    public static string NewId() => Guid.NewGuid().ToString("N")[..12];

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage reply, HttpStatusCode expected)
    {
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.StatusCode == expected, $"{(int)reply.StatusCode} instead of {(int)expected}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    public void Dispose() => _member.Dispose();
}
