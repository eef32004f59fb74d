namespace RealLearning.Grains.Rooms;

/// <summary>What the grain must know of a submission without reading the document. Times are Unix milliseconds.</summary>
internal sealed class SubmissionFacts
{
    public string SnapshotId { get; init; } = "";

    public string Title { get; init; } = "";

    public string Line { get; init; } = "";

    public string By { get; init; } = "";

    public string[] Members { get; init; } = [];

    public HashSet<string> Images { get; init; } = [];

    public long At { get; init; }

    public long? WithdrawnAt { get; set; }

    /// <summary>Who read it, and when first.</summary>
    public Dictionary<string, ReadFacts> Readings { get; init; } = [];

    public ReviewFacts? Review { get; set; }

    public bool IsReadable => WithdrawnAt is null;
}

/// <param name="IsJudge">Else a client.</param>
internal sealed record ReadFacts(bool IsJudge, long At);

/// <summary>What a client said last.</summary>
internal sealed record ReviewFacts(string PersonId, string Name, bool IsSigned, string Text, long At);

/// <summary>An answer of a client.</summary>
internal sealed record ClientAnswerFacts(string AnswerId, string PersonId, string Name, string Text, string Url, long At);
