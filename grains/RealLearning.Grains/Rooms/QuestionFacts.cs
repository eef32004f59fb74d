namespace RealLearning.Grains.Rooms;

/// <summary>What the grain must know of a question without reading the document.</summary>
internal sealed class QuestionFacts
{
    public string Text { get; init; } = "";

    public string? StepId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long AskedAt { get; init; }

    /// <summary>Until its first answer, in milliseconds; null where there is none.</summary>
    public long? WaitedMs { get; set; }

    /// <summary>The first answer came from beyond the group.</summary>
    public bool IsByOthers { get; set; }

    public HashSet<string> Answers { get; init; } = [];

    /// <summary>Answers that became resources.</summary>
    public HashSet<string> Kept { get; init; } = [];

    /// <summary>To whom it was released, with what they may read of the passage, and when (Unix milliseconds).</summary>
    public Dictionary<string, Release> Releases { get; init; } = [];

    /// <summary>Answers of clients, who may see again what they said.</summary>
    public List<ClientAnswerFacts> OfClients { get; init; } = [];

    public bool Closed { get; set; }
}

/// <summary>A question on its way to somebody beyond the group.</summary>
internal sealed record Release(string Quote, long At);
