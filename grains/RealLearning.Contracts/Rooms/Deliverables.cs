namespace RealLearning.Contracts.Rooms;

/// <summary>What a challenge workspace is to make. The type decides what its <c>content</c> begins with; <c>docs/protocols.md</c> has the shapes.</summary>
public static class Deliverables
{
    /// <summary>An empty page.</summary>
    public const string Free = "free";

    /// <summary>A buyer persona: a portrait with fields.</summary>
    public const string Persona = "persona";

    /// <summary>A social media campaign: audience, message, posts, measures.</summary>
    public const string Campaign = "campaign";

    /// <summary>A data insight report: question, data, insight, recommended action.</summary>
    public const string Report = "report";

    /// <summary>All types.</summary>
    public static IReadOnlyList<string> All { get; } = [Free, Persona, Campaign, Report];
}
