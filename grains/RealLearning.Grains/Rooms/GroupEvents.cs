namespace RealLearning.Grains.Rooms;

internal sealed record DecisionRecorded(string DecisionId, string Text) : RoomEvent;

internal sealed record DecisionAmended(string DecisionId, string Text) : RoomEvent;

internal sealed record DecisionWithdrawn(string DecisionId) : RoomEvent;

/// <summary>The start in Unix milliseconds.</summary>
internal sealed record MeetingScheduled(string MeetingId, string Kind, string Title, long Start, int Minutes, string Place, string Url) : RoomEvent;

internal sealed record MeetingMoved(string MeetingId, long Start, int Minutes, string Place, string Url) : RoomEvent;

internal sealed record MeetingCancelled(string MeetingId) : RoomEvent;
