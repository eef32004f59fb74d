namespace RealLearning.Grains.Rooms;

/// <summary>What the grain must know of a decision without reading the document.</summary>
/// <param name="Versions">How often it was worded.</param>
internal sealed record DecisionFacts(int Versions, bool IsWithdrawn = false);

/// <summary>A meeting of the schedule, as the cohort hears of it.</summary>
/// <param name="Moves">How often it was given another time or place.</param>
internal sealed record MeetingFacts(string Kind, string Title, long Start, int Minutes, string Place, string Url, int Moves = 0, bool IsCancelled = false)
{
    /// <summary>Unix milliseconds.</summary>
    public long End => Start + (Minutes * 60_000L);
}
