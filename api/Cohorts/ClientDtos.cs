using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Api.Cohorts;

/// <summary>What a client said to a submission.</summary>
internal sealed record VerdictDto(string Name, bool IsSigned, string Text, DateTimeOffset At)
{
    public static VerdictDto? Of(Verdict? verdict) => verdict is null ? null : new(verdict.Name, verdict.IsSigned, verdict.Text, verdict.At);
}

/// <summary>Somebody read a submission.</summary>
internal sealed record ReadingDto(string By, string Role, DateTimeOffset At);

/// <summary>A submission as a tutor sees it.</summary>
internal sealed record SubmissionDto(
    string Id, string SnapshotId, string Title, string Line, string By, DateTimeOffset At, DateTimeOffset? WithdrawnAt, IReadOnlyList<ReadingDto> Readings, VerdictDto? Review)
{
    public static SubmissionDto Of(Submission known) => new(
        known.SubmissionId, known.SnapshotId, known.Title, known.Line, known.By, known.At, known.WithdrawnAt,
        [.. known.Readings.Select(static reading => new ReadingDto(reading.PersonId, CohortRoleNames.Of(reading.Role), reading.At))], VerdictDto.Of(known.Verdict));
}

/// <summary>An answer of a client.</summary>
internal sealed record ClientAnswerDto(string Id, string Name, string Text, string Url, DateTimeOffset At)
{
    public static ClientAnswerDto Of(ClientAnswer answer) => new(answer.AnswerId, answer.Name, answer.Text, answer.Url, answer.At);
}

/// <summary>A question to the client as a tutor sees it.</summary>
internal sealed record ClientQuestionDto(string Id, string Text, string Quote, DateTimeOffset AskedAt, bool IsClosed, IReadOnlyList<ClientAnswerDto> Answers)
{
    public static ClientQuestionDto Of(ClientQuestion question) => new(
        question.QuestionId, question.Text, question.Quote, question.AskedAt, question.IsClosed, [.. question.Answers.Select(ClientAnswerDto.Of)]);
}

/// <summary>What a client or a judge was shown and asked; the briefs are a client's alone.</summary>
internal sealed record DeskDto(IReadOnlyList<BriefDto> Briefs, IReadOnlyList<ShownDto> Shown, IReadOnlyList<AskedDto> Asked)
{
    public static DeskDto Of(ClientDesk desk, IReadOnlyList<GivenChallenge> given) =>
        new([.. given.Select(BriefDto.Of)], [.. desk.Shown.Select(ShownDto.Of)], [.. desk.Asked.Select(AskedDto.Of)]);
}

/// <summary>A challenge as its client sees it.</summary>
internal sealed record BriefDto(string Id, string Title, string Outside, string? Due, Brief Brief)
{
    public static BriefDto Of(GivenChallenge given) => new(given.ChallengeId, given.Title, given.Outside, given.Due, given.Brief);
}

/// <summary>A submission as a client or a judge sees it.</summary>
internal sealed record ShownDto(
    string WorkspaceId, string Id, string Challenge, string Group, string Title, string Line, string By, IReadOnlyList<string> Names,
    DateTimeOffset At, DateTimeOffset? WithdrawnAt, DateTimeOffset? ReadAt, bool IsLatest, VerdictDto? Review)
{
    public static ShownDto Of(ShownWork work) => new(
        work.WorkspaceId, work.SubmissionId, work.Challenge, work.Group, work.Title, work.Line, work.By, work.Names,
        work.At, work.WithdrawnAt, work.ReadAt, work.IsLatest, VerdictDto.Of(work.Verdict));
}

/// <summary>A question as a client sees it, with the client's own answers.</summary>
internal sealed record AskedDto(
    string WorkspaceId, string Id, string Challenge, string Group, string Text, string Quote, DateTimeOffset AskedAt, bool IsClosed, bool IsAnswered, IReadOnlyList<ClientAnswerDto> Answers)
{
    public static AskedDto Of(PutQuestion question) => new(
        question.WorkspaceId, question.QuestionId, question.Challenge, question.Group, question.Text, question.Quote,
        question.AskedAt, question.IsClosed, question.IsAnswered, [.. question.Answers.Select(ClientAnswerDto.Of)]);
}

/// <summary>A submission to read.</summary>
/// <param name="Document">A Yjs v1 update, base64.</param>
internal sealed record SubmissionToReadDto(ShownDto Work, Brief? Brief, byte[] Document);
