using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Workspaces;

/// <summary>Questions that the group let go beyond itself, and the answers that come back.</summary>
public sealed partial class ChallengeWorkspaceGrain
{
    /// <inheritdoc/>
    public async Task<CommandReply> AnswerAsync(string commandId, Caller caller, AnswerQuestion answer)
    {
        try
        {
            if (!await LoadAsync() || State.Cohort is null)
            {
                return Refused(UnknownDocument());
            }

            using (await HoldAsync())
            {
                return State.Questions.TryGetValue(answer.QuestionId, out var question) && question.Releases.Count > 0
                    ? await DoAsync(new CommandRequest(commandId, caller, answer), Right.Comment)
                    : Refused(UnknownDocument());
            }
        }
        catch (JournalException exception)
        {
            return Refused(RefusalOf(exception));
        }
    }

    /// <summary>Open questions that others than the group may read.</summary>
    private ReleasedQuestion[] Released() =>
    [
        .. State.Questions.Where(question => question.Value is { Closed: false, Releases.Count: > 0 }).SelectMany(question => question.Value.Releases.Select(release => new ReleasedQuestion(
            question.Key, release.Key, question.Value.Text, release.Value.Quote, DateTimeOffset.FromUnixTimeMilliseconds(release.Value.At), question.Value.Answers.Count))),
    ];
}
