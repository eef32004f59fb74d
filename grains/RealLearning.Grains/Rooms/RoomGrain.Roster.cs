using RealLearning.Contracts.Rooms;

namespace RealLearning.Grains.Rooms;

/// <summary>Rooms of a cohort: it says who may do what.</summary>
public abstract partial class RoomGrain
{
    /// <summary>By whom a roster is written down.</summary>
    private const string CohortName = "cohort";

    /// <inheritdoc/>
    public async Task SetRosterAsync(Roster roster)
    {
        if (!await LoadAsync() || State.Cohort?.CohortId != roster.CohortId)
        {
            return;
        }

        using (await HoldAsync())
        {
            if (State.Cohort!.Revision < roster.Revision)
            {
                await SetAsync(roster);
            }
        }

        await RosterSetAsync(roster);
    }

    /// <summary>The roster is known here: told on to what depends on this room, each time, since the last time may have ended halfway.</summary>
    private protected virtual Task RosterSetAsync(Roster roster) => Task.CompletedTask;

    private async Task SetAsync(Roster roster)
    {
        var changes = RosterRules.Changes(State, Kind, roster);
        await CommitAsync(new RosterSet(roster.Revision, roster.Title == State.Title ? null : roster.Title, changes), CohortName, null);
        foreach (var member in changes)
        {
            await RightChangedAsync(member.PersonId, member.Right, "Your group or your role in the cohort was changed.");
        }
    }
}
