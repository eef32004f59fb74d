using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Rest;

/// <summary>Challenges and cohorts over HTTP, with real accounts, and their rooms over both doors.</summary>
public sealed class CohortApiTests(ITestOutputHelper output) : IAsyncLifetime
{
    private Server _server = null!;
    private Member _ada = null!;
    private Member _tom = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await Server.StartAsync();
        _ada = await Member.FirstAsync(_server);
        _tom = await Member.NewAsync(_server, await _ada.InviteAsync("tutor"), "Tom Tutor");
    }

    public async ValueTask DisposeAsync()
    {
        _tom.Dispose();
        _ada.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Challenge_WrittenPublishedAndGiven_IsThereAfterARestart()
    {
        var challenge = await ChallengeAsync(_tom);
        var cohort = await CohortAsync(_tom);
        await CommandAsync(_tom, cohort, new { type = "giveChallenge", challengeId = challenge, start = "2026-12-01", due = (string?)null });
        await CommandAsync(_tom, cohort, new { type = "createGroup", groupId = "one", title = "One" });
        var lea = await JoinAsync(cohort, "learner", "Lea");
        await CommandAsync(_tom, cohort, new { type = "placeMember", personId = lea.Id, groupId = "one" });
        var room = await OpenAsync(lea, cohort, "one", challenge);

        await ConfidenceAsync(lea, "", new { cohortId = cohort, challengeId = challenge, moment = "start", level = 2, sentence = "The data frightens me." });
        await ConfidenceAsync(lea, "/share", new { cohortId = cohort, challengeId = challenge, share = "levels" });

        await RoomCommandAsync(lea, room, new { type = "freezeSnapshot", snapshotId = "f1", title = "Draft" });
        await RoomCommandAsync(lea, room, new { type = "openSession", sessionId = Person.NewId(), title = "First look", snapshotId = "f1" });
        var start = TimeProvider.System.GetUtcNow().AddDays(2).ToUnixTimeMilliseconds();
        using (var opened = await lea.Http.PostAsJsonAsync($"/api/cohorts/{cohort}/rooms", new { groupId = "one", challengeId = (string?)null }))
        {
            var space = (await Person.JsonAsync(opened, HttpStatusCode.OK)).GetProperty("room").GetString()!;
            await RoomCommandAsync(lea, space, new { type = "scheduleMeeting", meetingId = "m1", kind = "working", title = "Write", start, minutes = 60, place = "", url = "" });
        }

        await _server.RestartAsync();

        using var own = await lea.Http.GetAsync("/api/confidence");
        var trend = (await Person.JsonAsync(own, HttpStatusCode.OK)).GetProperty("challenges")[0];
        Assert.Equal(("levels", 2, "The data frightens me."), (trend.GetProperty("share").GetString(), trend.GetProperty("entries")[0].GetProperty("level").GetInt32(), trend.GetProperty("entries")[0].GetProperty("sentence").GetString()));
        using var shared = await _tom.Http.GetAsync($"/api/cohorts/{cohort}/confidence");
        Assert.Equal("Lea", (await Person.JsonAsync(shared, HttpStatusCode.OK)).GetProperty("learners")[0].GetProperty("name").GetString());
        using var today = await lea.Http.GetAsync("/api/today");
        var waiting = (await Person.JsonAsync(today, HttpStatusCode.OK)).GetProperty("cohorts")[0];
        Assert.Equal("learner", waiting.GetProperty("role").GetString());
        Assert.Equal("One", waiting.GetProperty("group").GetProperty("title").GetString());
        Assert.Equal(room, waiting.GetProperty("challenges")[0].GetProperty("work")[0].GetProperty("room").GetString());
        Assert.Equal(start, waiting.GetProperty("group").GetProperty("next").GetProperty("start").GetDateTimeOffset().ToUnixTimeMilliseconds());
        Assert.Equal("facilitator", waiting.GetProperty("challenges")[0].GetProperty("sessions")[0].GetProperty("role").GetString());
        Assert.Equal(JsonValueKind.Null, waiting.GetProperty("challenges")[0].GetProperty("ask").ValueKind);
        using var again = await _tom.Http.GetAsync($"/api/challenges/{challenge}");
        Assert.Equal("Win readers back", (await Person.JsonAsync(again, HttpStatusCode.OK)).GetProperty("text").GetProperty("title").GetString());
        Assert.Equal(room, await OpenAsync(_tom, cohort, "one", challenge));
        lea.Dispose();
    }

    [Fact]
    public async Task Challenges_AreForTutorsAlone()
    {
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
        foreach (var stranger in new[] { lea, _ada })
        {
            using var list = await stranger.Http.GetAsync("/api/challenges");
            await RoomApiTests.AssertProblemAsync(list, HttpStatusCode.Forbidden, "no-right");
            using var create = await stranger.Http.PostAsJsonAsync("/api/challenges", new { id = Person.NewId(), title = "Mine" });
            await RoomApiTests.AssertProblemAsync(create, HttpStatusCode.Forbidden, "no-right");
            using var cohort = await stranger.Http.PostAsJsonAsync("/api/cohorts", new { id = Person.NewId(), title = "Mine" });
            await RoomApiTests.AssertProblemAsync(cohort, HttpStatusCode.Forbidden, "no-right");
        }
    }

    [Theory]
    [InlineData("""{ "revision": 1 }""", 400, "malformed-message")]
    [InlineData("""{ "revision": 1, "text": { "title": "x" } }""", 400, "malformed-message")]
    [InlineData("""{ "revision": 1, "text": { "title": null, "brief": { "client": "", "purpose": "", "audience": "", "criteria": [], "due": null }, "outside": "", "deliverable": "free", "milestones": [], "steps": [], "resources": [] } }""", 400, "malformed-message")]
    [InlineData("""{ "revision": 1, "text": { "title": "x", "brief": { "client": "", "purpose": "", "audience": "", "criteria": [null], "due": null }, "outside": "", "deliverable": "free", "milestones": [], "steps": [], "resources": [] } }""", 422, "invalid-command")]
    [InlineData("""{ "revision": 1, "text": { "title": "x", "brief": { "client": "", "purpose": "", "audience": "", "criteria": [], "due": null }, "outside": "", "deliverable": "free", "milestones": [null], "steps": [], "resources": [] } }""", 422, "invalid-command")]
    [InlineData("""{ "revision": 7, "text": { "title": "x", "brief": { "client": "", "purpose": "", "audience": "", "criteria": [], "due": null }, "outside": "", "deliverable": "free", "milestones": [], "steps": [], "resources": [] } }""", 409, "edit-conflict")]
    [InlineData("[]", 400, "malformed-message")]
    public async Task Challenge_SavedBadly_IsRefusedByName(string body, int status, string code)
    {
        var id = Person.NewId();
        using var made = await _tom.Http.PostAsJsonAsync("/api/challenges", new { id, title = "Win readers back" });
        await Person.JsonAsync(made, HttpStatusCode.Created);

        using var saved = await _tom.Http.PutAsync($"/api/challenges/{id}", new StringContent(body, null, "application/json"));

        await RoomApiTests.AssertProblemAsync(saved, (HttpStatusCode)status, code);
    }

    [Fact]
    public async Task Invitation_OfACohort_MakesAnAccountAndAMember()
    {
        var cohort = await CohortAsync(_tom);
        var token = await InviteAsync(cohort, "learner", 2);
        using var http = new HttpClient { BaseAddress = _server.Address };
        using var look = await http.PostAsJsonAsync("/api/invitations/look", new { token });
        var offer = await Person.JsonAsync(look, HttpStatusCode.OK);
        Assert.Equal(("learner", cohort, "Autumn 2026"), (offer.GetProperty("role").GetString(), offer.GetProperty("cohortId").GetString(), offer.GetProperty("cohort").GetString()));

        using var lea = await Member.NewAsync(_server, token, "Lea");
        using var known = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Mo");
        using var redeemed = await known.Http.PostAsJsonAsync("/api/invitations/redeem", new { token });
        await Person.JsonAsync(redeemed, HttpStatusCode.OK);

        var view = await GetAsync(_tom, cohort);
        Assert.Equal(["Lea", "Mo", "Tom Tutor"], view.GetProperty("people").EnumerateArray().Select(person => person.GetProperty("name").GetString()).Order());
        using var ended = await http.PostAsJsonAsync("/api/invitations/look", new { token });
        await RoomApiTests.AssertProblemAsync(ended, HttpStatusCode.NotFound, "invitation-ended");
        foreach (var odd in new[] { "cohort/", "cohort/x", "cohort//x.y", "cohort/../x.y", $"cohort/{cohort}/x.y", $"cohort/{cohort}/x.y/z", new string('x', 300) })
        {
            using var reply = await http.PostAsJsonAsync("/api/invitations/look", new { token = odd });
            await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.NotFound, "invitation-ended");
        }
    }

    /// <summary>Each line says how long after the change it ended: docs/protocols.md has it below a second.</summary>
    [Theory]
    [InlineData("taken out of the cohort", false)]
    [InlineData("taken out of the group", false)]
    [InlineData("blocked", true)]
    [InlineData("another password", true)]
    [InlineData("signed out elsewhere", true)]
    [InlineData("signed out", true)]
    public async Task Learner_WhoMayNoMore_IsShutOutOnEveryOpenLine_AndNobodyElseIs(string cause, bool isSignIn)
    {
        var challenge = await ChallengeAsync(_tom);
        var cohort = await CohortAsync(_tom);
        await CommandAsync(_tom, cohort, new { type = "giveChallenge", challengeId = challenge, start = "2026-12-01", due = (string?)null });
        await CommandAsync(_tom, cohort, new { type = "createGroup", groupId = "one", title = "One" });
        using var lea = await JoinAsync(cohort, "learner", "Lea");
        using var mo = await JoinAsync(cohort, "learner", "Mo");
        foreach (var learner in new[] { lea, mo })
        {
            await CommandAsync(_tom, cohort, new { type = "placeMember", personId = learner.Id, groupId = "one" });
        }

        var room = await OpenAsync(lea, cohort, "one", challenge);
        using var elsewhere = await lea.AgainAsync(_server);
        using var asked = await lea.Http.PostAsJsonAsync("/api/token", new { document = $"{room}/content", right = "edit" });
        var token = (await Person.JsonAsync(asked, HttpStatusCode.OK)).GetProperty("token").GetString();
        using var byCookie = await RawYjsClient.ConnectByCookieAsync(_server, $"{room}/content", lea.Cookies);
        using var byToken = await RawYjsClient.ConnectAsync(_server, $"{room}/content", byToken: token);
        await using var hub = await HubClient.ConnectByCookieAsync(_server, lea.Cookies);
        Assert.Null((await hub.JoinAsync($"{room}/content")).Refusal);
        using var other = await RawYjsClient.ConnectByCookieAsync(_server, $"{room}/content", mo.Cookies);
        foreach (var line in new[] { byCookie, byToken, other })
        {
            Assert.NotNull(await line.AnswerAsync([0]));
        }

        var from = Stopwatch.GetTimestamp();
        var ends = new[]
        {
            EndsAsync("y-websocket by a cookie", byCookie.ClosedAsync()),
            EndsAsync("y-websocket by a token", byToken.ClosedAsync()),
            EndsAsync("hub", isSignIn ? hub.EndedAsync() : hub.NextEitherAsync("Closed", "Right")),
        };
        await (cause switch
        {
            "taken out of the cohort" => CommandAsync(_tom, cohort, new { type = "setRole", personId = lea.Id, role = "none" }),
            "taken out of the group" => CommandAsync(_tom, cohort, new { type = "placeMember", personId = lea.Id, groupId = (string?)null }),
            "blocked" => _ada.BlockAsync(lea.Id, true),
            "another password" => DoneAsync(elsewhere, "/api/password", new { old = Member.Password, @new = "another good password" }),
            "signed out elsewhere" => DoneAsync(elsewhere, "/api/sign-out/elsewhere", new { }),
            _ => DoneAsync(lea, "/api/sign-out", new { }),
        });
        await Task.WhenAll(ends).Soon();

        Assert.Equal(isSignIn ? 4401 : 4403, (await byCookie.ClosedAsync()).Code);
        Assert.Equal(isSignIn ? 4401 : 4403, (await byToken.ClosedAsync()).Code);
        Assert.NotNull(await other.AnswerAsync([0]));
        using var reply = await lea.Http.GetAsync($"/api/rooms/{room}");
        await RoomApiTests.AssertProblemAsync(reply, isSignIn ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound, isSignIn ? "not-signed-in" : "unknown-document");

        async Task EndsAsync(string line, Task ended)
        {
            await ended;
            output.WriteLine($"{line} ended after {Stopwatch.GetElapsedTime(from).TotalMilliseconds:0} ms");
        }

        static async Task DoneAsync(Member member, string path, object body)
        {
            using var reply = await member.Http.PostAsJsonAsync(path, body);
            Assert.True(reply.IsSuccessStatusCode);
        }
    }

    [Fact]
    public async Task Learner_WhoCameByACohort_IsInTheListOfPeople_AsTheyAreNow()
    {
        using var lea = await JoinAsync(await CohortAsync(_tom), "learner", "Lea");
        Assert.Equal(("Lea", "member", false), await ListedAsync());

        await _ada.BlockAsync(lea.Id, true);
        Assert.Equal(("Lea", "member", true), await ListedAsync());
        var found = await Person.JsonAsync(await _ada.Http.GetAsync($"/api/site?find={lea.Email[..8].ToUpperInvariant()}"), HttpStatusCode.OK);
        Assert.Equal((1, lea.Id), (found.GetProperty("found").GetInt32(), found.GetProperty("people")[0].GetProperty("id").GetString()));
        await RoomApiTests.AssertProblemAsync(await _ada.Http.GetAsync($"/api/site?find={new string('x', 101)}"), HttpStatusCode.BadRequest, "malformed-message");

        async Task<(string?, string?, bool)> ListedAsync()
        {
            using var reply = await _ada.Http.GetAsync("/api/site");
            var people = (await Person.JsonAsync(reply, HttpStatusCode.OK)).GetProperty("people").EnumerateArray();
            var listed = people.Single(person => person.GetProperty("id").GetString() == lea.Id);
            return (listed.GetProperty("name").GetString(), listed.GetProperty("roles")[0].GetString(), listed.GetProperty("blocked").GetBoolean());
        }
    }

    [Theory]
    [InlineData("""{ "id": "x", "command": { "type": "setTitle" } }""", 400, "malformed-message")]
    [InlineData("""{ "id": "x", "command": { "title": "x" } }""", 400, "malformed-message")]
    [InlineData("""{ "id": "x", "command": { "type": "explode" } }""", 400, "malformed-message")]
    [InlineData("""{ "id": "x", "command": [] }""", 400, "malformed-message")]
    [InlineData("""{ "id": "x", "command": { "type": "setTitle", "title": "" } }""", 422, "invalid-command")]
    public async Task Command_ThatIsNone_IsRefusedByName(string body, int status, string code)
    {
        var cohort = await CohortAsync(_tom);

        using var reply = await _tom.Http.PostAsync($"/api/cohorts/{cohort}/commands", new StringContent(body, null, "application/json"));

        await RoomApiTests.AssertProblemAsync(reply, (HttpStatusCode)status, code);
    }

    private static async Task<string> ChallengeAsync(Member tutor)
    {
        var id = Person.NewId();
        using var made = await tutor.Http.PostAsJsonAsync("/api/challenges", new { id, title = "Win readers back" });
        await Person.JsonAsync(made, HttpStatusCode.Created);
        using var published = await tutor.Http.PostAsJsonAsync($"/api/challenges/{id}/versions", new { revision = 1 });
        await Person.JsonAsync(published, HttpStatusCode.OK);
        return id;
    }

    private static async Task<string> CohortAsync(Member tutor)
    {
        var id = Person.NewId();
        using var made = await tutor.Http.PostAsJsonAsync("/api/cohorts", new { id, title = "Autumn 2026" });
        await Person.JsonAsync(made, HttpStatusCode.Created);
        return id;
    }

    private static async Task<JsonElement> GetAsync(Member member, string cohort)
    {
        using var reply = await member.Http.GetAsync($"/api/cohorts/{cohort}");
        return await Person.JsonAsync(reply, HttpStatusCode.OK);
    }

    private static async Task<JsonElement> CommandAsync(Member member, string cohort, object command)
    {
        using var reply = await member.Http.PostAsJsonAsync($"/api/cohorts/{cohort}/commands", new { id = Person.NewId(), command });
        return await Person.JsonAsync(reply, HttpStatusCode.OK);
    }

    private static async Task<string> OpenAsync(Member member, string cohort, string groupId, string? challengeId)
    {
        using var reply = await member.Http.PostAsJsonAsync($"/api/cohorts/{cohort}/rooms", new { groupId, challengeId });
        return (await Person.JsonAsync(reply, HttpStatusCode.OK)).GetProperty("room").GetString()!;
    }

    private async Task<string> InviteAsync(string cohort, string role, int uses = 1) =>
        (await CommandAsync(_tom, cohort, new { type = "createInvitation", invitationId = Person.NewId(), role, uses, days = 7 })).GetProperty("token").GetString()!;

    private async Task<Member> JoinAsync(string cohort, string role, string name) => await Member.NewAsync(_server, await InviteAsync(cohort, role), name);

    private static async Task RoomCommandAsync(Member member, string room, object command)
    {
        using var reply = await member.Http.PostAsJsonAsync($"/api/rooms/{room}/commands", new { id = Person.NewId(), command });
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    private static async Task ConfidenceAsync(Member member, string path, object body)
    {
        using var reply = await member.Http.PutAsJsonAsync($"/api/confidence{path}", body);
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
    }
}
