using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Contracts.Cohorts;

/// <summary>What a client or a judge was shown and asked in a cohort, the newest first.</summary>
[GenerateSerializer, Immutable, Alias("client-desk")]
public sealed record ClientDesk([property: Id(0)] IReadOnlyList<ShownWork> Shown, [property: Id(1)] IReadOnlyList<PutQuestion> Asked);

/// <summary>A submission as one client or judge may know it.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Title">Of the snapshot; empty once it was withdrawn.</param>
/// <param name="Line">What the group says to the client; empty for judges, and once it was withdrawn.</param>
/// <param name="By">First name of who submitted it; empty for judges.</param>
/// <param name="Names">First names of the group's members at that time; none for judges.</param>
/// <param name="ReadAt">When the caller first read it.</param>
/// <param name="IsLatest">The group has shown nothing newer of this challenge.</param>
/// <param name="Verdict">What a client said to it; null for judges.</param>
[GenerateSerializer, Immutable, Alias("shown-work")]
public sealed record ShownWork(
    [property: Id(0)] string WorkspaceId,
    [property: Id(1)] string SubmissionId,
    [property: Id(2)] string Challenge,
    [property: Id(3)] string Group,
    [property: Id(4)] string Title,
    [property: Id(5)] string Line,
    [property: Id(6)] string By,
    [property: Id(7)] string[] Names,
    [property: Id(8)] DateTimeOffset At,
    [property: Id(9)] DateTimeOffset? WithdrawnAt,
    [property: Id(10)] DateTimeOffset? ReadAt,
    [property: Id(11)] bool IsLatest,
    [property: Id(12)] Verdict? Verdict);

/// <summary>A question as one client may know it: open, or answered by the caller.</summary>
/// <param name="Answers">The caller's own.</param>
/// <param name="IsAnswered">By the caller or another client.</param>
[GenerateSerializer, Immutable, Alias("put-question")]
public sealed record PutQuestion(
    [property: Id(0)] string WorkspaceId,
    [property: Id(1)] string QuestionId,
    [property: Id(2)] string Challenge,
    [property: Id(3)] string Group,
    [property: Id(4)] string Text,
    [property: Id(5)] string Quote,
    [property: Id(6)] DateTimeOffset AskedAt,
    [property: Id(7)] bool IsClosed,
    [property: Id(8)] bool IsAnswered,
    [property: Id(9)] ClientAnswer[] Answers);

/// <summary>A submission to read, or why not.</summary>
/// <param name="Brief">Null for judges.</param>
/// <param name="Document">The text, a Yjs v1 update.</param>
[GenerateSerializer, Immutable, Alias("submission-reply")]
public sealed record SubmissionReply(
    [property: Id(0)] ShownWork? Work, [property: Id(1)] Brief? Brief, [property: Id(2)] byte[] Document, [property: Id(3)] Refusal? Refusal = null)
{
    /// <summary>Why it is not there to be read.</summary>
    public static SubmissionReply Of(Refusal refusal) => new(null, null, [], refusal);
}
