using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Workspaces;

/// <summary>
/// How far the work is. It is told to the cohort whole, when something of it is another than what was told last, so that a telling that got lost is made good by the next;
/// what a crash kept from being told the cohort asks for.
/// </summary>
public sealed partial class ChallengeWorkspaceGrain
{
    private RoomProgress? _told;
    private (long Content, long Events, int Here) _seen;
    private long _tellings;

    /// <inheritdoc/>
    public async Task<RoomProgress?> ProgressAsync() =>
        await LoadAsync() && State.Cohort is not null ? await ReadProgressAsync(await DocumentAsync(DocumentParts.Content)) : null;

    /// <inheritdoc/>
    private protected override async Task TickedAsync()
    {
        await base.TickedAsync();
        try
        {
            if (State.Cohort is { } cohort && Opened(DocumentParts.Room) is not null)
            {
                await TellAsync(GrainFactory.GetGrain<ICohortGrain>(cohort.CohortId));
            }
        }
        catch (JournalException)
        {
            // The content cannot be opened at the moment: told with a later tick.
        }
    }

    private async Task TellAsync(ICohortGrain cohort)
    {
        var content = await DocumentAsync(DocumentParts.Content);
        var seen = (content.Status.Sequence, State.Events, Here().Aggregate(0, HashCode.Combine));
        if (seen != _seen && await ReadProgressAsync(content) is var now && !IsTold(now))
        {
            await cohort.ToldAsync(Key, now);
            _told = now;
        }

        _seen = seen;
    }

    /// <summary>Who is in any part of the room, in the order of their ids.</summary>
    private IEnumerable<string> Here() => OpenDocuments().SelectMany(document => document.Sessions.All).Select(session => session.Caller.PersonId).Distinct().Order(StringComparer.Ordinal);

    private bool IsTold(RoomProgress now) =>
        _told is { } told
        && told.WrittenAt == now.WrittenAt && told.Questions == now.Questions && told.Here.SequenceEqual(now.Here) && told.Released.SequenceEqual(now.Released)
        && told.Steps.Select(Whole).SequenceEqual(now.Steps.Select(Whole));

    /// <summary>A record compares its arrays by identity.</summary>
    private static string Whole(PlanStep step) => $"{step.StepId}\n{step.Title}\n{step.State}\n{string.Join(' ', step.Owners)}\n{step.Due}\n{step.MilestoneId}";

    private async Task<RoomProgress> ReadProgressAsync(LiveDocument content)
    {
        var steps = content.Read(PlanReader.Read);
        var reached = steps.Where(step => step.MilestoneId is not null).GroupBy(step => step.MilestoneId!).Where(static milestone => milestone.All(static step => step.State == StepState.Done));
        return new RoomProgress(
            new ProgressPlace(content.Term, ++_tellings),
            steps,
            [.. reached.Select(milestone => milestone.Key)],
            State.Questions.Values.Count(question => !question.Closed),
            await WrittenAtAsync(content),
            [.. Here()],
            Released());
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
