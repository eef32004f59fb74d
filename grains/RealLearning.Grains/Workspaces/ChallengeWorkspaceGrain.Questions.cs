using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Workspaces;

/// <summary>Questions that the group let go beyond itself, and the answers that come back.</summary>
public sealed partial class ChallengeWorkspaceGrain
{
    /// <inheritdoc/>
    public async Task<CommandReply> AnswerAsync(string commandId, Caller caller, string askable, AnswerQuestion answer)
    {
        try
        {
            if (!await LoadAsync() || State.Cohort is null)
            {
                return Refused(UnknownDocument());
            }

            using (await HoldAsync())
            {
                return State.Questions.TryGetValue(answer.QuestionId, out var question) && question.Releases.ContainsKey(askable)
                    ? await DoAsync(new CommandRequest(commandId, caller, answer), Right.Comment, () => new Outcome(Answered(answer, caller, askable)))
                    : Refused(UnknownDocument());
            }
        }
        catch (JournalException exception)
        {
            return Refused(RefusalOf(exception));
        }
    }

    private static QuestionAnswered Answered(AnswerQuestion answer, Caller caller, string askable) =>
        new(answer.QuestionId, answer.AnswerId, answer.Text.Trim(), answer.Url, caller.Name, askable);

    /// <summary>Open questions that others than the group may read.</summary>
    private ReleasedQuestion[] Released() =>
    [
        .. State.Questions.Where(question => question.Value is { Closed: false, Releases.Count: > 0 }).SelectMany(question => question.Value.Releases.Select(release => new ReleasedQuestion(
            question.Key, release.Key, question.Value.Text, release.Value.Quote, DateTimeOffset.FromUnixTimeMilliseconds(release.Value.At), question.Value.Answers.Count))),
    ];
}
