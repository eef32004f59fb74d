using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.People;

namespace RealLearning.Grains.Cohorts;

/// <summary>What of a change of a cohort belongs in the audit log: who is what, who is in which group, and invitations.</summary>
internal sealed class CohortAudit(string cohortId, CohortState before, CohortState after, Caller by, TimeProvider time)
{
    public AuditEntry[] Entries() => [.. after.Invitations.Values.Select(Of).OfType<AuditEntry>(), .. after.Members.Select(member => Of(member.Key, member.Value)).OfType<AuditEntry>()];

    private AuditEntry? Of(KeptInvitation invitation) =>
        before.Invitations.GetValueOrDefault(invitation.InvitationId) is not { } known ? Entry(AuditKind.InvitationMade, null, $"{CohortRoleNames.Of((CohortRole)invitation.Role)} by {invitation.InvitationId}{To(invitation.Challenges)}")
        : invitation.IsRevoked && !known.IsRevoked ? Entry(AuditKind.InvitationRevoked, null, invitation.InvitationId)
        : null;

    private AuditEntry? Of(string personId, KeptMember member)
    {
        var known = before.Members.GetValueOrDefault(personId);
        return RoleOf(member) != RoleOf(known) ? Entry(AuditKind.CohortRoleSet, personId, RoleOf(member) + By(personId))
            : member.GroupId == known?.GroupId ? null
            : Entry(AuditKind.MemberMoved, personId, member.GroupId is { } groupId ? $"to {after.Groups[groupId].Title}" : "out of the group");
    }

    private string To(string[]? challenges) => challenges is null ? "" : $" to {string.Join(", ", challenges.Select(id => after.Challenges[id].Title))}";

    /// <summary>By which invitation somebody comes, where it is one.</summary>
    private string By(string personId) =>
        after.Invitations.Values.FirstOrDefault(kept => kept.UsedBy.ContainsKey(personId) && before.Invitations.GetValueOrDefault(kept.InvitationId)?.UsedBy.ContainsKey(personId) != true) is { } taken
            ? $" by {taken.InvitationId}"
            : "";

    private static string RoleOf(KeptMember? member) => member is { HasLeft: false } ? CohortRoleNames.Of(member.Role) : CohortRoleNames.None;

    private AuditEntry Entry(AuditKind kind, string? on, string detail) =>
        AuditEntry.New(kind, by, time) with { On = on == by.PersonId ? null : on, Place = $"cohort/{cohortId}", Title = after.Title, Detail = detail };
}
