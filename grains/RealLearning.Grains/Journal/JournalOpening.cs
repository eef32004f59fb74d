namespace RealLearning.Grains.Journal;

/// <summary>What a new owner starts from.</summary>
/// <param name="Term">This owner's term.</param>
/// <param name="Snapshot">The newest snapshot, or null.</param>
/// <param name="Records">All records after it, oldest first.</param>
public sealed record JournalOpening(long Term, JournalSnapshot? Snapshot, IReadOnlyList<JournalRecord> Records);

/// <summary>The collected state of a document as it is served.</summary>
/// <param name="Sequence">The last record that it includes.</param>
/// <param name="State">The document as one Yjs v1 update.</param>
/// <param name="Private">State that clients never see, derived from events, as UTF-8 JSON; empty for documents without.</param>
public sealed record JournalSnapshot(long Sequence, ReadOnlyMemory<byte> State, ReadOnlyMemory<byte> Private);
