using System.Globalization;

namespace RealLearning.Grains.Documents;

/// <summary>Limits and times of live documents.</summary>
public sealed record LiveOptions
{
    /// <summary>Largest update that is taken, in bytes. Default 4 MiB.</summary>
    public int UpdateBytesMax { get; init; } = 4 << 20;

    /// <summary>Largest document, in bytes of memory as the engine estimates them. Default 64 MiB.</summary>
    public long DocumentBytesMax { get; init; } = 64L << 20;

    /// <summary>Most bytes of updates that wait for a store which refuses; beyond them pushes are refused. Default 16 MiB.</summary>
    public long UnsavedBytesMax { get; init; } = 16L << 20;

    /// <summary>Most records of one document that are with the store at a time; the others wait in the room. Default 4,096.</summary>
    public int AppendsMax { get; init; } = 4_096;

    /// <summary>Most sessions of one document. Default 5,000.</summary>
    public int SessionsMax { get; init; } = 5_000;

    /// <summary>Most sessions of one person in one document; not in the lab, where everybody is one person. Default 100.</summary>
    public int SessionsOfPersonMax { get; init; } = 100;

    /// <summary>Largest awareness update of one session, in bytes. Default 16 KiB.</summary>
    public int AwarenessBytesMax { get; init; } = 16 << 10;

    /// <summary>Updates kept at hand for a node that saw a gap. Default 1,024.</summary>
    public int RecentUpdatesMax { get; init; } = 1_024;

    /// <summary>Bytes of such updates. Default 1 MiB.</summary>
    public int RecentBytesMax { get; init; } = 1 << 20;

    /// <summary>Records after which the log is compacted into a snapshot and a history segment. Default 4,000.</summary>
    public int CompactAfterRecords { get; init; } = 4_000;

    /// <summary>First wait before a refused write is tried again, in milliseconds; doubles up to <see cref="RetryDelayMsMax"/>. Default 100.</summary>
    public int RetryDelayMs { get; init; } = 100;

    /// <summary>Longest such wait, in milliseconds. Default 5,000.</summary>
    public int RetryDelayMsMax { get; init; } = 5_000;

    /// <summary>How long a node's subscription lasts without being renewed, in seconds. Default 90.</summary>
    public int LeaseSeconds { get; init; } = 90;

    /// <summary>How often unconfirmed places are repeated and leases are checked, in milliseconds. Default 1,000.</summary>
    public int TickMs { get; init; } = 1_000;

    /// <summary>How long a stopping room waits for the disk, in milliseconds. Default 5,000.</summary>
    public int FlushMsMax { get; init; } = 5_000;

    /// <summary>Most records that one timeline answer holds. Default 5,000.</summary>
    public int TimelineMax { get; init; } = 5_000;

    /// <summary>Most ranges that one answer about who wrote what holds. Default 50,000.</summary>
    public int AuthorRangesMax { get; init; } = 50_000;

    /// <summary>Threads in one room. Default 2,000.</summary>
    public int ThreadsMax { get; init; } = 2_000;

    /// <summary>Comments in one thread. Default 500.</summary>
    public int CommentsMax { get; init; } = 500;

    /// <summary>Members of one room. Default 1,000.</summary>
    public int MembersMax { get; init; } = 1_000;

    /// <summary>Rooms that one person makes; those of a cohort are the cohort's. Default 1,000.</summary>
    public int RoomsMadeMax { get; init; } = 1_000;

    /// <summary>Share links of one room that are not revoked. Default 100.</summary>
    public int LinksMax { get; init; } = 100;

    /// <summary>Snapshots and sessions of one workspace, each. Default 500.</summary>
    public int SnapshotsMax { get; init; } = 500;

    /// <summary>Resources of one workspace. Default 500.</summary>
    public int ResourcesMax { get; init; } = 500;

    /// <summary>Questions of one workspace. Default 500.</summary>
    public int QuestionsMax { get; init; } = 500;

    /// <summary>Answers to one question. Default 200.</summary>
    public int AnswersMax { get; init; } = 200;

    /// <summary>Decisions of one group, withdrawn ones among them. Default 500.</summary>
    public int DecisionsMax { get; init; } = 500;

    /// <summary>How often one decision is worded. Default 50.</summary>
    public int DecisionVersionsMax { get; init; } = 50;

    /// <summary>Meetings of one group, past and cancelled ones among them. Default 2,000.</summary>
    public int MeetingsMax { get; init; } = 2_000;

    /// <summary>Months that the audit log is kept beside the present one; older ones are deleted. Default 24.</summary>
    public int AuditMonths { get; init; } = 24;

    /// <summary>Questions of one workspace that wait for the client at a time. Default 10.</summary>
    public int ClientQuestionsMax { get; init; } = 10;

    /// <summary>Submissions of one workspace, withdrawn ones among them. Default 100.</summary>
    public int SubmissionsMax { get; init; } = 100;

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> with the option's name. All of them are above 0.</summary>
    public void Validate()
    {
        foreach (var property in typeof(LiveOptions).GetProperties())
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Convert.ToInt64(property.GetValue(this), CultureInfo.InvariantCulture), property.Name);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(RetryDelayMs, RetryDelayMsMax);
    }
}
