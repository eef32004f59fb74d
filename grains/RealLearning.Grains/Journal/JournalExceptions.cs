using RealLearning.Contracts.Documents;

namespace RealLearning.Grains.Journal;

/// <summary>Something about the journal failed.</summary>
public abstract class JournalException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another owner has taken the document: this one can write nothing more and must end itself.</summary>
public sealed class JournalFencedException(DocumentName document, long term)
    : JournalException($"Term {term} of {document} has ended.");

/// <summary>The store does not take writes or reads at the moment (busy, full, out of reach). Nothing was written; try again.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : JournalException(message, inner);

/// <summary>What is stored for the document fails its checksum or has holes. It must not be served or written.</summary>
public sealed class JournalDamagedException(DocumentName document, string detail, Exception? inner = null)
    : JournalException($"{document} is damaged: {detail}", inner)
{
    /// <summary>The damaged document.</summary>
    public DocumentName Document { get; } = document;
}

/// <summary>
/// The journal does not take this as it is, now or later: a sequence that does not follow, a command that is already recorded, a record
/// above the limit. Nothing was written.
/// </summary>
public sealed class JournalRefusedException(DocumentName document, string detail)
    : JournalException($"{document}: {detail}");
