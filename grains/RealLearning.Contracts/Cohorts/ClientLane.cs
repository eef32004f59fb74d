using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Contracts.Cohorts;

/// <summary>What a group showed and asked those whom its work is for, and what came of it: told by the workspace with its progress.</summary>
[GenerateSerializer, Immutable, Alias("client-lane")]
public sealed record ClientLane([property: Id(0)] Submission[] Submissions, [property: Id(1)] ClientQuestion[] Questions)
{
    /// <summary>Nothing yet.</summary>
    public static readonly ClientLane Empty = new([], []);
}

/// <summary>A snapshot that was submitted. Its text is read through <see cref="ICohortGrain.ReadSubmissionAsync"/> alone.</summary>
/// <param name="Members">Who was in the group then: ids.</param>
/// <param name="WithdrawnAt">Null where it can be read.</param>
[GenerateSerializer, Immutable, Alias("submission")]
public sealed record Submission(
    [property: Id(0)] string SubmissionId,
    [property: Id(1)] string SnapshotId,
    [property: Id(2)] string Title,
    [property: Id(3)] string Line,
    [property: Id(4)] string By,
    [property: Id(5)] string[] Members,
    [property: Id(6)] DateTimeOffset At,
    [property: Id(7)] DateTimeOffset? WithdrawnAt,
    [property: Id(8)] Reading[] Readings,
    [property: Id(9)] Verdict? Verdict);

/// <summary>Somebody read a submission for the first time.</summary>
/// <param name="Role">What the reader was then.</param>
[GenerateSerializer, Immutable, Alias("reading")]
public sealed record Reading([property: Id(0)] string PersonId, [property: Id(1)] CohortRole Role, [property: Id(2)] DateTimeOffset At);

/// <summary>What a client says to a submission: the last that was said counts.</summary>
/// <param name="IsSigned">Signed off; else changes are asked for.</param>
/// <param name="Text">What should change, or a word with the signature.</param>
[GenerateSerializer, Immutable, Alias("verdict")]
public sealed record Verdict(
    [property: Id(0)] string PersonId, [property: Id(1)] string Name, [property: Id(2)] bool IsSigned, [property: Id(3)] string Text, [property: Id(4)] DateTimeOffset At);

/// <summary>A question that was put to the client, closed ones among them.</summary>
[GenerateSerializer, Immutable, Alias("client-question")]
public sealed record ClientQuestion(
    [property: Id(0)] string QuestionId,
    [property: Id(1)] string Text,
    [property: Id(2)] string Quote,
    [property: Id(3)] DateTimeOffset AskedAt,
    [property: Id(4)] bool IsClosed,
    [property: Id(5)] ClientAnswer[] Answers);

/// <summary>What a client answered.</summary>
[GenerateSerializer, Immutable, Alias("client-answer")]
public sealed record ClientAnswer(
    [property: Id(0)] string AnswerId,
    [property: Id(1)] string PersonId,
    [property: Id(2)] string Name,
    [property: Id(3)] string Text,
    [property: Id(4)] string Url,
    [property: Id(5)] DateTimeOffset At);
