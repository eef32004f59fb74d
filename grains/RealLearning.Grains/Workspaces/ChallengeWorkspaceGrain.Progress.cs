using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Workspaces;

/// <summary>How far the work is.</summary>
public sealed partial class ChallengeWorkspaceGrain
{
    private (long Events, Needs Needs) _needs = (0, Needs.None);

    private protected override async Task<RoomProgress?> ReadProgressAsync(LiveDocument content)
    {
        // First, so that nothing comes between the number of the telling and what it says.
        var writtenAt = await WrittenAtAsync(content);
        var steps = content.Read(PlanReader.Read);
        var reached = steps.Where(step => step.MilestoneId is not null).GroupBy(step => step.MilestoneId!).Where(static milestone => milestone.All(static step => step.State == StepState.Done));
        return new RoomProgress(
            NextPlace(content),
            steps,
            [.. reached.Select(milestone => milestone.Key)],
            State.Questions.Values.Count(question => !question.Closed),
            writtenAt,
            [.. Here()],
            Released(),
            [],
            [.. State.LastSessions],
            Lane(),
            NeedsNow());
    }

    private Needs NeedsNow()
    {
        if (_needs.Events != State.Events)
        {
            _needs = (State.Events, RoomNeeds.Of(State));
        }

        return _needs.Needs;
    }

    /// <summary>Null where there is nothing yet but what the grain began with.</summary>
    private async Task<DateTimeOffset?> WrittenAtAsync(LiveDocument content)
    {
        var last = content.Status.Sequence;
        if (last == 1)
        {
            return null;
        }

        if (content.WrittenAtMs > 0)
        {
            return Minute(content.WrittenAtMs);
        }

        await foreach (var record in Journal.ReadIndexAsync(content.Name, last, last, CancellationToken.None))
        {
            return Minute(record.AtMs);
        }

        return null;
    }

    /// <summary>Who writes on is told of once a minute.</summary>
    private static DateTimeOffset Minute(long atMs) => DateTimeOffset.FromUnixTimeSeconds(atMs / 60_000 * 60);
}
