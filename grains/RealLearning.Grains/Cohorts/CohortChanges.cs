using RealLearning.Contracts.Cohorts;

namespace RealLearning.Grains.Cohorts;

/// <summary>What a checked command makes of a cohort's state.</summary>
internal static class CohortChanges
{
    public static void Apply(CohortState state, CohortCommand command, string by)
    {
        switch (command)
        {
            case SetCohortTitle set:
                state.Title = set.Title.Trim();
                break;
            case RevokeInvitation revoke:
                state.Invitations[revoke.InvitationId].IsRevoked = true;
                break;
            case SetCohortRole set:
                SetRole(state, state.Members[set.PersonId], set.Role);
                break;
            case CreateGroup create:
                state.Groups.TryAdd(create.GroupId, new KeptGroup { Title = create.Title.Trim() });
                break;
            case RenameGroup rename:
                state.Groups[rename.GroupId].Title = rename.Title.Trim();
                state.Changed([rename.GroupId]);
                break;
            case DissolveGroup dissolve:
                state.Groups[dissolve.GroupId].IsDissolved = true;
                Place(state, state.Members.Values.Where(member => member.GroupId == dissolve.GroupId).Select(member => (member, (string?)null)));
                break;
            case PlaceMember place:
                Place(state, [(state.Members[place.PersonId], place.GroupId)]);
                break;
            case JoinGroup join:
                Place(state, [(state.Members[by], join.GroupId)]);
                break;
            case SetLabel set:
                state.Members[set.PersonId].Label = set.Label.Trim();
                break;
            case Arrange arrange:
                foreach (var group in arrange.Groups)
                {
                    state.Groups.TryAdd(group.GroupId, new KeptGroup { Title = group.Title.Trim() });
                }

                Place(state, arrange.Learners.Select(learner => (state.Members[learner.PersonId], (string?)learner.GroupId)));
                break;
            case SetChoice set:
                state.Choice = set.Open;
                break;
            case Reschedule move:
                (state.Challenges[move.ChallengeId].Start, state.Challenges[move.ChallengeId].Due) = (move.Start, move.Due);
                break;
            case WithdrawChallenge withdraw:
                state.Challenges[withdraw.ChallengeId].IsWithdrawn = true;
                break;
            default:
                throw new InvalidOperationException($"No rule for {command.GetType().Name}.");
        }
    }

    private static void SetRole(CohortState state, KeptMember member, string name)
    {
        // Whoever leaves may be in any group's sessions, by a link.
        var concerns = member.Role == CohortRole.Tutor || name is "tutor" or CohortRoleNames.None ? [.. state.Groups.Keys] : member.GroupId is { } group ? new[] { group } : [];
        member.HasLeft = name == CohortRoleNames.None;
        if (CohortRoleNames.TryParse(name, out var role))
        {
            member.Role = role;
        }

        if (member.HasLeft || member.Role != CohortRole.Learner)
        {
            member.GroupId = null;
        }

        state.Changed(concerns);
    }

    private static void Place(CohortState state, IEnumerable<(KeptMember Member, string? GroupId)> moves)
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

        state.Changed(concerns);
    }
}
