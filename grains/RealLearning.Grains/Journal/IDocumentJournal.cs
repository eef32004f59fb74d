using RealLearning.Contracts.Documents;

namespace RealLearning.Grains.Journal;

/// <summary>
/// The durable log of documents. One writer at a time owns a document: opening raises its term, and whoever holds an older term can
/// write nothing more (<see cref="JournalFencedException"/>). Everything that returns has reached the disk.
/// One contract test suite runs against every adapter.
/// </summary>
public interface IDocumentJournal
{
    /// <summary>
    /// Takes ownership: raises the term durably and returns the newest snapshot with the records after it. A document that was never
    /// written opens empty, with term 1. Throws <see cref="JournalDamagedException"/> where a checksum fails or a record is missing;
    /// nothing is served then, and the term is not raised.
    /// </summary>
    Task<JournalOpening> OpenAsync(DocumentName document, CancellationToken cancellationToken);

    /// <summary>
    /// Appends a record; its sequence must be the document's last plus one. Returns when it is on disk. Appends of one document complete in
    /// order; appends of many documents share a commit. After a failure the record is not in the journal, and the same one may be
    /// appended again, unless the failure is <see cref="JournalFencedException"/>.
    /// </summary>
    Task AppendAsync(DocumentName document, long term, JournalRecord record);

    /// <summary>
    /// Replaces all records up to the snapshot's sequence by the snapshot, and moves them, uncollected, into a history segment. All or nothing.
    /// </summary>
    Task CompactAsync(DocumentName document, long term, JournalSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>The records of a range of sequences, inclusive, oldest first, from history segments and the log; needs no ownership.</summary>
    IAsyncEnumerable<JournalRecord> ReadAsync(DocumentName document, long fromSequence, long toSequence, CancellationToken cancellationToken);

    /// <summary>The same without updates and events (both empty), from the segments' indexes alone.</summary>
    IAsyncEnumerable<JournalRecord> ReadIndexAsync(DocumentName document, long fromSequence, long toSequence, CancellationToken cancellationToken);

    /// <summary>The sequence of the record that carried a command, or null. Commands are remembered through compaction.</summary>
    Task<long?> FindCommandAsync(DocumentName document, string commandId, CancellationToken cancellationToken);

    /// <summary>Deletes a document with its history. Its term stays and rises, so that an old owner cannot bring it back.</summary>
    Task DeleteAsync(DocumentName document, long term, CancellationToken cancellationToken);
}
