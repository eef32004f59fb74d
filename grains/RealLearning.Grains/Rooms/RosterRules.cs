using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Grains.Rooms;

/// <summary>What a roster changes in a room.</summary>
internal static class RosterRules
{
    /// <summary>Members whose right is another by the roster. In a session whoever takes part keeps the part that they have.</summary>
    public static IReadOnlyList<Member> Changes(RoomState state, RoomKind kind, Roster roster)
    {
        var listed = roster.Members.ToDictionary(card => card.PersonId);
        var gone = state.Members.Values.Where(member => member.Right > Right.None && !listed.ContainsKey(member.PersonId) && (member.OfRoster || roster.Gone.Contains(member.PersonId))).Select(member => member with { Right = Right.None });
        var given = roster.Members.Select(card => With(state.Members.GetValueOrDefault(card.PersonId), card, kind)).Where(member => state.Members.GetValueOrDefault(member.PersonId) != member);
        return [.. gone, .. given];
    }

    /// <summary>Somebody whom a roster lists. Who may only look is a tutor.</summary>
    public static Member Listed(PersonCard card) => new(card.PersonId, card.Name, card.Right, OfRoster: true, IsStaff: card.Right == Right.Observe);

    private static Member With(Member? before, PersonCard card, RoomKind kind)
    {
        var right = kind == RoomKind.Session && before is { Right: > Right.None } ? before.Right : card.Right;
        return Listed(card) with { Name = before?.Name ?? card.Name, Right = right, SetAfter = before?.SetAfter };
    }
}
