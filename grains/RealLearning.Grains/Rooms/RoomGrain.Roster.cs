using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Grains.Rooms;

/// <summary>Rooms of a cohort: it says who may do what.</summary>
public abstract partial class RoomGrain
{
    /// <summary>By whom is written down what a cohort tells.</summary>
    private protected const string CohortName = "cohort";

    private Task? _heard;

    /// <inheritdoc/>
    public async Task<bool> SetRosterAsync(Roster roster)
    {
        if (!await LoadAsync())
        {
            return false;
        }

        if (State.Cohort?.CohortId != roster.CohortId)
        {
            return true;
        }

        using (await HoldAsync())
        {
            if (State.Cohort!.Revision < roster.Revision)
            {
                await SetAsync(roster);
            }
        }

        await RosterSetAsync(roster);
        return true;
    }

    /// <summary>
    /// Reads the room and, once in an activation, hears from its cohort who may do what: a crash may have come between what the cohort wrote down and what it told.
    /// False where the room was never created.
    /// </summary>
    private protected async Task<bool> ReadyAsync()
    {
        if (!await LoadAsync())
        {
            return false;
        }

        if (State.Cohort is { } cohort)
        {
            await (_heard ??= HearAsync(cohort));
        }

        return true;
    }

    /// <summary>While the cohort is out of reach the room goes by what it knows, and asks again at the next call.</summary>
    private async Task HearAsync(CohortPlace place)
    {
        try
        {
            if (await GrainFactory.GetGrain<ICohortGrain>(place.CohortId).RosterAsync(Key, place.GroupId) is { } roster)
            {
                await SetRosterAsync(roster);
            }
        }
        catch (Exception exception)
        {
            _heard = null;
            LogUnheard(Logger, Key, place.CohortId, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Room}: cohort {CohortId} did not say who may do what; what is known holds until it does.")]
    private static partial void LogUnheard(ILogger logger, RoomKey room, string cohortId, Exception exception);

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
