using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.People;
using RealLearning.Grains.People;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Cohorts;

/// <summary>Who may give a command to a cohort, and whether it is valid there as it stands. Changes nothing.</summary>
internal static class CohortRules
{
    /// <summary>Most people of one cohort, former ones among them.</summary>
    public const int MembersMax = 2_000;

    /// <summary>Most people of one group.</summary>
    public const int GroupMax = 30;

    /// <summary>Most groups of one cohort, dissolved ones among them.</summary>
    public const int GroupsMax = 500;

    private const int LabelMax = 40;
    private const int LabelsMax = 12;
    private const int ChallengesMax = 50;

    public static bool Allows(CohortRole role, CohortCommand command) => command switch
    {
        JoinGroup => role == CohortRole.Learner,
        AnswerReleased => role != CohortRole.Judge,
        ReviewSubmission => role == CohortRole.Client,
        _ => role == CohortRole.Tutor,
    };

    /// <summary>Null where the command is valid, else what is wrong with it.</summary>
    public static string? Fault(CohortCommand command, CohortState state, string by, TimeProvider time) => command switch
    {
        SetCohortTitle set => TextRules.Title(set.Title),
        InviteToCohort invite when !CohortRoleNames.TryParse(invite.Role, out _) => "A role is learner, tutor, client or judge.",
        InviteToCohort { Challenges: { } named } when named.Length is 0 or > ChallengesMax || named.Any(each => Challenge(state, each) is not null) => "An invitation names challenges of the cohort, or none for all of them.",
        InviteToCohort { Challenges: not null } invite when Invitation(invite, by).Role is CohortRole.Learner or CohortRole.Tutor => "Only what a client or a judge sees can be kept to some challenges.",
        InviteToCohort invite => new InvitationBook<CohortRole>(state.Invitations, time).Fault(Invitation(invite, by)),
        RevokeInvitation revoke => state.Invitations.ContainsKey(revoke.InvitationId ?? "") ? null : "There is no such invitation.",
        SetCohortRole set when Member(state, set.PersonId) is null => "There is no such member.",
        SetCohortRole set when set.PersonId == by => "Nobody changes their own role: another tutor does.",
        SetCohortRole set => set.Role == CohortRoleNames.None || CohortRoleNames.TryParse(set.Role, out _) ? null : "A role is learner, tutor, client or judge, or none.",
        CreateGroup create when state.Groups.Count >= GroupsMax => $"A cohort has at most {GroupsMax} groups.",
        CreateGroup create => TextRules.Id(create.GroupId) ?? TextRules.Title(create.Title) ?? Repeated(state, create),
        RenameGroup rename => Group(state, rename.GroupId) ?? TextRules.Title(rename.Title),
        DissolveGroup dissolve => Group(state, dissolve.GroupId),
        PlaceMember place when Member(state, place.PersonId) is not { Role: CohortRole.Learner } => "Only a learner of this cohort has a group.",
        PlaceMember place => place.GroupId is null ? null : Room(state, place.GroupId, place.PersonId),
        JoinGroup when !state.Choice => "Groups are not chosen here at the moment: a tutor puts people into them.",
        JoinGroup join when state.Members[by].GroupId is { } own && own != join.GroupId && state.Challenges.Values.Any(challenge => challenge.Work.ContainsKey(own)) =>
            "Your group has begun its work: a tutor can put you into another.",
        JoinGroup join => Room(state, join.GroupId, by),
        SetLabel set when Member(state, set.PersonId) is not { Role: CohortRole.Learner } => "Only a learner of this cohort has a label.",
        SetLabel set => Label(state, set),
        Arrange arrange => ArrangeRules.Fault(arrange, state),
        SetChoice => null,
        GiveChallenge give when state.Challenges.Count >= ChallengesMax => $"A cohort has at most {ChallengesMax} challenges.",
        GiveChallenge give => TextRules.Id(give.ChallengeId) ?? Dates(give.Start, give.Due),
        Reschedule move => Challenge(state, move.ChallengeId) ?? Dates(move.Start, move.Due),
        WithdrawChallenge withdraw => Challenge(state, withdraw.ChallengeId),
        AnswerReleased answer => TextRules.Id(answer.AnswerId),
        ReviewSubmission review => TextRules.Id(review.SubmissionId),
        _ => "There is no such command.",
    };

    public static NewInvitation<CohortRole> Invitation(InviteToCohort invite, string by) =>
        new(invite.InvitationId, CohortRoleNames.TryParse(invite.Role, out var role) ? role : throw new InvalidOperationException("The role was checked."), invite.Uses, invite.Days, by, invite.Challenges?.Distinct().ToArray());

    /// <summary>The same command again, whose answer got lost, is done already.</summary>
    private static string? Repeated(CohortState state, CreateGroup create) =>
        state.Groups.TryGetValue(create.GroupId, out var known) && (known.IsDissolved || known.Title != create.Title.Trim()) ? "There was a group of this id already." : null;

    private static KeptMember? Member(CohortState state, string? personId) => state.Members.GetValueOrDefault(personId ?? "") is { HasLeft: false } member ? member : null;

    private static string? Group(CohortState state, string? groupId) => state.Groups.GetValueOrDefault(groupId ?? "") is { IsDissolved: false } ? null : "There is no such group.";

    private static string? Room(CohortState state, string? groupId, string personId) =>
        Group(state, groupId)
        ?? (state.Members.Count(member => member.Value is { HasLeft: false } && member.Value.GroupId == groupId && member.Key != personId) >= GroupMax ? $"A group has at most {GroupMax} people." : null);

    private static string? Label(CohortState state, SetLabel set)
    {
        var others = state.Members.Where(member => !member.Value.HasLeft && member.Key != set.PersonId).Select(static member => member.Value.Label);
        var labels = others.Append(set.Label?.Trim() ?? "").Where(static label => label.Length > 0).Distinct();
        return TextRules.UpTo(set.Label, LabelMax, "label") ?? (labels.Count() > LabelsMax ? $"A cohort has at most {LabelsMax} labels. Use one that is there." : null);
    }

    private static string? Challenge(CohortState state, string? challengeId) =>
        state.Challenges.GetValueOrDefault(challengeId ?? "") is { IsWithdrawn: false } ? null : "The cohort has no such challenge.";

    /// <summary>Milestones lie up to two years after the start, and have to be dates too.</summary>
    private static string? Date(string? date) =>
        TextRules.Date(date) ?? (string.CompareOrdinal(date, "2000-01-01") >= 0 && string.CompareOrdinal(date, "2200-01-01") < 0 ? null : "A date lies between 2000 and 2199.");

    private static string? Dates(string? start, string? due) =>
        Date(start)
        ?? (due is null ? null : Date(due))
        ?? (due is not null && string.CompareOrdinal(due, start) < 0 ? "It is due before it begins." : null);
}
