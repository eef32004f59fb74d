using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RealLearning.Api.Accounts;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Clients;

/// <summary>Somebody with an account and a browser's cookie.</summary>
internal sealed class Member : IDisposable
{
    public const string Password = "a long enough password";

    private Member(Server server)
    {
        Http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies }) { BaseAddress = server.Address };
    }

    public HttpClient Http { get; }

    public CookieContainer Cookies { get; } = new();

    public string Id { get; private set; } = "";

    public int Colour { get; private set; }

    public string Email { get; private set; } = "";

    /// <summary>The first administrator of a server that has none.</summary>
    public static async Task<Member> FirstAsync(Server server) =>
        await NewAsync(server, (await server.Services.GetRequiredService<FirstStart>().Token.Soon())!, "Ada Admin");

    /// <summary>A new account by an invitation.</summary>
    public static async Task<Member> NewAsync(Server server, string invitation, string name, string? email = null)
    {
        var member = new Member(server) { Email = email ?? $"{Person.NewId()}@example.org" };
        using var reply = await member.Http.PostAsJsonAsync("/api/accounts", new { invitation, name, email = member.Email, password = Password });
        var me = await Person.JsonAsync(reply, HttpStatusCode.OK);
        (member.Id, member.Colour) = (me.GetProperty("id").GetString()!, me.GetProperty("colour").GetInt32());
        return member;
    }

    /// <summary>Another browser of the same person, signed in by password.</summary>
    public async Task<Member> AgainAsync(Server server, string password = Password)
    {
        var member = new Member(server) { Email = Email, Id = Id };
        using var reply = await member.SignInAsync(password);
        await Person.JsonAsync(reply, HttpStatusCode.OK);
        return member;
    }

    public Task<HttpResponseMessage> SignInAsync(string password) => Http.PostAsJsonAsync("/api/sign-in", new { email = Email, password });

    /// <summary>An invitation's token.</summary>
    public async Task<string> InviteAsync(string role, int uses = 1, string? id = null)
    {
        using var reply = await Http.PostAsJsonAsync("/api/site/invitations", new { id = id ?? Person.NewId(), role, uses, days = 7 });
        if (reply.StatusCode == HttpStatusCode.Conflict)
        {
            // Another test has put the clock on: who came in long ago confirms that it is them.
            using var again = await SignInAsync(Password);
            return await InviteAsync(role, uses, id);
        }

        return (await Person.JsonAsync(reply, HttpStatusCode.Created)).GetProperty("token").GetString()!;
    }

    public async Task BlockAsync(string id, bool blocked)
    {
        using var reply = await Http.PostAsJsonAsync($"/api/site/people/{id}/block", new { blocked });
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
    }

    /// <summary>The text of a workspace of one's own, which is made for it.</summary>
    public async Task<string> DocumentAsync()
    {
        var id = Person.NewId();
        using var room = await Http.PostAsJsonAsync("/api/rooms", new { id, kind = "workspace", title = "A campaign" });
        await Person.JsonAsync(room, HttpStatusCode.Created);
        return $"workspace/{id}/content";
    }

    /// <summary>A token to write a document with.</summary>
    public async Task<string> TokenAsync(string document)
    {
        using var reply = await Http.PostAsJsonAsync("/api/token", new { document, right = "edit" });
        return (await Person.JsonAsync(reply, HttpStatusCode.OK)).GetProperty("token").GetString()!;
    }

    public async Task<JsonElement> MeAsync()
    {
        using var reply = await Http.GetAsync("/api/me");
        return await Person.JsonAsync(reply, HttpStatusCode.OK);
    }

    public void Dispose() => Http.Dispose();
}
