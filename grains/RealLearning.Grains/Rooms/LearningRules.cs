using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;

namespace RealLearning.Grains.Rooms;

/// <summary>Whether a command about resources and questions is valid for the workspace as it stands. Changes nothing.</summary>
internal static class LearningRules
{
    private const int TextMax = 4_000;
    private const int QuoteMax = 2_000;
    private const int StepsMax = 60;

    /// <summary>Null where the command is valid, else what is wrong with it.</summary>
    public static string? Fault(RoomCommand command, RoomState state, LiveOptions options) => command switch
    {
        AddResource add => CommandRules.Fresh(add.ResourceId, state.Resources, options.ResourcesMax, "resource") ?? TextRules.Resource(add.Title, add.Url, add.Note) ?? Steps(add.StepIds),
        PullResource pull => state.Resources.Contains(pull.ResourceId ?? "") ? Step(pull.StepId) : "There is no such resource.",
        AskQuestion ask => CommandRules.Fresh(ask.QuestionId, state.Questions.Keys, options.QuestionsMax, "question")
            ?? Step(ask.StepId) ?? TextRules.UpTo(ask.Quote, QuoteMax, "quote") ?? TextRules.Text(ask.Text, TextMax, "question"),
        ReleaseQuestion when state.Cohort is null => "Only a cohort's workspace has somebody beyond the group to ask.",
        AnswerQuestion { QuestionId: var id } => Of(id, state, question => AnswerFault((AnswerQuestion)command, question, options)),
        KeepAnswer { QuestionId: var id } => Of(id, state, question => KeepFault((KeepAnswer)command, question, state, options)),
        CloseQuestion { QuestionId: var id } => Of(id, state, Open),
        ReleaseQuestion { QuestionId: var id } => Of(id, state, question => ReleaseFault((ReleaseQuestion)command, question, state, options)),
        _ => "There is no such command.",
    };

    private static string? AnswerFault(AnswerQuestion answer, QuestionFacts question, LiveOptions options) =>
        Open(question) ?? CommandRules.Fresh(answer.AnswerId, question.Answers, options.AnswersMax, "answer") ?? TextRules.Text(answer.Text, TextMax, "answer") ?? TextRules.Url(answer.Url);

    private static string? KeepFault(KeepAnswer keep, QuestionFacts question, RoomState state, LiveOptions options) =>
        !question.Answers.Contains(keep.AnswerId ?? "") ? "There is no such answer."
        : question.Kept.Contains(keep.AnswerId!) ? "This answer is a resource already."
        : CommandRules.Fresh(keep.ResourceId, state.Resources, options.ResourcesMax, "resource");

    private static string? ReleaseFault(ReleaseQuestion release, QuestionFacts question, RoomState state, LiveOptions options) =>
        Open(question)
        ?? (!Askable.All.Contains(release.To) ? $"A question goes to one of {string.Join(", ", Askable.All)}."
            : question.Releases.ContainsKey(release.To) ? "The question went there already."
            : release.To == Askable.Tutor && !question.Releases.ContainsKey(Askable.Cohort) ? "The other groups are asked before the tutors."
            : release.To == Askable.Client && state.Questions.Values.Count(WaitsForClient) >= options.ClientQuestionsMax ? $"At most {options.ClientQuestionsMax} questions wait for the client at a time: they have other work too."
            : TextRules.UpTo(release.Quote, QuoteMax, "quote"));

    private static string? Of(string? questionId, RoomState state, Func<QuestionFacts, string?> fault) =>
        state.Questions.TryGetValue(questionId ?? "", out var question) ? fault(question) : "There is no such question.";

    private static bool WaitsForClient(QuestionFacts question) => question is { Closed: false, OfClients.Count: 0 } && question.Releases.ContainsKey(Askable.Client);

    private static string? Open(QuestionFacts question) => question.Closed ? "The question is closed." : null;

    private static string? Step(string? stepId) => stepId is null ? null : TextRules.Id(stepId);

    private static string? Steps(string[]? stepIds) =>
        stepIds is not { Length: <= StepsMax } ? $"A resource belongs to at most {StepsMax} steps." : stepIds.Select(TextRules.Id).FirstOrDefault(fault => fault is not null);
}
