using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.Rooms;

/// <summary>How it is known whose a range is.</summary>
public enum AuthorStanding
{
    /// <summary>Its author sent it.</summary>
    Verified,

    /// <summary>The room wrote it, as the page that a text begins with.</summary>
    Server,

    /// <summary>Somebody else brought it: unverified until the holder of its ids sends the same.</summary>
    Relayed,
}

/// <summary>Ranges of one author.</summary>
/// <param name="PersonId">Who holds the ids; null for what the room wrote, and where what was relayed is under ids that nobody holds.</param>
/// <param name="BroughtBy">Who brought what is relayed; else null.</param>
/// <param name="Ranges">Client, clock and length, one range after another, by client and clock.</param>
[GenerateSerializer, Immutable, Alias("authored-ranges")]
public sealed record AuthoredRanges(
    [property: Id(0)] AuthorStanding Standing, [property: Id(1)] string? PersonId, [property: Id(2)] string? BroughtBy, [property: Id(3)] long[] Ranges);

/// <summary>Who wrote a document as it is now: the ids of all that have something in it. Of what is in none of the ranges the author is not known.</summary>
/// <param name="Sequence">The last record that this covers.</param>
/// <param name="IsWhole">False where there are more ranges than are told.</param>
[GenerateSerializer, Immutable, Alias("authors-reply")]
public sealed record AuthorsReply(
    [property: Id(0)] long Sequence, [property: Id(1)] IReadOnlyList<AuthoredRanges> Authors, [property: Id(2)] bool IsWhole, [property: Id(3)] Refusal? Refusal = null);
