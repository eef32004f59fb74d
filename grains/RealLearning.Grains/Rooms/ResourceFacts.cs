namespace RealLearning.Grains.Rooms;

/// <summary>What the grain must know of a resource without reading the document. Of an answer that was kept it is nothing but the pulls.</summary>
internal sealed class ResourceFacts
{
    /// <summary>Most steps that are told apart; the plan is live text, so that any id may come.</summary>
    private const int StepsMax = 200;

    /// <summary>Came with the challenge.</summary>
    public bool IsCurated { get; init; }

    /// <summary>Of one that a member found; else empty.</summary>
    public string Title { get; init; } = "";

    public string Url { get; init; } = "";

    /// <summary>How often it was drawn on, by step; the key is empty where that was at none.</summary>
    public Dictionary<string, int> Pulls { get; init; } = [];

    public void Pull(string? stepId)
    {
        var key = stepId is not null && (Pulls.ContainsKey(stepId) || Pulls.Count < StepsMax) ? stepId : "";
        Pulls[key] = Pulls.GetValueOrDefault(key) + 1;
    }
}
