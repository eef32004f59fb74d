namespace RealLearning.Contracts.Rooms;

/// <summary>Writes down what the group decided. Groups only. Right: edit.</summary>
/// <param name="Text">1 to 2,000 characters.</param>
[GenerateSerializer, Immutable, Alias("record-decision")]
public sealed record RecordDecision([property: Id(0)] string DecisionId, [property: Id(1)] string Text) : RoomCommand;

/// <summary>Gives a decision other words; those before stay readable. Right: edit.</summary>
[GenerateSerializer, Immutable, Alias("amend-decision")]
public sealed record AmendDecision([property: Id(0)] string DecisionId, [property: Id(1)] string Text) : RoomCommand;

/// <summary>Says that a decision holds no longer, for good; its words stay readable. Right: edit.</summary>
[GenerateSerializer, Immutable, Alias("withdraw-decision")]
public sealed record WithdrawDecision([property: Id(0)] string DecisionId) : RoomCommand;

/// <summary>Sets a time at which the group meets. Groups only. Right: edit.</summary>
/// <param name="Kind">One of <see cref="MeetingKinds"/>.</param>
/// <param name="Start">Unix milliseconds.</param>
/// <param name="Minutes">5 to 1,440.</param>
/// <param name="Place">At most 200 characters, or empty.</param>
/// <param name="Url">Where it is held online: an address of http or https of at most 2,000 characters, or empty.</param>
[GenerateSerializer, Immutable, Alias("schedule-meeting")]
public sealed record ScheduleMeeting(
    [property: Id(0)] string MeetingId,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Title,
    [property: Id(3)] long Start,
    [property: Id(4)] int Minutes,
    [property: Id(5)] string Place,
    [property: Id(6)] string Url) : RoomCommand;

/// <summary>Gives a meeting another time or place. Right: edit.</summary>
[GenerateSerializer, Immutable, Alias("move-meeting")]
public sealed record MoveMeeting(
    [property: Id(0)] string MeetingId, [property: Id(1)] long Start, [property: Id(2)] int Minutes, [property: Id(3)] string Place, [property: Id(4)] string Url) : RoomCommand;

/// <summary>Calls a meeting off, for good; it stays in the schedule as such. Right: edit.</summary>
[GenerateSerializer, Immutable, Alias("cancel-meeting")]
public sealed record CancelMeeting([property: Id(0)] string MeetingId) : RoomCommand;

/// <summary>What a meeting is for.</summary>
public static class MeetingKinds
{
    /// <summary>The group works on something together.</summary>
    public const string Working = "working";

    /// <summary>Work is looked at by peers.</summary>
    public const string Critique = "critique";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Working, Critique];
}
