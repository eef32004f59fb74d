using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Access;
using RealLearning.Api.Tests.Accounts;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Doors;
using RealLearning.Api.Tests.Servers;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Contracts.Publishing;

namespace RealLearning.Api.Tests.Rest;

/// <summary>Every answer that is no success is a problem with a code, whoever makes it; and every code is provoked. A new code needs a row here.</summary>
public sealed class ProblemTests
{
    private const string Secret = "the-connection-string";

    /// <summary>Codes that HTTP never answers with, or that a test of another class provokes.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        [RefusalCodes.MalformedUpdate] = nameof(BadInputTests),
        [RefusalCodes.ForeignClientId] = nameof(BadInputTests),
        [RefusalCodes.ClockGap] = nameof(BadInputTests),
        [RefusalCodes.UnknownSession] = nameof(BadInputTests),
        [RefusalCodes.ContentDiffers] = "PushTests of the grains",
        [RefusalCodes.EditConflict] = nameof(CohortApiTests),
        [RefusalCodes.WrongPasskey] = nameof(PasskeyTests),
        [RefusalCodes.SignInOld] = nameof(PasskeyTests),
        [RefusalCodes.LastWayIn] = nameof(PasskeyTests),
    };

    /// <summary>What is asked by Anna, whose room is given, or by nobody.</summary>
    private static readonly Dictionary<string, Func<Person, string, Task<HttpResponseMessage>>> Here = new()
    {
        [RefusalCodes.NotSignedIn] = static async (anna, _) => await AsNobodyAsync(anna.Server, http => http.GetAsync("/api/today")),
        [RefusalCodes.MalformedMessage] = static (anna, _) => anna.Http.PostAsync("/api/rooms", Body("{")),
        [RefusalCodes.UnsupportedMediaType] = static (anna, _) => anna.Http.PostAsync("/api/rooms", Body("{}", "text/plain")),
        [RefusalCodes.MethodNotAllowed] = static (anna, _) => anna.Http.DeleteAsync("/api/today"),
        [RefusalCodes.UnknownDocument] = static (anna, _) => anna.Http.GetAsync("/api/nothing/here"),
        [RefusalCodes.TooLarge] = static (anna, _) => anna.Http.PostAsJsonAsync("/api/rooms", new { id = "x", kind = "group", title = new string('t', 1 << 20) }),
        [RefusalCodes.NoRight] = static (anna, _) => anna.Http.GetAsync("/api/site"),
        [RefusalCodes.InvalidCommand] = static (anna, _) => anna.Http.PostAsJsonAsync("/api/rooms", new { id = "x", kind = "planet", title = "t" }),
        [RefusalCodes.DocumentFull] = static (anna, room) => CommandAsync(anna, room, new { type = "addResource", resourceId = "r1", title = "t", url = "", note = "", stepIds = Array.Empty<string>() }),
        [RefusalCodes.TooMany] = static async (anna, room) =>
        {
            using var ben = await anna.Server.PersonAsync("Ben");
            var link = await anna.CommandAsync(room, new { type = "createLink", linkId = "l1", right = "edit" });
            return await ben.Http.PostAsJsonAsync($"/api/rooms/{room}/redeem", new { token = link.GetProperty("token").GetString() });
        },
        [RefusalCodes.WrongSignIn] = static (anna, _) => AsNobodyAsync(anna.Server, static http => SignInAsync(http, "nobody@example.org")),
        [RefusalCodes.LockedOut] = static async (anna, _) =>
        {
            using var cleo = await Member.NewAsync(anna.Server, await anna.Server.InvitationAsync(), "Cleo");
            using var first = await cleo.SignInAsync("wrong");
            using var second = await cleo.SignInAsync("wrong");
            return await cleo.SignInAsync(Member.Password);
        },
        [RefusalCodes.EmailTaken] = static async (anna, _) =>
        {
            using var dan = await Member.NewAsync(anna.Server, await anna.Server.InvitationAsync(), "Dan");
            return await AccountAsync(anna, await anna.Server.InvitationAsync(), dan.Email, Member.Password);
        },
        [RefusalCodes.InvalidAccount] = static async (anna, _) => await AccountAsync(anna, await anna.Server.InvitationAsync(), "eve@example.org", "short"),
        [RefusalCodes.ChallengeEnded] = static (anna, _) => AsNobodyAsync(anna.Server, static http => http.PostAsJsonAsync("/api/sign-in/passkey", new { challenge = "guessed", credential = new { } })),
        [RefusalCodes.LinkEnded] = static (anna, _) => AsNobodyAsync(anna.Server, static http => http.PostAsJsonAsync("/api/password/look", new { token = "guessed" })),
        [RefusalCodes.InvitationEnded] = static (anna, _) => AccountAsync(anna, "guessed", "eve@example.org", Member.Password),
        [RefusalCodes.StorageUnavailable] = static (anna, _) => anna.Http.GetAsync("/api/rooms"),
        [RefusalCodes.ServerError] = static (anna, room) => anna.Http.GetAsync($"/api/rooms/{room}/images/x"),
        [RefusalCodes.DocumentDamaged] = static async (anna, room) =>
        {
            await anna.Server.StopAsync();
            await DamageAsync(anna.Server, $"{room}/room");
            await anna.Server.StartAgainAsync();
            return await anna.Http.GetAsync($"/api/rooms/{room}");
        },
        [RefusalCodes.RateExceeded] = static async (_, _) =>
        {
            await using var server = await Server.StartAsync("--Access:SignInsPerMinute=1");
            using var first = await AsNobodyAsync(server, static http => SignInAsync(http, "nobody@example.org"));
            return await AsNobodyAsync(server, static http => SignInAsync(http, "nobody@example.org"));
        },
    };

    [Fact]
    public async Task EveryCode_IsProvoked_AndIsAWholeProblem()
    {
        Assert.Equal(Refusals.All.Keys.Order(), Here.Keys.Concat(Elsewhere.Keys).Order());
        await using var server = await Server.StartAsync(
            static builder => builder.Services.AddSingleton<IImageStore, Failing>().AddSingleton<IIncomingGrainCallFilter, Failing>(), "--Doors:CallAttempts=1", "--Live:DocumentBytesMax=1", "--Live:MembersMax=1", "--Access:LockoutFailures=2");
        using var anna = await server.PersonAsync("Anna");
        var room = await anna.CreateRoomAsync();

        foreach (var (code, provoke) in Here)
        {
            using var reply = await provoke(anna, room);
            await AssertWholeAsync(reply, Refusals.StatusOf(code), code);
        }
    }

    [Theory]
    [InlineData("GET", "/api/nothing", 404, "unknown-document")]
    [InlineData("GET", "/api", 404, "unknown-document")]
    [InlineData("POST", "/nothing", 404, "unknown-document")]
    [InlineData("PUT", "/api/sign-in", 405, "method-not-allowed")]
    [InlineData("PUT", "/api/me", 405, "method-not-allowed")]
    [InlineData("GET", "/api/documents/workspace/x/content/at/first", 404, "unknown-document")]
    [InlineData("GET", "/yjs/lab/x", 400, "malformed-message")]
    public async Task Request_ThatNoEndpointTakes_IsAWholeProblem(string method, string path, int status, string code)
    {
        await using var server = await Server.StartAsync("--Access:Lab=true");
        using var reply = await AsNobodyAsync(server, http => http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)));

        await AssertWholeAsync(reply, status, code);
    }

    private static async Task AssertWholeAsync(HttpResponseMessage reply, int status, string code)
    {
        var text = await reply.Content.ReadAsStringAsync();
        Assert.Equal((code, status, "application/problem+json"), (code, (int)reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((code, status), (problem.GetProperty("code").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("type").GetString()!);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AsNobodyAsync(Server server, Func<HttpClient, Task<HttpResponseMessage>> ask)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        return await ask(http);
    }

    private static Task<HttpResponseMessage> CommandAsync(Person person, string room, object command) =>
        person.Http.PostAsJsonAsync($"/api/rooms/{room}/commands", new { id = Person.NewId(), command });

    private static Task<HttpResponseMessage> SignInAsync(HttpClient http, string email) => http.PostAsJsonAsync("/api/sign-in", new { email, password = "wrong" });

    private static Task<HttpResponseMessage> AccountAsync(Person anna, string invitation, string email, string password) =>
        AsNobodyAsync(anna.Server, http => http.PostAsJsonAsync("/api/accounts", new { invitation, name = "Eve", email, password }));

    private static StringContent Body(string text, string type = "application/json") => new(text, Encoding.UTF8, type);

    private static async Task DamageAsync(Server server, string document)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "journal.db")};Pooling=False");
        await connection.OpenAsync();
        await using var damage = connection.CreateCommand();
        damage.CommandText = "UPDATE heads SET checksum = checksum + 1 WHERE document = $document";
        damage.Parameters.AddWithValue("$document", document);
        Assert.Equal(1, await damage.ExecuteNonQueryAsync());
    }

    private sealed class Failing : IImageStore, IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) =>
            context.InterfaceMethod.Name == nameof(IPersonGrain.RoomsAsync) ? throw new InvalidOperationException(Secret) : context.Invoke();

        public Task<long> BytesAsync(RoomKey room, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);

        public Task<string> PutAsync(RoomKey room, ReadOnlyMemory<byte> image, string contentType, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);

        public Task<StoredImage?> GetAsync(RoomKey room, string name, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);
    }
}
