using Orleans.Concurrency;
using RealLearning.Contracts.Cohorts;
using RealLearning.Contracts.Documents;

namespace RealLearning.Contracts.Rooms;

/// <summary>What every room offers beside its live documents.</summary>
public interface IRoomGrain : ILiveRoom
{
    /// <summary>Creates the room with its first member. Repeating the call with the same command id changes nothing.</summary>
    [AlwaysInterleave]
    Task<RoomReply> CreateAsync(CreateRoom request);

    /// <summary>What the caller may know of the room.</summary>
    [AlwaysInterleave]
    Task<RoomReply> GetAsync(Caller caller);

    /// <summary>Does one command, once for its id: a repetition gets the first outcome.</summary>
    [AlwaysInterleave]
    Task<CommandReply> CommandAsync(CommandRequest request);

    /// <summary>Admits the caller by a share link's token, with the link's right or the one already held, whichever is more; a right set by name is raised only by a link made afterwards.</summary>
    [AlwaysInterleave]
    Task<RoomReply> RedeemAsync(Caller caller, string token);

    /// <summary>The cohort says who may do what in this room of its; open connections hear of it at once. Changes nothing where the room knows a newer roster. False where it was never created.</summary>
    [AlwaysInterleave]
    Task<bool> SetRosterAsync(Roster roster);

    /// <summary>The names behind the ids that appear in the room, for those who may read it.</summary>
    [AlwaysInterleave]
    Task<PeopleReply> PeopleAsync(Caller caller);

    /// <summary>How much of the room's work is the caller's: told to those who may write here, to each about themselves.</summary>
    [AlwaysInterleave]
    Task<VoiceReply> VoiceAsync(Caller caller);

    /// <summary>What the caller may do in a part now; refused where that is nothing.</summary>
    [AlwaysInterleave]
    Task<RightReply> RightAsync(Caller caller, string part);

    /// <summary>What the cohort is to know of its room; null in a room of none, in one that was never created, and in a critique session.</summary>
    [AlwaysInterleave]
    Task<RoomProgress?> ProgressAsync();

    /// <summary>What was written and when, newest last, without the words.</summary>
    [AlwaysInterleave]
    Task<TimelineReply> TimelineAsync(Caller caller, string part, long afterSequence);

    /// <summary>Whose the words of <c>content</c>, or of a frozen copy of it, are.</summary>
    [AlwaysInterleave]
    Task<AuthorsReply> AuthorsAsync(Caller caller, string part);

    /// <summary>The uncollected state of a part as of a sequence number: a v1 update that also holds what was deleted later.</summary>
    [AlwaysInterleave]
    Task<StateReply> StateAtAsync(Caller caller, string part, long sequence);

    /// <summary>Writes down that a part is taken away as a file, in one of <see cref="ExportFormats"/>, by somebody who may read it. Null where that is done.</summary>
    [AlwaysInterleave]
    Task<Refusal?> ExportAsync(Caller caller, string part, string format);
}

/// <summary>As what a document can be taken away.</summary>
public static class ExportFormats
{
    /// <summary>Their names, on the wire and in the audit log.</summary>
    public static IReadOnlyList<string> All { get; } = ["markdown", "html"];
}

/// <summary>A challenge workspace.</summary>
public interface IChallengeWorkspaceGrain : IRoomGrain
{
    /// <summary>The frozen content of a snapshot, for a session that is opened on it.</summary>
    [AlwaysInterleave]
    Task<StateReply> SnapshotAsync(Caller caller, string snapshotId);

    /// <summary>An answer from beyond the group, to a question that was released: the cohort has looked at who gives it.</summary>
    /// <param name="askable">Through which of <see cref="Askable"/> it comes.</param>
    [AlwaysInterleave]
    Task<CommandReply> AnswerAsync(string commandId, Caller caller, string askable, AnswerQuestion answer);

    /// <summary>The text of a submission for a client or a judge: the cohort has looked at who reads. That it was read is on disk when this arrives.</summary>
    [AlwaysInterleave]
    Task<StateReply> ReadSubmissionAsync(Caller caller, CohortRole role, string submissionId);

    /// <summary>True where a submission that can be read shows an image of this name.</summary>
    [AlwaysInterleave]
    Task<bool> ShowsImageAsync(string submissionId, string name);

    /// <summary>A client signs a submission off, or asks for changes: the cohort has looked at who says so. Saying the same again changes nothing.</summary>
    [AlwaysInterleave]
    Task<CommandReply> ReviewAsync(Caller caller, ReviewSubmission review);
}

/// <summary>A peer group.</summary>
public interface IPeerGroupGrain : IRoomGrain;

/// <summary>A critique session.</summary>
public interface ICritiqueSessionGrain : IRoomGrain;

/// <summary>One lab document.</summary>
public interface ILabGrain : ILiveRoom;
