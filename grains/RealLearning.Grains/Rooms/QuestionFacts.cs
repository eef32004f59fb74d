namespace RealLearning.Grains.Rooms;

/// <summary>What the grain must know of a question without reading the document.</summary>
internal sealed class QuestionFacts
{
    public HashSet<string> Answers { get; init; } = [];

    /// <summary>Answers that became resources.</summary>
    public HashSet<string> Kept { get; init; } = [];

    /// <summary>To whom it was released.</summary>
    public HashSet<string> Released { get; init; } = [];

    public bool Closed { get; set; }
}
