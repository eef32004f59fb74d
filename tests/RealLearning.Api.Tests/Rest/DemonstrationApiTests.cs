using System.Net;
using System.Net.Http.Json;
using RealLearning.Api.Tests.Accounts;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Rest;

/// <summary>As whom anybody may look around, and where.</summary>
public sealed class DemonstrationApiTests
{
    [Fact]
    public async Task Development_HasOneOfEachRole_AndEachComesIn()
    {
        await using var server = await Server.StartAsync("--environment=Development");
        using var http = new HttpClient { BaseAddress = server.Address };
        var people = (await Person.JsonAsync(await http.GetAsync("/api/demonstration"), HttpStatusCode.OK)).GetProperty("people").EnumerateArray().ToList();

        Assert.Equal(["administrator", "client", "judge", "learner", "tutor"], people.Select(person => person.GetProperty("role").GetString()!).Distinct().Order());
        foreach (var person in people)
        {
            var id = person.GetProperty("id").GetString();
            var me = await Person.JsonAsync(await http.PostAsJsonAsync("/api/demonstration", new { id }), HttpStatusCode.OK);
            Assert.Equal(id, me.GetProperty("id").GetString());
            using var audit = await http.GetAsync("/api/audit");
            Assert.Equal(person.GetProperty("role").GetString() == "administrator" ? HttpStatusCode.OK : HttpStatusCode.Forbidden, audit.StatusCode);
        }
    }

    /// <summary>Whoever administers may let themselves in for good.</summary>
    [Fact]
    public async Task Elsewhere_NobodyAdministersByOneClick()
    {
        await using var server = await Server.StartAsync("--environment=Production", "--Access:Demonstration=true");
        using var http = new HttpClient { BaseAddress = server.Address };
        var people = (await Person.JsonAsync(await http.GetAsync("/api/demonstration"), HttpStatusCode.OK)).GetProperty("people").EnumerateArray();

        Assert.DoesNotContain("administrator", people.Select(person => person.GetProperty("role").GetString()!));
        await AccountTests.ProblemAsync(await http.PostAsJsonAsync("/api/demonstration", new { id = "demo-administrator" }), HttpStatusCode.NotFound, "unknown-document");
    }

    [Fact]
    public async Task Production_HasNoDemonstration()
    {
        await using var server = await Server.StartAsync("--environment=Production");
        using var http = new HttpClient { BaseAddress = server.Address };

        Assert.Equal(0, (await Person.JsonAsync(await http.GetAsync("/api/demonstration"), HttpStatusCode.OK)).GetProperty("people").GetArrayLength());
        await AccountTests.ProblemAsync(await http.PostAsJsonAsync("/api/demonstration", new { id = "demo-learner" }), HttpStatusCode.NotFound, "unknown-document");
    }
}
