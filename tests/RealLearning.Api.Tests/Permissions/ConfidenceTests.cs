using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static RealLearning.Api.Tests.Permissions.Who;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>How sure a learner feels is theirs: nobody gets a byte of it that they did not share, and nobody keeps one that they took back.</summary>
public sealed class ConfidenceTests(Cast cast) : IClassFixture<Cast>
{
    private const string Secret = "I dread the presentation";

    [Fact]
    public async Task Nobody_GetsAByteOfIt_ButTheTutorWhatIsShared_UntilItIsTakenBack()
    {
        using var learner = cast.Http(Learner);
        await PutAsync(learner, "", new { cohortId = cast.Cohort, challengeId = cast.Challenge, moment = "start", level = 4, sentence = Secret });
        Assert.Contains(Secret, await learner.GetStringAsync("/api/confidence"));

        Assert.Empty(await SeenAsync());
        await ShareAsync(learner, "levels");
        Assert.Equal(["Tutor: 4 "], await SeenAsync());
        await ShareAsync(learner, "everything");
        Assert.Equal([$"Tutor: 4 {Secret}"], await SeenAsync());
        await PutAsync(learner, "", new { cohortId = cast.Cohort, challengeId = cast.Challenge, moment = "end", level = (int?)null, sentence = "" });
        Assert.Equal([$"Tutor: 4 {Secret}"], await SeenAsync());
        await ShareAsync(learner, "none");
        Assert.Empty(await SeenAsync());
    }

    /// <summary>What each of the others sees of it: all that they may ask for is looked at.</summary>
    private async Task<List<string>> SeenAsync()
    {
        var seen = new List<string>();
        foreach (var who in Cast.Everybody.Where(who => who != Learner))
        {
            using var http = cast.Http(who);
            foreach (var path in new[] { "/api/confidence", "/api/today", $"/api/cohorts/{cast.Cohort}", $"/api/rooms/{cast.Workspace}/people", $"/api/rooms/{cast.Space}/people", "/api/site", "/api/rooms" })
            {
                using var reply = await http.GetAsync(path);
                var body = await reply.Content.ReadAsStringAsync();
                Assert.False(body.Contains(Secret, StringComparison.Ordinal) || body.Contains("\"level\"", StringComparison.Ordinal), $"{who} at {path}: {body}");
            }

            using var shared = await http.GetAsync($"/api/cohorts/{cast.Cohort}/confidence");
            Assert.Equal(who == Tutor, shared.StatusCode == HttpStatusCode.OK);
            if (who == Tutor)
            {
                var entries = (await shared.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("learners").EnumerateArray()
                    .SelectMany(found => found.GetProperty("challenges").EnumerateArray()).SelectMany(challenge => challenge.GetProperty("entries").EnumerateArray());
                seen.AddRange(entries.Select(entry => $"{who}: {entry.GetProperty("level")} {entry.GetProperty("sentence").GetString()}"));
            }
        }

        return seen;
    }

    private Task ShareAsync(HttpClient learner, string share) => PutAsync(learner, "/share", new { cohortId = cast.Cohort, challengeId = cast.Challenge, share });

    private static async Task PutAsync(HttpClient http, string path, object body)
    {
        using var reply = await http.PutAsJsonAsync($"/api/confidence{path}", body);
        Assert.True(reply.StatusCode == HttpStatusCode.NoContent, await reply.Content.ReadAsStringAsync());
    }
}
