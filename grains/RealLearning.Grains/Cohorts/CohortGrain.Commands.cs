using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Grains.Cohorts;

/// <summary>Commands: checked, written, then told to the rooms that they concern.</summary>
public sealed partial class CohortGrain
{
    private static readonly Refusal NotYours = new(RefusalCodes.NoRight, "Your role in this cohort does not allow that. Nothing was changed.");

    /// <inheritdoc/>
    public async Task<CohortDone> CommandAsync(Caller caller, CohortCommand command)
    {
        if (Member(caller) is not { } member)
        {
            return new CohortDone(null, Unknown);
        }

        if (!CohortRules.Allows(member.Role, command))
        {
            return new CohortDone(null, NotYours);
        }

        if (CohortRules.Fault(command, State, caller.PersonId, time) is { } fault)
        {
            return new CohortDone(null, new Refusal(RefusalCodes.InvalidCommand, fault));
        }

        switch (command)
        {
            case InviteToCohort invite:
                var (secret, kept) = Book.New(CohortRules.Invitation(invite, caller.PersonId));
                await StoreAsync(caller, state => BookOf(state).Keep(kept));
                return new CohortDone(secret);
            case GiveChallenge give:
                return await GiveAsync(give, caller);
            case AnswerReleased answer:
                return await AnswerAsync(answer, caller, member);
            case ReviewSubmission review:
                return await ReviewAsync(review, caller);
            default:
                await StoreAsync(caller, state => CohortChanges.Apply(state, command, caller.PersonId));
                await TellAsync();
                return new CohortDone(null);
        }
    }

    private async Task<CohortDone> AnswerAsync(AnswerReleased answer, Caller caller, KeptMember member)
    {
        if (!Views.Waiting(member).Any(waiting => waiting.WorkspaceId == answer.WorkspaceId && waiting.Question.QuestionId == answer.QuestionId))
        {
            return new CohortDone(null, new Refusal(RefusalCodes.UnknownDocument, "There is no such question, or it was not let go to you."));
        }

        var done = await Workspace(answer.WorkspaceId).AnswerAsync(answer.AnswerId, caller, CohortViews.AskableOf(member.Role)!, new AnswerQuestion(answer.QuestionId, answer.AnswerId, answer.Text, answer.Url));
        await HearAsync(new RoomKey(RoomKind.Workspace, answer.WorkspaceId));
        return new CohortDone(null, done.Refusal);
    }

    private async Task<CohortDone> GiveAsync(GiveChallenge give, Caller caller)
    {
        var found = await GrainFactory.GetGrain<IChallengeGrain>(give.ChallengeId).GetAsync(caller);
        if (found.Challenge is not { } challenge)
        {
            return new CohortDone(null, found.Refusal);
        }

        if (challenge.Version == 0)
        {
            return new CohortDone(null, new Refusal(RefusalCodes.InvalidCommand, "Publish a version of the challenge first: that is what the groups get."));
        }

        var text = await VersionAsync(give.ChallengeId, challenge.Version);
        await StoreAsync(state => state.Challenges[give.ChallengeId] = new KeptChallenge
        {
            Version = challenge.Version,
            Title = text.Title,
            Outside = text.Outside,
            Deliverable = text.Deliverable,
            Start = give.Start,
            Due = give.Due,
            Brief = text.Brief,
            Milestones = text.Milestones,
            Work = state.Challenges.GetValueOrDefault(give.ChallengeId)?.Work ?? [],
        });
        return new CohortDone(null);
    }

    private async Task<ChallengeText> VersionAsync(string challengeId, int version) =>
        await GrainFactory.GetGrain<IChallengeVersionGrain>(IChallengeVersionGrain.KeyOf(challengeId, version)).GetAsync()
        ?? throw new InvalidOperationException($"Version {version} of challenge {challengeId} is named and not there.");
}
