using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;

namespace RealLearning.Grains.Rooms;

/// <summary>Whether a command about decisions and the schedule is valid for the group as it stands. Changes nothing.</summary>
internal static class GroupRules
{
    private const int TextMax = 2_000;
    private const int PlaceMax = 200;
    private const int MinutesMin = 5;
    private const int MinutesMax = 1_440;

    private static readonly long FirstStart = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long LastStart = new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Null where the command is valid, else what is wrong with it.</summary>
    public static string? Fault(RoomCommand command, RoomState state, LiveOptions options) => command switch
    {
        RecordDecision record => CommandRules.Fresh(record.DecisionId, state.Decisions.Keys, options.DecisionsMax, "decision") ?? Words(record.Text),
        AmendDecision { DecisionId: var id } amend => Decision(id, state)
            ?? (state.Decisions[id].Versions >= options.DecisionVersionsMax ? $"A decision is worded at most {options.DecisionVersionsMax} times. Withdraw it and record another." : Words(amend.Text)),
        WithdrawDecision withdraw => Decision(withdraw.DecisionId, state),
        ScheduleMeeting meeting => CommandRules.Fresh(meeting.MeetingId, state.Meetings.Keys, options.MeetingsMax, "meeting")
            ?? (MeetingKinds.All.Contains(meeting.Kind) ? null : $"A meeting's kind is one of {string.Join(", ", MeetingKinds.All)}.")
            ?? TextRules.Title(meeting.Title)
            ?? When(meeting.Start, meeting.Minutes)
            ?? Where(meeting.Place, meeting.Url),
        MoveMeeting move => Meeting(move.MeetingId, state) ?? When(move.Start, move.Minutes) ?? Where(move.Place, move.Url),
        CancelMeeting cancel => Meeting(cancel.MeetingId, state),
        _ => "There is no such command.",
    };

    private static string? Words(string? text) => TextRules.Text(text, TextMax, "decision");

    private static string? Decision(string? id, RoomState state) =>
        !state.Decisions.TryGetValue(id ?? "", out var decision) ? "There is no such decision." : decision.IsWithdrawn ? "The decision was withdrawn. Record another." : null;

    private static string? Meeting(string? id, RoomState state) =>
        !state.Meetings.TryGetValue(id ?? "", out var meeting) ? "There is no such meeting." : meeting.IsCancelled ? "The meeting was called off. Schedule another." : null;

    private static string? When(long start, int minutes) =>
        start < FirstStart || start >= LastStart ? "A meeting starts between 2000 and 2199."
        : minutes is < MinutesMin or > MinutesMax ? $"A meeting takes {MinutesMin} to {MinutesMax} minutes."
        : null;

    private static string? Where(string? place, string? url) => TextRules.UpTo(place, PlaceMax, "place") ?? TextRules.Url(url);
}
