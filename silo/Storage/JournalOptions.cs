namespace RealLearning.Silo.Storage;

/// <summary>Limits of the SQLite journal.</summary>
public sealed record JournalOptions
{
    /// <summary>Most appends that wait for a commit, over all documents; beyond them appends are refused as unavailable. Default 16,384.</summary>
    public int QueueMax { get; init; } = 16_384;

    /// <summary>Most bytes of such appends. Default 128 MiB.</summary>
    public long QueueBytesMax { get; init; } = 128L << 20;

    /// <summary>Most appends in one transaction. Default 2,048.</summary>
    public int GroupMax { get; init; } = 2_048;

    /// <summary>Bytes after which a transaction takes no further append. Default 8 MiB.</summary>
    public long GroupBytesMax { get; init; } = 8L << 20;

    /// <summary>Largest record, in bytes of update and event; a frozen document is one. Default 128 MiB.</summary>
    public int RecordBytesMax { get; init; } = 128 << 20;

    /// <summary>Largest snapshot, in bytes. Default 256 MiB.</summary>
    public int SnapshotBytesMax { get; init; } = 256 << 20;

    /// <summary>Bytes of updates and events after which a compaction begins another segment. Default 8 MiB.</summary>
    public int SegmentBytes { get; init; } = 8 << 20;

    /// <summary>Connections that read at the same time. Default 4.</summary>
    public int ReadersMax { get; init; } = 4;

    /// <summary>Pages of the write-ahead log after which it is copied into the database. Default 2,000 (8 MiB).</summary>
    public int CheckpointPages { get; init; } = 2_000;

    /// <summary>Largest database, in pages of 4 KiB; 0 for no limit but the disk's. A full one refuses appends as unavailable. Default 0.</summary>
    public long PagesMax { get; init; }

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> with the option's name.</summary>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(QueueMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(QueueBytesMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(GroupMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(GroupBytesMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RecordBytesMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RecordBytesMax, 256 << 20);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SnapshotBytesMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SnapshotBytesMax, 512 << 20);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SegmentBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(SegmentBytes, 256 << 20);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ReadersMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(CheckpointPages);
        ArgumentOutOfRangeException.ThrowIfNegative(PagesMax);
    }
}
