using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Rest;

/// <summary>Asking for a token, and what it reads.</summary>
public sealed class TokenApiTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private Server Server => fixture.Server;

    [Theory]
    [InlineData("""{"document":"DOC","right":"facilitate"}""")]
    [InlineData("""{"document":"DOC","right":"none"}""")]
    [InlineData("""{"document":"DOC","right":"emperor"}""")]
    [InlineData("""{"document":"DOC"}""")]
    [InlineData("""{"document":"DOC","right":"edit","minutes":0}""")]
    [InlineData("""{"document":"DOC","right":"edit","minutes":-5}""")]
    [InlineData("""{"document":"DOC","right":"edit","minutes":61}""")]
    [InlineData("""{"document":"DOC","right":"edit","minutes":1.5}""")]
    [InlineData("""{"document":["DOC"],"right":"edit"}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Token_AskedForWrongly_IsMalformed(string body)
    {
        using var anna = await Server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        using var content = new StringContent(body.Replace("DOC", document, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        using var reply = await anna.Http.PostAsync("/api/token", content);

        await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.BadRequest, "malformed-message");
    }

    [Fact]
    public async Task Token_LongerThanTheOption_IsRefusedWithTheLimit()
    {
        await using var server = await Server.StartAsync("--Access:TokenMinutes=7");
        using var anna = await server.PersonAsync("Anna");
        var document = await anna.CreateRoomAsync() + "/content";
        using var longest = await AskAsync(anna, document, "edit", 7);
        using var longer = await AskAsync(anna, document, "edit", 8);

        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
        Assert.Contains("1 to 7 minutes", (await Person.JsonAsync(longer, HttpStatusCode.BadRequest)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no name")]
    [InlineData("workspace/nowhere/content")]
    [InlineData("lab/open")]
    [InlineData("ROOM/snapshot-none")]
    [InlineData("ROOM")]
    public async Task Token_OfNoSuchDocument_IsUnknown(string? document)
    {
        using var anna = await Server.PersonAsync("Anna");
        var room = await anna.CreateRoomAsync();
        using var reply = await AskAsync(anna, document?.Replace("ROOM", room, StringComparison.Ordinal), "observe");

        await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.NotFound, "unknown-document");
    }

    [Fact]
    public async Task Token_OfSomebodyElsesDocument_IsUnknown()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var eve = await Server.PersonAsync("Eve");
        using var reply = await AskAsync(eve, await anna.CreateRoomAsync() + "/content", "observe");

        await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.NotFound, "unknown-document");
    }

    [Theory]
    [InlineData("observe", "content", "comment")]
    [InlineData("comment", "content", "edit")]
    [InlineData("edit", "room", "edit")]
    public async Task Token_ForMoreThanItsPersonMay_IsRefused(string held, string part, string asked)
    {
        using var anna = await Server.PersonAsync("Anna");
        using var ben = await Server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, held);
        using var reply = await AskAsync(ben, $"{room}/{part}", asked);
        using var observing = await AskAsync(ben, $"{room}/{part}", "observe");

        await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.Forbidden, "no-right");
        Assert.Equal(HttpStatusCode.OK, observing.StatusCode);
    }

    [Fact]
    public async Task Token_OverRest_ReadsItsOwnDocumentAsLongAsItsPersonMay()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var ben = await Server.PersonAsync("Ben");
        var room = await anna.CreateRoomAsync();
        await anna.InviteAsync(ben, room, "comment");
        using var program = await ProgramAsync(ben, room + "/content", "observe");

        Assert.Equal(ben.Id, (await Person.JsonAsync(await program.GetAsync("/api/me"), HttpStatusCode.OK)).GetProperty("id").GetString());
        foreach (var read in new[] { "timeline", "at/1" })
        {
            Assert.Equal(HttpStatusCode.OK, (await program.GetAsync($"/api/documents/{room}/content/{read}")).StatusCode);
            await RoomApiTests.AssertProblemAsync(await program.GetAsync($"/api/documents/{room}/room/{read}"), HttpStatusCode.NotFound, "unknown-document");
        }

        await anna.CommandAsync(room, new { type = "setRight", personId = ben.Id, right = "none" });
        await RoomApiTests.AssertProblemAsync(await program.GetAsync($"/api/documents/{room}/content/timeline"), HttpStatusCode.NotFound, "unknown-document");
    }

    [Fact]
    public async Task Token_TamperedWith_IsNobodys()
    {
        using var anna = await Server.PersonAsync("Anna");
        using var program = await ProgramAsync(anna, await anna.CreateRoomAsync() + "/content", "edit");
        var token = program.DefaultRequestHeaders.Authorization!.Parameter!;
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token[..50] + (token[50] == 'A' ? 'B' : 'A') + token[51..]);

        await RoomApiTests.AssertProblemAsync(await program.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "not-signed-in");
    }

    /// <summary>A program that has a token and no cookie.</summary>
    internal static async Task<HttpClient> ProgramAsync(Person person, string document, string right)
    {
        var program = new HttpClient { BaseAddress = person.Server.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await person.TokenAsync(document, right));
        return program;
    }

    private static Task<HttpResponseMessage> AskAsync(Person person, string? document, string right, int? minutes = null) =>
        person.Http.PostAsJsonAsync("/api/token", new { document, right, minutes });
}
