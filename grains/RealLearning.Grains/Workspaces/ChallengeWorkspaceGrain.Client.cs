using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Workspaces;

/// <summary>
/// What the group shows to those whom the work is for. They have no right in the room: a submission is a copy in a document of its own, which no door opens and
/// which is handed out here alone, to whom the cohort names.
/// </summary>
public sealed partial class ChallengeWorkspaceGrain
{
    private static string SubmittedPart(string submissionId) => $"submitted-{submissionId}";

    /// <inheritdoc/>
    public async Task<StateReply> ReadSubmissionAsync(Caller caller, CohortRole role, string submissionId)
    {
        try
        {
            if (!await LoadAsync())
            {
                return new StateReply([], UnknownDocument());
            }

            using (await HoldAsync())
            {
                if (Readable(submissionId) is not { } submission)
                {
                    return new StateReply([], UnknownDocument());
                }

                var document = await DocumentAsync(SubmittedPart(submissionId));
                if (!submission.Readings.ContainsKey(caller.PersonId))
                {
                    await CommitAsync(new SubmissionRead(submissionId, caller.PersonId, role == CohortRole.Client ? caller.Name : null), CohortName, null);
                }

                return new StateReply(document.EncodeState());
            }
        }
        catch (JournalException exception)
        {
            return new StateReply([], RefusalOf(exception));
        }
    }

    /// <inheritdoc/>
    public async Task<bool> ShowsImageAsync(string submissionId, string name) => await LoadAsync() && Readable(submissionId)?.Images.Contains(name) == true;

    /// <inheritdoc/>
    public async Task<CommandReply> ReviewAsync(Caller caller, ReviewSubmission review)
    {
        try
        {
            if (!await LoadAsync())
            {
                return Refused(UnknownDocument());
            }

            using (await HoldAsync())
            {
                if (Readable(review.SubmissionId) is not { } submission)
                {
                    return Refused(UnknownDocument());
                }

                if (SubmissionRules.Fault(review, State, caller.PersonId) is { } fault)
                {
                    return Refused(new Refusal(RefusalCodes.InvalidCommand, fault));
                }

                var text = review.Text.Trim();
                return submission.Review is { } said && (said.PersonId, said.IsSigned, said.Text) == (caller.PersonId, review.IsSigned, text)
                    ? new CommandReply(0)
                    : new CommandReply(await CommitAsync(new SubmissionReviewed(review.SubmissionId, caller.Name, review.IsSigned, text), caller.PersonId, null));
            }
        }
        catch (JournalException exception)
        {
            return Refused(RefusalOf(exception));
        }
    }

    private SubmissionFacts? Readable(string submissionId) => State.Submissions.GetValueOrDefault(submissionId) is { IsReadable: true } submission ? submission : null;

    /// <summary>The copy comes first: without the event nobody can name it, and the next try with its id begins anew.</summary>
    private async Task<Outcome> SubmitAsync(SubmitSnapshot submit)
    {
        var snapshot = await DocumentAsync(DocumentParts.Snapshot(submit.SnapshotId));
        var copy = new SubmittedCopy($"/api/rooms/{Key}/images/", $"/api/cohorts/{State.Cohort!.CohortId}/submissions/{Key.Id}/{submit.SubmissionId}/images/");
        await ReplaceAsync(SubmittedPart(submit.SubmissionId), doc => snapshot.Read(frozen => copy.Write(frozen, doc)));
        var title = (await RoomAsync()).Read(doc => (string)((Dictionary<string, object?>)doc.GetMap("snapshots").Get(submit.SnapshotId)!)["title"]!);
        var members = State.Members.Values.Where(member => member.Right >= Right.Edit).Select(member => member.PersonId);
        return new Outcome(new SnapshotSubmitted(submit.SubmissionId, submit.SnapshotId, title, submit.Line.Trim(), [.. members], [.. copy.Images]));
    }

    private ClientLane Lane() => new(
        [.. State.Submissions.OrderBy(known => known.Value.At).Select(known => Submission(known.Key, known.Value))],
        [.. State.Questions.Where(known => known.Value.Releases.ContainsKey(Askable.Client)).OrderBy(known => known.Value.Releases[Askable.Client].At).Select(known => Question(known.Key, known.Value))]);

    private static Submission Submission(string id, SubmissionFacts known) => new(
        id,
        known.SnapshotId,
        known.Title,
        known.Line,
        known.By,
        known.Members,
        Moment(known.At),
        known.WithdrawnAt is { } at ? Moment(at) : null,
        [.. known.Readings.Select(static reading => new Reading(reading.Key, reading.Value.IsJudge ? CohortRole.Judge : CohortRole.Client, Moment(reading.Value.At)))],
        known.Review is { } said ? new Verdict(said.PersonId, said.Name, said.IsSigned, said.Text, Moment(said.At)) : null);

    private static ClientQuestion Question(string id, QuestionFacts known) => new(
        id,
        known.Text,
        known.Releases[Askable.Client].Quote,
        Moment(known.Releases[Askable.Client].At),
        known.Closed,
        [.. known.OfClients.Select(static answer => new ClientAnswer(answer.AnswerId, answer.PersonId, answer.Name, answer.Text, answer.Url, Moment(answer.At)))]);

    private static DateTimeOffset Moment(long atMs) => DateTimeOffset.FromUnixTimeMilliseconds(atMs);
}
