using System.Net.Http.Json;
using System.Text.Json;
using RealLearning.Api.Tests.Clients;
using RealLearning.Api.Tests.Servers;

namespace RealLearning.Api.Tests.Rest;

/// <summary>A cohort of a tutor's with groups that have begun a challenge.</summary>
internal sealed class Course(Server server, Member tutor)
{
    public string Id { get; } = Person.NewId();

    public List<Member> Learners { get; } = [];

    public async Task BeginAsync(int groups, int learnersOfEach)
    {
        var challenge = Person.NewId();
        await DoAsync("/api/challenges", new { id = challenge, title = "Win readers back" });
        await DoAsync($"/api/challenges/{challenge}/versions", new { revision = 1 });
        await DoAsync("/api/cohorts", new { id = Id, title = "Autumn 2026" });
        await CommandAsync(new { type = "giveChallenge", challengeId = challenge, start = "2026-12-01", due = (string?)null });
        var invited = await CommandAsync(new { type = "createInvitation", invitationId = "all", role = "learner", uses = groups * learnersOfEach, days = 1 });
        for (var group = 0; group < groups; group++)
        {
            var groupId = $"g{group}";
            await CommandAsync(new { type = "createGroup", groupId, title = $"Group {group}" });
            for (var i = 0; i < learnersOfEach; i++)
            {
                var learner = await Member.NewAsync(server, invited.GetProperty("token").GetString()!, $"Learner {group} {i}");
                Learners.Add(learner);
                await CommandAsync(new { type = "placeMember", personId = learner.Id, groupId });
            }

            await DoAsync($"/api/cohorts/{Id}/rooms", new { groupId, challengeId = challenge });
        }
    }

    private Task<JsonElement> CommandAsync(object command) => DoAsync($"/api/cohorts/{Id}/commands", new { id = Person.NewId(), command });

    private async Task<JsonElement> DoAsync(string path, object body)
    {
        using var reply = await tutor.Http.PostAsJsonAsync(path, body);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
