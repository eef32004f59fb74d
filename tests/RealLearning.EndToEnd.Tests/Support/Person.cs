using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>Somebody with a cookie of their own, over REST.</summary>
internal sealed partial class Person : IDisposable
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

    public string Email { get; } = $"{NewId()}@example.org";

    public const string Password = "four words in a row";

    /// <summary>Somebody with an account on a server that the tests have to themselves.</summary>
    public static async Task<Person> NewAsync(ServerProcess server, string name) => await AccountAsync(server, await server.InvitationAsync(), name);

    /// <summary>Somebody with an account that an invitation made.</summary>
    public static async Task<Person> AccountAsync(ServerProcess server, string invitation, string name)
    {
        var person = new Person(server) { Name = name };
        person.Id = (string)(await person.PostAsync("/api/accounts", new { invitation, name, email = person.Email, password = Password }))!["id"]!;
        return person;
    }

    /// <summary>The administrator of a server that was just started, by the link that it prints.</summary>
    public static async Task<Person> AdministratorAsync(ServerProcess server) =>
        await AccountAsync(server, (await server.PrintedAsync(InvitationLink()))[1..], "Ada Admin");

    /// <summary>One of the demonstration's people, on a server that lets one look around.</summary>
    public static async Task<Person> OfDemonstrationAsync(ServerProcess server, string id)
    {
        var person = new Person(server) { Id = id, Name = id };
        await person.PostAsync("/api/demonstration", new { id });
        return person;
    }

    /// <summary>A tutor's account.</summary>
    public async Task<Person> InviteTutorAsync(string name) => await AccountAsync(Server, await InviteAsync("tutor"), name);

    /// <summary>An invitation's token, of an administrator.</summary>
    public async Task<string> InviteAsync(string role, int uses = 1) => (string)(await PostAsync("/api/site/invitations", new { id = NewId(), role, uses, days = 1 }))!["token"]!;

    /// <summary>Starts a cohort and returns its id.</summary>
    public async Task<string> CreateCohortAsync(string title) => (string)(await PostAsync("/api/cohorts", new { id = NewId(), title }))!["id"]!;

    /// <summary>Does a command of a cohort.</summary>
    public Task<JsonNode?> CohortCommandAsync(string cohort, object command) => PostAsync($"/api/cohorts/{cohort}/commands", new { id = NewId(), command });

    /// <summary>An account of a member that a cohort's invitation made.</summary>
    public async Task<Person> InviteToCohortAsync(string cohort, string role, string name) =>
        await AccountAsync(Server, (string)(await CohortCommandAsync(cohort, new { type = "createInvitation", invitationId = NewId(), role, uses = 1, days = 1 }))!["token"]!, name);

    /// <summary>Writes a challenge, publishes a version of it and returns its id.</summary>
    public async Task<string> CreateChallengeAsync(object text)
    {
        var id = NewId();
        await PostAsync("/api/challenges", new { id, title = "Challenge" });
        await SendAsync(HttpMethod.Put, $"/api/challenges/{id}", new { revision = 1, text });
        await PostAsync($"/api/challenges/{id}/versions", new { revision = 2 });
        return id;
    }

    /// <summary>Writes a challenge's draft; what the server answers.</summary>
    public async Task<JsonNode> SaveChallengeAsync(string id, long revision, object text) => (await SendAsync(HttpMethod.Put, $"/api/challenges/{id}", new { revision, text }))!;

    /// <summary>What is at a path.</summary>
    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _http.GetStringAsync(path))!;

    /// <summary>Whether the room says that there is one.</summary>
    public async Task<bool> MayOpenAsync(string room)
    {
        using var answer = await _http.GetAsync($"/api/rooms/{room}");
        return answer.IsSuccessStatusCode || (answer.StatusCode == HttpStatusCode.NotFound ? false : throw new RestException((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>The room of a group for a challenge of its cohort.</summary>
    public async Task<string> BeginAsync(string cohort, string groupId, string challengeId) =>
        (string)(await PostAsync($"/api/cohorts/{cohort}/rooms", new { groupId, challengeId }))!["room"]!;

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

    private Task<JsonNode?> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? null : JsonNode.Parse(text)
            : throw new RestException((int)answer.StatusCode, text);
    }

    [GeneratedRegex(@"(?<=/invitation)#\S+")]
    private static partial Regex InvitationLink();
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
