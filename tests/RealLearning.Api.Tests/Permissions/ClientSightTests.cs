using System.Net;
using System.Text.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Rest;
using RealLearning.Ycs;
using static RealLearning.Api.Tests.Permissions.Who;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>All that a client and a judge are ever sent, field by field: a new field of theirs needs a line here.</summary>
public sealed class ClientSightTests(Cast cast) : IClassFixture<Cast>
{
    private static readonly string[] Shown =
    [
        "workspaceId", "id", "challenge", "group", "title", "line", "by", "names", "at", "withdrawnAt", "readAt", "isLatest", "review",
    ];

    private static readonly string[] Today =
    [
        "cohorts.id", "cohorts.title", "cohorts.role", "cohorts.group", "cohorts.groups", "cohorts.questions", "cohorts.desk.asked", .. Shown.Select(static field => $"cohorts.desk.shown.{field}"),
    ];

    private static readonly string[] Brief = ["brief.client", "brief.purpose", "brief.audience", "brief.criteria", "brief.due"];

    private static readonly string[] Challenges = ["id", "title", "pretend", "deliverable", "start", "due", "work", "mine", "sessions", "ask"];

    private static readonly string[] Briefs = ["id", "title", "outside", "due", .. Brief];

    [Fact]
    public async Task Client_IsSent_TheBriefAndWhatWasSubmitted()
    {
        var today = await GetAsync(Client, "/api/today");
        Assert.Equal(Of([.. Today, .. Challenges.Select(static field => $"cohorts.challenges.{field}"), .. Briefs.Select(static field => $"cohorts.desk.briefs.{field}")]), FieldsOf(today));
        var submission = await GetAsync(Client, Path);
        Assert.Equal(Of([.. Shown.Select(static field => $"work.{field}"), .. Brief, "document"]), FieldsOf(submission));

        var doc = new YDoc(new YDocOptions { ClientId = 6_999 });
        doc.ApplyUpdate(submission.GetProperty("document").GetBytesFromBase64());
        Assert.Equal($"{Path}/images/{cast.Image}", doc.GetXmlFragment("content").QuerySelectorAll("image").Single().GetAttribute("src"));
        Assert.Equal(["Displaced", "Learner", "Peer", "Removed"], submission.GetProperty("work").GetProperty("names").EnumerateArray().Select(static name => name.GetString()).Order());
        AssertNobodyIn(today, submission);
    }

    [Fact]
    public async Task Judge_IsSent_WhatWasSubmittedAlone()
    {
        var today = await GetAsync(Judge, "/api/today");
        Assert.Equal(Of([.. Today, "cohorts.challenges", "cohorts.desk.briefs"]), FieldsOf(today));
        var submission = await GetAsync(Judge, Path);
        Assert.Equal(Of([.. Shown.Select(static field => $"work.{field}"), "brief", "document"]), FieldsOf(submission));
        Assert.Equal(("", 0), (submission.GetProperty("work").GetProperty("by").GetString(), submission.GetProperty("work").GetProperty("names").GetArrayLength()));
        AssertNobodyIn(today, submission);
    }

    [Fact]
    public async Task Answers_OfSubmissions_AreKeptByNoBrowser()
    {
        using var http = cast.Http(Client);
        foreach (var path in new[] { Path, $"{Path}/images/{cast.Image}" })
        {
            using var reply = await http.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, "no-store"), (reply.StatusCode, reply.Headers.CacheControl?.ToString()));
        }

        foreach (var odd in new[] { $"{Path}x", Path.Replace("/s1", "/s%2F1", StringComparison.Ordinal), $"/api/cohorts/..%2F/submissions/a/b", $"{Path}/images/x", $"{Path}/images/..%2Fx" })
        {
            using var reply = await http.GetAsync(odd);
            await RoomApiTests.AssertProblemAsync(reply, HttpStatusCode.NotFound, "unknown-document");
        }
    }

    private string Path => $"/api/cohorts/{cast.Cohort}/submissions/{cast.Workspace.Split('/')[1]}/s1";

    /// <summary>Of no learner is there an id.</summary>
    private void AssertNobodyIn(params JsonElement[] sent)
    {
        foreach (var who in new[] { Learner, Peer, OtherLearner, Removed, Displaced, Tutor })
        {
            Assert.All(sent, json => Assert.DoesNotContain(cast.IdOf(who), json.GetRawText(), StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> Of(IEnumerable<string> paths) => paths.Order(StringComparer.Ordinal);

    /// <summary>The paths of all fields; those of an array's entries stand beside those of an array that is empty.</summary>
    private static IEnumerable<string> FieldsOf(JsonElement json) => Leaves(json, "").Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Leaves(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(field => Leaves(field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}")),
        JsonValueKind.Array when json.GetArrayLength() > 0 && json[0].ValueKind == JsonValueKind.Object => json.EnumerateArray().SelectMany(entry => Leaves(entry, path)),
        _ => [path],
    };

    private async Task<JsonElement> GetAsync(Who who, string path)
    {
        using var http = cast.Http(who);
        using var reply = await http.GetAsync(path);
        return await Person.JsonAsync(reply, HttpStatusCode.OK);
    }
}
