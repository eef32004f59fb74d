using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RealLearning.Api.Tests.Accounts;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Rest;
using RealLearning.Api.Tests.Servers;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.People;

namespace RealLearning.Api.Tests.Auditing;

/// <summary>Each thing that is written down, done over HTTP and read in the log.</summary>
public sealed class AuditApiTests : IAsyncLifetime
{
    private Server _server = null!;
    private Member _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await Server.StartAsync("--Access:LockoutFailures=2", "--Live:CompactAfterRecords=20");
        _ada = await Member.FirstAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        _ada.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task EachKind_IsWrittenDown_WithWhoAndOnWhomAndWhere()
    {
        using var tom = await Member.NewAsync(_server, await _ada.InviteAsync("member", id: "i1"), "Tom");
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
        await _ada.InviteAsync("member", id: "i2");
        await DoAsync(_ada, HttpMethod.Delete, "/api/site/invitations/i2");
        await DoAsync(tom, HttpMethod.Post, "/api/invitations/redeem", new { token = await _ada.InviteAsync("tutor", id: "i3") });
        await DoAsync(tom, HttpMethod.Post, "/api/password", new { old = Member.Password, @new = "another good password" });
        using var nobody = new HttpClient { BaseAddress = _server.Address };
        using var unknown = await nobody.PostAsJsonAsync("/api/sign-in", new { email = "Nobody@example.org", password = "whatever it is" });
        using var wrong = await nobody.PostAsJsonAsync("/api/sign-in", new { email = lea.Email, password = "not the password" });
        using var again = await nobody.PostAsJsonAsync("/api/sign-in", new { email = lea.Email, password = "not the password" });
        using var more = await tom.AgainAsync(_server, "another good password");
        await DoAsync(_ada, HttpMethod.Post, $"/api/site/people/{lea.Id}/password-link");
        using var key = new Authenticator(_server);
        var passkey = (await PasskeyTests.AddAsync(tom, key)).GetProperty("id").GetString();
        await DoAsync(tom, HttpMethod.Delete, $"/api/passkeys/{passkey}");
        using var elsewhere = await tom.Http.PostAsJsonAsync("/api/account/email", new { email = "tom@example.net" });
        Assert.Equal(HttpStatusCode.OK, elsewhere.StatusCode);
        await DoAsync(tom, HttpMethod.Post, "/api/sign-out/elsewhere");
        await _ada.BlockAsync(lea.Id, true);
        await _ada.BlockAsync(lea.Id, false);
        using var looking = await nobody.PostAsJsonAsync("/api/demonstration", new { id = "demo-learner" });
        Assert.Equal(HttpStatusCode.OK, looking.StatusCode);

        var cohort = Person.NewId();
        await DoAsync(tom, HttpMethod.Post, "/api/cohorts", new { id = cohort, title = "Autumn" });
        var invited = await CommandAsync(tom, $"cohorts/{cohort}", new { type = "createInvitation", invitationId = "c1", role = "learner", uses = 2, days = 1 });
        using var noor = await Member.NewAsync(_server, invited.GetProperty("token").GetString()!, "Noor");
        await CommandAsync(tom, $"cohorts/{cohort}", new { type = "revokeInvitation", invitationId = "c1" });
        await CommandAsync(tom, $"cohorts/{cohort}", new { type = "createGroup", groupId = "g1", title = "Owls" });
        await CommandAsync(tom, $"cohorts/{cohort}", new { type = "placeMember", personId = noor.Id, groupId = "g1" });
        var group = (await DoAsync(noor, HttpMethod.Post, $"/api/cohorts/{cohort}/rooms", new { groupId = "g1", challengeId = (string?)null })).GetProperty("room").GetString()!;
        using (var yjs = await RawYjsClient.ConnectByCookieAsync(_server, $"{group}/content", tom.Cookies))
        {
            await yjs.AskAsync([0]);
            await yjs.ReadUntilAsync(0, 1);
        }

        using var history = await tom.Http.GetAsync($"/api/documents/{group}/content/at/1");
        Assert.Equal(HttpStatusCode.OK, history.StatusCode);
        await DoAsync(tom, HttpMethod.Post, $"/api/documents/{group}/content/exports", new { format = "markdown" });
        await DoAsync(noor, HttpMethod.Post, $"/api/documents/{group}/content/exports", new { format = "html" });
        await CommandAsync(tom, $"cohorts/{cohort}", new { type = "setRole", personId = noor.Id, role = "judge" });

        var id = Person.NewId();
        await DoAsync(tom, HttpMethod.Post, "/api/rooms", new { id, kind = "workspace", title = "Mine" });
        var link = await CommandAsync(tom, $"rooms/workspace/{id}", new { type = "createLink", linkId = "l1", right = "comment" });
        await DoAsync(noor, HttpMethod.Post, $"/api/rooms/workspace/{id}/redeem", new { token = link.GetProperty("token").GetString() });
        await CommandAsync(tom, $"rooms/workspace/{id}", new { type = "setRight", personId = noor.Id, right = "edit" });
        await CommandAsync(tom, $"rooms/workspace/{id}", new { type = "revokeLink", linkId = "l1" });
        await _server.RestartAsync();

        var entries = await AllAsync();
        var said = entries.Select(Said).ToList();
        Assert.All(
            (string[])
            [
                "account-made Ada Admin - invitation/first administrator", "account-made Tom - invitation/i1 member", $"account-made Noor - cohort/{cohort}/c1 member",
                "invitation-made - - invitation/first administrator", "invitation-made Ada Admin - invitation/i1 member", "invitation-revoked Ada Admin - invitation/i2 member",
                "site-role-given Tom - invitation/i3 tutor", "password-changed Tom - - -", "signed-out-elsewhere Tom - - -", "signed-in Tom - - password",
                "email-changed Tom - - -", "password-link-made Ada Admin Lea - -", "way-in-added Tom - - passkey", "way-in-removed Tom - - passkey",
                "signed-in Maya Lindqvist - - demonstration",
                "sign-in-failed - - - wrong-sign-in", "sign-in-failed - Lea - wrong-sign-in", "locked-out - Lea - -", "account-blocked Ada Admin Lea - -", "account-unblocked Ada Admin Lea - -",
                $"cohort-role-set Tom - cohort/{cohort} tutor", $"invitation-made Tom - cohort/{cohort} learner by c1", $"invitation-revoked Tom - cohort/{cohort} c1",
                $"cohort-role-set Noor - cohort/{cohort} learner by c1", $"member-moved Tom Noor cohort/{cohort} to Owls", $"cohort-role-set Tom Noor cohort/{cohort} judge",
                $"work-opened Tom - {group} -", $"history-read Tom - {group} content", $"exported Tom - {group} content markdown", $"exported Noor - {group} content html",
                $"link-made Tom - workspace/{id} l1 comment", $"right-set Noor - workspace/{id} comment by l1", $"right-set Tom Noor workspace/{id} edit", $"link-revoked Tom - workspace/{id} l1",
                "audit-read Ada Admin - - -",
            ],
            entry => Assert.Contains(entry, said));
        Assert.Equal(Enum.GetValues<AuditKind>().Select(AuditKinds.Of).Order(), entries.Select(entry => entry.GetProperty("kind").GetString()!).Distinct().Order());
        Assert.All(entries.Where(entry => Said(entry).Contains("Lea", StringComparison.Ordinal)), entry => Assert.Equal("127.0.0.1", entry.GetProperty("address").GetString()));
        var failed = entries.Single(entry => Said(entry) == "sign-in-failed - - - wrong-sign-in");
        Assert.Equal(LoginKey.OfEmail("nobody@example.org"), failed.GetProperty("login").GetString());
        Assert.Equal(LoginKey.OfEmail("tom@example.net"), entries.Single(entry => Said(entry) == "email-changed Tom - - -").GetProperty("login").GetString());
        Assert.Equal("127.0.0.1", entries.Single(entry => Said(entry) == $"work-opened Tom - {group} -").GetProperty("address").GetString());
        Assert.DoesNotContain("another good password", string.Concat(entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_GoBackToTheBeginning_ByKindAndPerson()
    {
        using var lea = await Member.NewAsync(_server, await _ada.InviteAsync("member"), "Lea");
        for (var i = 0; i < 120; i++)
        {
            await _ada.BlockAsync(lea.Id, i % 2 == 0);
        }

        var blocked = await AllAsync("kind=account-blocked");
        Assert.Equal(60, blocked.Count);
        Assert.All(blocked, entry => Assert.Equal("account-blocked Ada Admin Lea - -", Said(entry)));
        var ofLea = await AllAsync($"person={lea.Id}");
        Assert.Equal(120, ofLea.Count(entry => entry.GetProperty("kind").GetString()!.StartsWith("account-", StringComparison.Ordinal) && entry.GetProperty("kind").GetString() != "account-made"));
        var all = await AllAsync();
        Assert.Equal(all.Select(entry => entry.GetProperty("at").GetDateTimeOffset()).OrderDescending(), all.Select(entry => entry.GetProperty("at").GetDateTimeOffset()));
        Assert.Equal("invitation-made - - invitation/first administrator", Said(all[^1]));
    }

    [Theory]
    [InlineData("kind=coffee")]
    [InlineData("before=yesterday")]
    [InlineData("before=2026-13")]
    [InlineData("before=2026-11.")]
    [InlineData("before=2026-11.-4")]
    [InlineData("before=1999-12")]
    [InlineData("before=0001-01")]
    public async Task Question_ThatIsNone_IsMalformed(string query)
    {
        using var reply = await _ada.Http.GetAsync($"/api/audit?{query}");

        await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.BadRequest, "malformed-message");
    }

    [Theory]
    [InlineData("audit/2026-11")]
    [InlineData("audit/2026-11/content")]
    public async Task Log_IsBehindNoDoor(string document)
    {
        using var yjs = await RawYjsClient.ConnectByCookieAsync(_server, document, _ada.Cookies);
        Assert.Equal(4404, (await yjs.ClosedAsync()).Code);
        await using var hub = await HubClient.ConnectByCookieAsync(_server, _ada.Cookies);
        Assert.Equal("unknown-document", (await hub.JoinAsync(document)).Refusal?.Code);
        using var token = await _ada.Http.PostAsJsonAsync("/api/token", new { document, right = "observe", minutes = 1 });
        await RoomApiTests.AssertProblemAsync(token, HttpStatusCode.NotFound, "unknown-document");
        foreach (var path in new[] { "/api/rooms/audit/2026-11", "/api/documents/audit/2026-11/content/timeline", "/api/documents/audit/2026-11/x/at/1" })
        {
            using var reply = await _ada.Http.GetAsync(path);
            await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.NotFound, "unknown-document");
        }
    }

    /// <summary>All pages, the newest first.</summary>
    private async Task<List<JsonElement>> AllAsync(string query = "")
    {
        var (found, before) = (new List<JsonElement>(), "");
        while (true)
        {
            using var reply = await _ada.Http.GetAsync($"/api/audit?{query}{before}");
            var page = await Person.JsonAsync(reply, HttpStatusCode.OK);
            var entries = page.GetProperty("entries").EnumerateArray().ToList();
            Assert.InRange(entries.Count, 0, 50);
            found.AddRange(entries);
            if (page.GetProperty("next").GetString() is not { } next)
            {
                return found;
            }

            before = $"&before={next}";
        }
    }

    /// <summary>Kind, who, on whom, where and what else.</summary>
    private static string Said(JsonElement entry)
    {
        return $"{entry.GetProperty("kind").GetString()} {Name("by")} {Name("on")} {entry.GetProperty("place").GetString() ?? "-"} {entry.GetProperty("detail").GetString() ?? "-"}";

        string Name(string who) => entry.GetProperty(who) is { ValueKind: JsonValueKind.Object } person ? person.GetProperty("name").GetString()! : "-";
    }

    private static Task<JsonElement> CommandAsync(Member member, string place, object command) => DoAsync(member, HttpMethod.Post, $"/api/{place}/commands", new { id = Person.NewId(), command });

    private static async Task<JsonElement> DoAsync(Member member, HttpMethod method, string path, object? body = null)
    {
        using var reply = await member.Http.SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) });
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, $"{path}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }
}
