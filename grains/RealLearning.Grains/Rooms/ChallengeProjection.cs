using System.Globalization;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Rooms;
using RealLearning.Ycs;

namespace RealLearning.Grains.Rooms;

/// <summary>The challenge that a workspace begins with, in the <c>room</c> document.</summary>
internal sealed class ChallengeProjection(YDoc doc, long at)
{
    public void Project(ChallengeStart start)
    {
        var root = doc.GetMap("room");
        root.Set("challengeId", start.ChallengeId);
        root.Set("version", start.Version);
        root.Set("outside", start.Text.Outside);
        root.Set("start", start.Start);
        root.Set("brief", BriefValue.Of(start.Text.Brief with { Due = start.Due }));
        root.Set("milestones", start.Text.Milestones.Select(milestone => (object?)Value(milestone, start.Start)).ToList());
        var resources = new ResourceProjection(doc, "", at);
        foreach (var resource in start.Text.Resources)
        {
            resources.Add(resource.Id, resource.Title, resource.Url, resource.Note, resource.StepIds, ResourceProjection.Curated);
        }
    }

    private static Dictionary<string, object?> Value(Milestone milestone, string start) => new()
    {
        ["id"] = milestone.Id,
        ["title"] = milestone.Title,
        ["date"] = DateOnly.ParseExact(start, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(milestone.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["protocol"] = milestone.Protocol,
    };
}
