using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Grains.Cohorts;

/// <summary>Clients and judges: the cohort says at each call who they are, and the workspace hands out what it submitted.</summary>
public sealed partial class CohortGrain
{
    private static readonly Refusal NoSubmission = new(RefusalCodes.UnknownDocument, "There is nothing here to read, or the group took it back.");

    private DeskView Desk => new(State, _progress);

    /// <inheritdoc/>
    public async Task<SubmissionReply> ReadSubmissionAsync(Caller caller, string workspaceId, string submissionId)
    {
        await AskedAsync();
        if (Find(caller, workspaceId, submissionId) is null)
        {
            return SubmissionReply.Of(NoSubmission);
        }

        var role = Member(caller)!.Role;
        var read = await Workspace(workspaceId).ReadSubmissionAsync(caller, role, submissionId);

        // Whoever changed something there sees it at once in what comes next.
        await HearAsync(new RoomKey(RoomKind.Workspace, workspaceId));
        if (read.Refusal is { } refusal)
        {
            return SubmissionReply.Of(refusal);
        }

        // Who they are may have changed meanwhile.
        return Find(caller, workspaceId, submissionId) is { } work && Member(caller)!.Role == role
            ? new SubmissionReply(work, role == CohortRole.Client ? Given(workspaceId).Brief with { Due = Given(workspaceId).Due } : null, read.Update)
            : SubmissionReply.Of(NoSubmission);
    }

    /// <inheritdoc/>
    public async Task<bool> ShowsImageAsync(Caller caller, string workspaceId, string submissionId, string name)
    {
        await AskedAsync();
        return Find(caller, workspaceId, submissionId) is not null && await Workspace(workspaceId).ShowsImageAsync(submissionId, name);
    }

    private async Task<CohortDone> ReviewAsync(ReviewSubmission review, Caller caller)
    {
        if (Find(caller, review.WorkspaceId, review.SubmissionId) is null)
        {
            return new CohortDone(null, NoSubmission);
        }

        var done = await Workspace(review.WorkspaceId).ReviewAsync(caller, review);
        await HearAsync(new RoomKey(RoomKind.Workspace, review.WorkspaceId));
        return new CohortDone(null, done.Refusal);
    }

    /// <summary>What this client or judge may read.</summary>
    private ShownWork? Find(Caller caller, string workspaceId, string submissionId) =>
        Member(caller) is { Role: CohortRole.Client or CohortRole.Judge } member ? Desk.Find(workspaceId, submissionId, caller.PersonId, member) : null;

    private KeptChallenge Given(string workspaceId) => State.Challenges.Values.First(given => given.Work.ContainsValue(workspaceId));

    private IChallengeWorkspaceGrain Workspace(string workspaceId) => GrainFactory.GetGrain<IChallengeWorkspaceGrain>(workspaceId);
}
