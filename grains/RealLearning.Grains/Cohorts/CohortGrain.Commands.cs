using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.People;

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
                await WriteAsync(() => State.Invitations[kept.InvitationId] = kept);
                return new CohortDone(secret);
            case GiveChallenge give:
                return await GiveAsync(give, caller);
            case AnswerReleased answer:
                return await AnswerAsync(answer, caller, member);
            default:
                await WriteAsync(() => Apply(command, caller.PersonId));
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

        var workspace = GrainFactory.GetGrain<IChallengeWorkspaceGrain>(answer.WorkspaceId);
        var done = await workspace.AnswerAsync(answer.AnswerId, caller, new AnswerQuestion(answer.QuestionId, answer.AnswerId, answer.Text, answer.Url));
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
        await WriteAsync(() => State.Challenges[give.ChallengeId] = new KeptChallenge
        {
            Version = challenge.Version,
            Title = text.Title,
            Outside = text.Outside,
            Deliverable = text.Deliverable,
            Start = give.Start,
            Due = give.Due,
            Brief = text.Brief,
            Milestones = text.Milestones,
            Work = State.Challenges.GetValueOrDefault(give.ChallengeId)?.Work ?? [],
        });
        return new CohortDone(null);
    }

    private async Task<ChallengeText> VersionAsync(string challengeId, int version) =>
        await GrainFactory.GetGrain<IChallengeVersionGrain>(IChallengeVersionGrain.KeyOf(challengeId, version)).GetAsync()
        ?? throw new InvalidOperationException($"Version {version} of challenge {challengeId} is named and not there.");

    private void Apply(CohortCommand command, string by)
    {
        switch (command)
        {
            case SetCohortTitle set:
                State.Title = set.Title.Trim();
                break;
            case RevokeInvitation revoke:
                State.Invitations[revoke.InvitationId].IsRevoked = true;
                break;
            case SetCohortRole set:
                SetRole(State.Members[set.PersonId], set.Role);
                break;
            case CreateGroup create:
                State.Groups[create.GroupId] = new KeptGroup { Title = create.Title.Trim() };
                break;
            case RenameGroup rename:
                State.Groups[rename.GroupId].Title = rename.Title.Trim();
                Changed([rename.GroupId]);
                break;
            case DissolveGroup dissolve:
                State.Groups[dissolve.GroupId].IsDissolved = true;
                Place(State.Members.Values.Where(member => member.GroupId == dissolve.GroupId).Select(member => (member, (string?)null)));
                break;
            case PlaceMember place:
                Place([(State.Members[place.PersonId], place.GroupId)]);
                break;
            case JoinGroup join:
                Place([(State.Members[by], join.GroupId)]);
                break;
            case Shuffle shuffle:
                Apply(shuffle);
                break;
            case SetChoice set:
                State.Choice = set.Open;
                break;
            case Reschedule move:
                (State.Challenges[move.ChallengeId].Start, State.Challenges[move.ChallengeId].Due) = (move.Start, move.Due);
                break;
            case WithdrawChallenge withdraw:
                State.Challenges[withdraw.ChallengeId].IsWithdrawn = true;
                break;
            default:
                throw new InvalidOperationException($"No rule for {command.GetType().Name}.");
        }
    }

    private void SetRole(KeptMember member, string name)
    {
        var concerns = member.Role == CohortRole.Tutor || name == "tutor" ? [.. State.Groups.Keys] : member.GroupId is { } group ? new[] { group } : [];
        member.HasLeft = name == CohortRoleNames.None;
        if (CohortRoleNames.TryParse(name, out var role))
        {
            member.Role = role;
        }

        if (member.HasLeft || member.Role != CohortRole.Learner)
        {
            member.GroupId = null;
        }

        Changed(concerns);
    }

    private void Apply(Shuffle shuffle)
    {
        var learners = State.Members.Where(member => member.Value is { HasLeft: false, Role: CohortRole.Learner }).ToDictionary();
        var groups = State.Groups.Where(group => !group.Value.IsDissolved).Select(group => group.Key).ToList();
        for (var needed = GroupShuffle.GroupsFor(learners.Count, shuffle.Size); groups.Count < needed;)
        {
            var id = Guid.NewGuid().ToString("N");
            State.Groups[id] = new KeptGroup { Title = $"Group {State.Groups.Count + 1}" };
            groups.Add(id);
        }

        var placed = shuffle.Rule == "random"
            ? GroupShuffle.All(learners.Keys, groups[..GroupShuffle.GroupsFor(learners.Count, shuffle.Size)], Random.Shared)
            : GroupShuffle.Fill(
                learners.Where(member => member.Value.GroupId is null).Select(member => member.Key),
                groups.ToDictionary(group => group, group => learners.Values.Count(member => member.GroupId == group)),
                Random.Shared);
        Place(placed.Select(member => (State.Members[member.Key], (string?)member.Value)));
    }

    private void Place(IEnumerable<(KeptMember Member, string? GroupId)> moves)
    {
        var concerns = new HashSet<string>();
        foreach (var (member, groupId) in moves.ToList())
        {
            if (member.GroupId != groupId)
            {
                concerns.UnionWith(new[] { member.GroupId, groupId }.OfType<string>());
                member.GroupId = groupId;
            }
        }

        Changed(concerns);
    }

    /// <summary>The rooms of these groups have to be told.</summary>
    private void Changed(IReadOnlyCollection<string> groups)
    {
        if (groups.Count > 0)
        {
            State.Revision++;
            State.Untold.UnionWith(groups);
        }
    }
}
