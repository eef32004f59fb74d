using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>Somebody with a cookie of their own, over REST.</summary>
internal sealed class Person : IDisposable
{
    private readonly HttpClient _http;

    private Person(ServerProcess server)
    {
        Server = server;
        _http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies }) { BaseAddress = server.Address };
    }

    public ServerProcess Server { get; }

    public CookieContainer Cookies { get; } = new();

    public string Id { get; private set; } = "";

    public string Name { get; private set; } = "";

    public static async Task<Person> GuestAsync(ServerProcess server, string name)
    {
        var person = new Person(server) { Name = name };
        person.Id = (string)(await person.PostAsync("/api/guest", new { name }))!["id"]!;
        return person;
    }

    /// <summary>Creates a room and returns its key, for example <c>workspace/abc</c>.</summary>
    public async Task<string> CreateRoomAsync(string title, string kind = "workspace", string? deliverable = null) =>
        (string)(await PostAsync("/api/rooms", new { id = NewId(), kind, title, deliverable }))!["room"]!;

    /// <summary>A new share link's token.</summary>
    public async Task<string> ShareAsync(string room, string right) =>
        (string)(await CommandAsync(room, new { type = "createLink", linkId = NewId(), right }))!["token"]!;

    public Task<JsonNode?> RedeemAsync(string room, string token) => PostAsync($"/api/rooms/{room}/redeem", new { token });

    /// <summary>Does a command; it is on disk when this returns.</summary>
    public Task<JsonNode?> CommandAsync(string room, object command, string? id = null) =>
        PostAsync($"/api/rooms/{room}/commands", new { id = id ?? NewId(), command });

    /// <summary>The ids of a room's share links, for who may share it.</summary>
    public async Task<IEnumerable<string>> LinksAsync(string room) =>
        JsonNode.Parse(await _http.GetStringAsync($"/api/rooms/{room}"))!["links"]!.AsArray().Select(link => (string)link!["linkId"]!);

    /// <summary>A bearer token for one document, for programs.</summary>
    public async Task<string> TokenAsync(string document, string right = "edit") =>
        (string)(await PostAsync("/api/token", new { document, right }))!["token"]!;

    public async Task<byte[]> StateAtAsync(string document, long sequence) =>
        await _http.GetByteArrayAsync($"/api/documents/{document}/at/{sequence}");

    public async Task<JsonArray> TimelineAsync(string document, long after = 0) =>
        JsonNode.Parse(await _http.GetStringAsync($"/api/documents/{document}/timeline?after={after}"))!.AsArray();

    public static string NewId() => Guid.NewGuid().ToString("N");

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? null : JsonNode.Parse(text)
            : throw new RestException((int)answer.StatusCode, text);
    }
}

/// <summary>A refusal over REST.</summary>
internal sealed class RestException(int status, string body) : Exception($"{status}: {body}")
{
    public int Status { get; } = status;

    public string? Code { get; } = TryCode(body);

    private static string? TryCode(string body)
    {
        try
        {
            return (string?)JsonNode.Parse(body)?["code"];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
