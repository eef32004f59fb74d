using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Challenges;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Groups;

/// <summary>A peer group's own space: notes and agreements that its members write together, its decisions and its schedule.</summary>
public sealed class PeerGroupGrain(IDocumentJournal journal, LiveOptions options, TimeProvider time, ILogger<PeerGroupGrain> logger)
    : RoomGrain(RoomKind.Group, journal, options, time, logger), IPeerGroupGrain
{
    /// <summary>The next so many are told; whoever looks further ahead looks here.</summary>
    private const int ToldMax = 50;

    private protected override bool HasPart(string part) => false;

    private protected override Task<RoomProgress?> ReadProgressAsync(LiveDocument content) =>
        Task.FromResult<RoomProgress?>(new RoomProgress(NextPlace(content), [], [], 0, null, [.. Here()], [], ToCome(), [], ClientLane.Empty, Needs.None));

    private protected override int CountPast() => State.Meetings.Values.Count(IsOver);

    private Meeting[] ToCome() =>
    [
        .. State.Meetings.Where(meeting => !meeting.Value.IsCancelled && !IsOver(meeting.Value))
            .OrderBy(meeting => meeting.Value.Start).ThenBy(meeting => meeting.Key, StringComparer.Ordinal)
            .Take(ToldMax)
            .Select(meeting => new Meeting(
                meeting.Key, meeting.Value.Kind, meeting.Value.Title, DateTimeOffset.FromUnixTimeMilliseconds(meeting.Value.Start), meeting.Value.Minutes, meeting.Value.Place, meeting.Value.Url)),
    ];

    private bool IsOver(MeetingFacts meeting) => meeting.End <= Time.GetUtcNow().ToUnixTimeMilliseconds();
}
