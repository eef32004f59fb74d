namespace RealLearning.Grains.Journal;

/// <summary>One durable step of a document: an update, or a command's event with the update that projects it.</summary>
public sealed record JournalRecord
{
    /// <summary>1, 2, 3, … without holes over the life of the document.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was applied, Unix milliseconds.</summary>
    public required long AtMs { get; init; }

    /// <summary>The session that delivered it first; empty where the grain wrote it.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>The person who delivered it.</summary>
    public string PersonId { get; init; } = "";

    /// <summary>The command's id, null for an update of <c>content</c>.</summary>
    public string? CommandId { get; init; }

    /// <summary>The typed event as UTF-8 JSON, empty for an update of <c>content</c>.</summary>
    public ReadOnlyMemory<byte> Event { get; init; }

    /// <summary>The Yjs v1 update; empty where an event changes nothing that clients see.</summary>
    public ReadOnlyMemory<byte> Update { get; init; }

    /// <summary>What the update added, with who wrote it as far as that is known.</summary>
    public IReadOnlyList<AttributedRange> Added { get; init; } = [];

    /// <summary>What the update deleted.</summary>
    public IReadOnlyList<AttributedRange> Deleted { get; init; } = [];
}

/// <summary>A range of clocks of one Yjs client id.</summary>
/// <param name="Length">In clock units: UTF-16 code units of text, one for other things.</param>
/// <param name="Relayed">True where someone else than its author brought it, so that its author is not verified.</param>
public readonly record struct AttributedRange(long Client, long Clock, long Length, bool Relayed);
