using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Accounts;

/// <summary>A token ends with the sign-in that asked for it.</summary>
public sealed class AccountTokenTests : TwoAccounts
{
    [Fact]
    public async Task Token_ItsAccountIsBlocked_IsNobodysAndItsLinesEnd()
    {
        var (document, token) = await TokenAsync();
        using var program = Holding(token);
        using var yjs = await RawYjsClient.ConnectAsync(Server, document, byToken: token);
        await yjs.AskAsync([0]);
        await yjs.ReadUntilAsync(0, 1);
        await using var hub = await HubClient.ConnectAsync(Server, byToken: token);
        var ended = hub.EndedAsync();
        Assert.Null((await hub.JoinAsync(document)).Refusal);
        Assert.Equal(Lea.Id, (await Person.JsonAsync(await program.GetAsync("/api/me"), HttpStatusCode.OK)).GetProperty("id").GetString());

        await Ada.BlockAsync(Lea.Id, true);

        Assert.Equal(4401, (await yjs.ClosedAsync()).Code);
        await ended.Soon();
        await AssertNobodysAsync(document, token);
    }

    [Fact]
    public async Task Token_ItsAccountHasAnotherPassword_IsNobodys()
    {
        var (document, token) = await TokenAsync();
        using var changed = await Lea.Http.PostAsJsonAsync("/api/password", new { old = Member.Password, @new = "another good password" });
        await Person.JsonAsync(changed, HttpStatusCode.OK);

        await AssertNobodysAsync(document, token);
    }

    private async Task AssertNobodysAsync(string document, string token)
    {
        using var program = Holding(token);
        await AccountTests.ProblemAsync(await program.GetAsync("/api/me"), HttpStatusCode.Unauthorized, "not-signed-in");
        await AccountTests.ProblemAsync(await program.GetAsync($"/api/documents/{document}/timeline"), HttpStatusCode.Unauthorized, "not-signed-in");
        using var yjs = await RawYjsClient.ConnectAsync(Server, document, byToken: token);
        Assert.Equal(4401, (await yjs.ClosedAsync()).Code);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => HubClient.ConnectAsync(Server, byToken: token));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private async Task<(string Document, string Token)> TokenAsync()
    {
        var document = await Lea.DocumentAsync();
        return (document, await Lea.TokenAsync(document));
    }

    private HttpClient Holding(string token) =>
        new() { BaseAddress = Server.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
}
