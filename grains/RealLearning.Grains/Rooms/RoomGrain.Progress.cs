using System.Text.Json;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Rooms;

/// <summary>
/// What the cohort is to know of its room. It is told whole, when something of it is another than what was told last, so that a telling that got lost is made good by the next;
/// what a crash kept from being told the cohort asks for.
/// </summary>
public abstract partial class RoomGrain
{
    private string? _told;
    private (long Content, long Events, int Here, int Past) _seen;
    private long _tellings;

    /// <inheritdoc/>
    public async Task<RoomProgress?> ProgressAsync() =>
        await LoadAsync() && State.Cohort is not null ? await ReadProgressAsync(await DocumentAsync(DocumentParts.Content)) : null;

    /// <summary>Null in rooms of which a cohort need not hear.</summary>
    private protected virtual Task<RoomProgress?> ReadProgressAsync(LiveDocument content) => Task.FromResult<RoomProgress?>(null);

    /// <summary>How many things that were still to come are over now: these change what is told without an event.</summary>
    private protected virtual int CountPast() => 0;

    /// <summary>All of it, to be compared: a record compares its arrays by identity.</summary>
    private static string Words(RoomProgress progress) => JsonSerializer.Serialize(progress with { At = default });

    private protected ProgressPlace NextPlace(LiveDocument content) => new(content.Term, ++_tellings);

    /// <summary>Who is in any part of the room, in the order of their ids.</summary>
    private protected IEnumerable<string> Here() => OpenDocuments().SelectMany(document => document.Sessions.All).Select(session => session.Caller.PersonId).Distinct().Order(StringComparer.Ordinal);

    private async Task TellAsync(ICohortGrain cohort)
    {
        var content = await DocumentAsync(DocumentParts.Content);
        var seen = (content.Status.Sequence, State.Events, Here().Aggregate(0, HashCode.Combine), CountPast());
        if (seen != _seen && await ReadProgressAsync(content) is { } now && Words(now) is var words && words != _told)
        {
            await cohort.ToldAsync(Key, now);
            _told = words;
        }

        _seen = seen;
    }

    private async Task TellCohortAsync()
    {
        try
        {
            if (Kind != RoomKind.Session && State.Cohort is { } cohort && Opened(DocumentParts.Room) is not null)
            {
                await TellAsync(GrainFactory.GetGrain<ICohortGrain>(cohort.CohortId));
            }
        }
        catch (JournalException)
        {
            // The content cannot be opened at the moment: told with a later tick.
        }
    }
}
