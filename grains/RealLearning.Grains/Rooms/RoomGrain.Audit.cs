using System.Globalization;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Auditing;

namespace RealLearning.Grains.Rooms;

/// <summary>What of a room is written down in the audit log before it is done: who may do what, and who reads a group's work without being of it.</summary>
public abstract partial class RoomGrain
{
    /// <summary>Visits of those who have the room open and are not of its group, while they are written down and afterwards.</summary>
    private readonly Dictionary<string, Task> _visits = [];

    /// <summary>In which hour somebody who may only look was last written down to have looked at the past.</summary>
    private readonly Dictionary<string, string> _looks = [];

    /// <summary>A change of rights; nothing for any other event.</summary>
    /// <param name="id">The same for the same command, so that a repetition is the same entry.</param>
    private Task AuditAsync(RoomEvent happening, Caller by, string id) => happening switch
    {
        LinkCreated made => AuditAsync(AuditKind.LinkMade, by, id, null, $"{made.LinkId} {RightNames.Of(made.Right)}"),
        LinkRevoked revoked => AuditAsync(AuditKind.LinkRevoked, by, id, null, revoked.LinkId),
        RightSet set => AuditAsync(AuditKind.RightSet, by, id, set.PersonId, RightNames.Of(set.Right)),
        MemberAdmitted admitted => AuditAsync(AuditKind.RightSet, by, id, null, $"{RightNames.Of(admitted.Right)} by {admitted.LinkId}"),
        _ => Task.CompletedTask,
    };

    /// <summary>In a cohort's room its group may write; whoever may only look is a tutor or somebody else from outside. Written down once for as long as they have it open.</summary>
    private async Task AuditVisitAsync(Caller caller)
    {
        if (IsOfGroup(caller))
        {
            return;
        }

        var isFirst = OpenDocuments().Sum(document => document.Sessions.OfPerson(caller.PersonId).Count) == 1;
        if (isFirst || !_visits.TryGetValue(caller.PersonId, out var visit))
        {
            _visits[caller.PersonId] = visit = AuditAsync(AuditKind.WorkOpened, caller, Guid.NewGuid().ToString("N"));
        }

        try
        {
            await visit;
        }
        catch
        {
            _visits.Remove(caller.PersonId);
            throw;
        }
    }

    /// <summary>
    /// The same for the past: once an hour for each document, since whoever goes through it asks often. To the group it is a visit like another: the present is the end of the past.
    /// </summary>
    private async Task AuditHistoryAsync(Caller caller, string part)
    {
        var hour = Time.GetUtcNow().ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture);
        if (!IsOfGroup(caller))
        {
            await AuditAsync(AuditKind.HistoryRead, caller, $"history/{Key}/{part}/{caller.PersonId}/{hour}", null, part);
        }

        if (IsWatching(caller.PersonId, _state.RightOf(caller.PersonId)) && _looks.GetValueOrDefault(caller.PersonId) != hour)
        {
            await NoteLookAsync(caller.PersonId);
            _looks[caller.PersonId] = hour;
        }
    }

    private bool IsOfGroup(Caller caller) => _state.Cohort is null || _state.Members.GetValueOrDefault(caller.PersonId) is { Right: >= Right.Edit, IsStaff: false };

    private Task AuditAsync(AuditKind kind, Caller by, string id, string? on = null, string? detail = null) =>
        GrainFactory.AuditAsync(AuditEntry.New(kind, by, Time) with { EntryId = id, On = on, Place = Key.ToString(), Title = _state.Title, Detail = detail });
}
