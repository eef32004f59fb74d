using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Rest;

/// <summary>The little that is not live.</summary>
public sealed class RoomApiTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private Server Server => fixture.Server;

    [Fact]
    public async Task Person_GivesAName_IsKnownByItFromThenOn()
    {
        using var anna = await Server.PersonAsync("  Anna  ");
        using var me = await anna.Http.GetAsync("/api/me");
        var body = await Person.JsonAsync(me, HttpStatusCode.OK);

        Assert.Equal(anna.Id, body.GetProperty("id").GetString());
        Assert.Equal("Anna", body.GetProperty("name").GetString());
        Assert.InRange(body.GetProperty("colour").GetInt32(), 0, 9);
    }

    [Theory]
    [InlineData("""{"token":5}""")]
    [InlineData("""{""")]
    [InlineData("[]")]
    public async Task Body_ThatIsNone_IsAProblemWithACode(string body)
    {
        using var http = new HttpClient { BaseAddress = Server.Address };
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync("/api/invitations/look", content);

        await AssertProblemAsync(reply, HttpStatusCode.BadRequest, "malformed-message");
    }

    [Fact]
    public async Task Secrets_TooManyTriedFromOneAddress_IsRateExceeded()
    {
        await using var server = await Server.StartAsync("--Access:SignInsPerMinute=2");
        using var http = new HttpClient { BaseAddress = server.Address };
        for (var i = 0; i < 2; i++)
        {
            using var tried = await http.PostAsJsonAsync("/api/invitations/look", new { token = "guessed" });
            Assert.Equal(HttpStatusCode.NotFound, tried.StatusCode);
        }

        using var reply = await http.PostAsJsonAsync("/api/invitations/look", new { token = "guessed" });
        await AssertProblemAsync(reply, HttpStatusCode.TooManyRequests, "rate-exceeded");
    }

    [Fact]
    public async Task Rooms_BeyondWhatOnePersonMayMake_AreTooMany_AndThoseThatAreMadeAreCountedOnce()
    {
        await using var server = await Server.StartAsync("--Live:RoomsMadeMax=2");
        using var anna = await server.PersonAsync("Anna");
        var first = await anna.CreateRoomAsync();
        using var again = await anna.Http.PostAsJsonAsync("/api/rooms", new { id = first.Split('/')[1], kind = "workspace", title = "A campaign" });
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        var second = await anna.CreateRoomAsync("group");
        using var third = await anna.Http.PostAsJsonAsync("/api/rooms", new { id = Person.NewId(), kind = "workspace", title = "A campaign" });

        await AssertProblemAsync(third, HttpStatusCode.TooManyRequests, "too-many");
        using var repeated = await anna.Http.PostAsJsonAsync("/api/rooms", new { id = second.Split('/')[1], kind = "group", title = "A campaign" });
        Assert.Equal(HttpStatusCode.Created, repeated.StatusCode);
        var rooms = await anna.Http.GetFromJsonAsync<JsonElement>("/api/rooms");
        Assert.Equal([second, first], rooms.EnumerateArray().Select(room => room.GetProperty("room").GetString()));
        using var bea = await server.PersonAsync("Bea");
        await bea.CreateRoomAsync();
    }

    [Theory]
    [InlineData("GET", "/api/me")]
    [InlineData("POST", "/api/token")]
    [InlineData("GET", "/api/rooms")]
    [InlineData("GET", "/api/rooms/workspace/abc")]
    [InlineData("GET", "/api/rooms/workspace/abc/images/x")]
    [InlineData("GET", "/api/documents/workspace/abc/content/timeline")]
    public async Task Nobody_AnyRequest_IsToldToSignIn(string method, string path)
    {
        using var http = new HttpClient { BaseAddress = Server.Address };
        using var reply = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? JsonContent.Create(new { }) : null });

        await AssertProblemAsync(reply, HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Fact]
    public async Task Person_SignsOut_IsNobody()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var left = await anna.Http.PostAsync("/api/sign-out", null);
        using var me = await anna.Http.GetAsync("/api/me");

        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
    }

    [Fact]
    public async Task Room_CreatedTwiceWithOneId_IsOneRoomAndListed()
    {
        using var anna = await Server.PersonAsync("Anna");
        var body = new { id = Person.NewId(), kind = "workspace", title = "Spring appeal" };
        using var first = await anna.Http.PostAsJsonAsync("/api/rooms", body);
        using var second = await anna.Http.PostAsJsonAsync("/api/rooms", body);
        await Person.JsonAsync(first, HttpStatusCode.Created);
        var room = await Person.JsonAsync(second, HttpStatusCode.Created);
        using var listed = await anna.Http.GetAsync("/api/rooms");
        var rooms = await Person.JsonAsync(listed, HttpStatusCode.OK);

        Assert.Equal("facilitate", room.GetProperty("right").GetString());
        Assert.Equal($"workspace/{body.id}", Assert.Single(rooms.EnumerateArray()).GetProperty("room").GetString());
    }

    [Theory]
    [InlineData("session", "abc")]
    [InlineData("lab", "abc")]
    [InlineData("planet", "abc")]
    [InlineData("workspace", "a b")]
    [InlineData("workspace", null)]
    public async Task Room_OfAKindOrIdThatCannotBe_IsInvalid(string kind, string? id)
    {
        using var anna = await Server.PersonAsync("Anna");
        using var reply = await anna.Http.PostAsJsonAsync("/api/rooms", new { id, kind, title = "t" });

        await AssertProblemAsync(reply, HttpStatusCode.UnprocessableEntity, "invalid-command");
    }

    [Theory]
    [InlineData("workspace", "poster")]
    [InlineData("group", "campaign")]
    public async Task Room_OfADeliverableThatCannotBe_IsInvalid(string kind, string deliverable)
    {
        using var anna = await Server.PersonAsync("Anna");
        using var reply = await anna.Http.PostAsJsonAsync("/api/rooms", new { id = Person.NewId(), kind, title = "t", deliverable });

        await AssertProblemAsync(reply, HttpStatusCode.UnprocessableEntity, "invalid-command");
    }

    [Fact]
    public async Task Stranger_AsksForARoom_CannotTellItFromNone()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var eve = await Server.PersonAsync("Eve");
        var room = await anna.CreateRoomAsync();
        using var known = await eve.Http.GetAsync($"/api/rooms/{room}");
        using var unknown = await eve.Http.GetAsync("/api/rooms/workspace/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, known.StatusCode);
        Assert.Equal(WithoutTrace(await unknown.Content.ReadAsStringAsync()), WithoutTrace(await known.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Command_ByTheFacilitator_IsOnDiskAndByAReaderRefused()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var ben = await Server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, "observe");
        var done = await anna.CommandAsync(room, new { type = "setTitle", title = "Autumn appeal" });
        using var refused = await ben.Http.PostAsJsonAsync($"/api/rooms/{room}/commands", new { id = "c1", command = new { type = "setTitle", title = "Mine" } });
        using var seen = await ben.Http.GetAsync($"/api/rooms/{room}");

        Assert.True(done.GetProperty("sequence").GetInt64() > 0);
        await AssertProblemAsync(refused, HttpStatusCode.Forbidden, "no-right");
        Assert.Equal("Autumn appeal", (await Person.JsonAsync(seen, HttpStatusCode.OK)).GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("""{"id":"c","command":{"type":"selfDestruct"}}""")]
    [InlineData("""{"id":"c","command":{"title":"no type"}}""")]
    [InlineData("""{"id":"c"}""")]
    [InlineData("""{"command":{"type":"setTitle","title":"t"}}""")]
    [InlineData("""{"id":"c","command":{"type":"createLink","linkId":"l","right":"emperor"}}""")]
    [InlineData("not json")]
    public async Task Command_ThatIsNone_IsMalformed(string body)
    {
        using var anna = await Server.PersonAsync("Anna");
        var room = await anna.CreateRoomAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var reply = await anna.Http.PostAsync($"/api/rooms/{room}/commands", content);

        await AssertProblemAsync(reply, HttpStatusCode.BadRequest, "malformed-message");
    }

    [Fact]
    public async Task Body_BeyondTheLimit_IsTooLarge()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var reply = await anna.Http.PostAsJsonAsync("/api/rooms", new { id = "x", kind = "group", title = new string('t', 1 << 20) });

        await AssertProblemAsync(reply, HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Timeline_AfterSomebodyWrote_SaysWhoAndHowMuch()
    {
        using var anna = await Server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        await using var hub = await HubClient.ConnectAsync(Server, anna);
        await hub.JoinAsync(document);
        await hub.PushAsync(document, 1, TestUpdates.First(88, "twelve chars"));
        await hub.SavedAsync(document, 1);
        using var reply = await anna.Http.GetAsync($"/api/documents/{document}/timeline?after=0");
        var last = (await Person.JsonAsync(reply, HttpStatusCode.OK)).EnumerateArray().Last();
        using var at = await anna.Http.GetAsync($"/api/documents/{document}/at/{last.GetProperty("sequence").GetInt64()}");

        Assert.Equal(anna.Id, last.GetProperty("by").GetString());
        Assert.Equal((12, 0), (last.GetProperty("inserted").GetInt64(), last.GetProperty("relayed").GetInt64()));
        Assert.Contains("twelve chars", System.Text.Encoding.Latin1.GetString(await at.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_Running_IsHealthy()
    {
        using var http = new HttpClient { BaseAddress = Server.Address };

        Assert.Equal("Healthy", await http.GetStringAsync("/healthz"));
    }

    internal static async Task AssertProblemAsync(HttpResponseMessage reply, HttpStatusCode status, string code)
    {
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (await Person.JsonAsync(reply, status)).GetProperty("code").GetString());
    }

    private static string WithoutTrace(string problem) => System.Text.RegularExpressions.Regex.Replace(problem, "\"traceId\":\"[^\"]*\"", "");
}
