using RealLearning.Grains.Journal;

namespace RealLearning.Silo.Storage;

/// <summary>What the journal knows of a document: its owner and its ends.</summary>
/// <param name="Term">The newest owner's.</param>
/// <param name="LastSequence">The newest record, 0 for none.</param>
/// <param name="LastRow">Where the newest record lies in the log; it leads to the one before, and so on back to the snapshot.</param>
/// <param name="SnapshotSequence">The last record that the snapshot includes; all up to it lie in segments. 0 for no snapshot.</param>
/// <param name="Commands">How many commands are remembered, so that a lost row is noticed.</param>
internal readonly record struct JournalHead(long Term, long LastSequence, long LastRow, long SnapshotSequence, long Commands)
{
    public ulong Checksum(ReadOnlySpan<byte> name) =>
        JournalChecksum.Of(JournalChecksum.Row.Head, name, [Term, LastSequence, LastRow, SnapshotSequence, Commands], default);
}

/// <summary>The newest snapshot and the log after it.</summary>
internal sealed record JournalContents(JournalSnapshot? Snapshot, IReadOnlyList<JournalRecord> Records);
