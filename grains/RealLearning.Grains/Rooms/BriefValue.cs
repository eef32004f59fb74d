using RealLearning.Contracts.Rooms;

namespace RealLearning.Grains.Rooms;

/// <summary>A brief as a value of the <c>room</c> document.</summary>
internal static class BriefValue
{
    public static Dictionary<string, object?> Of(Brief brief) => new()
    {
        ["client"] = brief.Client,
        ["purpose"] = brief.Purpose,
        ["audience"] = brief.Audience,
        ["criteria"] = brief.Criteria.Cast<object?>().ToList(),
        ["due"] = brief.Due,
    };
}
