using RealLearning.Api.Cohorts;
using static RealLearning.Api.OpenApi.Examples.AccountExamples;

namespace RealLearning.Api.OpenApi.Examples;

/// <summary>Of the document <c>/openapi/v1.json</c>: what a group showed and asked the client whom its work is for.</summary>
internal static class ClientExamples
{
    private const string Challenge = "Win readers back", Group = "The readers", Line = "Is this how you would say it?", Question = "Who answers on your pages?";

    private static readonly VerdictDto Verdict = new("Cleo Client", false, "Name the library in the first post.", Day(5));

    private static readonly ClientAnswerDto Answer = new("a1", "Cleo Client", "Whoever is at the desk.", "", Day(4));

    private static readonly ShownDto Work = new(
        "spring-appeal", "first-draft", Challenge, Group, "First draft", Line, "Lea", ["Lea", "Ben"], Day(3), null, Day(4), true, Verdict);

    public static readonly SubmissionDto Shown = new(
        "first-draft", "draft-1", "First draft", Line, Lea.Id, Day(3), null, [new ReadingDto("9b2f60d41c7e4a35", "client", Day(4))], Verdict);

    public static readonly ClientQuestionDto Asked = new("q2", Question, "answer within a day", Day(3), false, [Answer]);

    public static readonly DeskDto Desk = new(
        [new BriefDto("win-readers-back", Challenge, "The library's followers", "2026-12-15", ChallengeExamples.Brief)],
        [Work],
        [new AskedDto("spring-appeal", "q2", Challenge, Group, Question, "answer within a day", Day(3), false, true, [Answer])]);

    /// <summary>The document is an update that says nothing.</summary>
    public static readonly SubmissionToReadDto Submission = new(Work, ChallengeExamples.Brief, [0, 0]);
}
