using Microsoft.Data.Sqlite;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using SQLitePCL;

namespace RealLearning.Silo.Storage;

/// <summary>What SQLite's errors mean to the owner of a document.</summary>
internal static class JournalFaults
{
    public static JournalException Translate(Exception exception, DocumentName document) => exception switch
    {
        JournalException known => known,
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CONSTRAINT } damaged =>
            new JournalDamagedException(document, damaged.Message, damaged),
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } full => new JournalUnavailableException("The disk or the database is full.", full),
        SqliteException { SqliteErrorCode: raw.SQLITE_TOOBIG } => new JournalRefusedException(document, "larger than the database takes"),
        MalformedSegmentException malformed => new JournalDamagedException(document, malformed.Message, malformed),
        _ => new JournalUnavailableException($"The journal cannot be reached: {exception.Message}", exception),
    };

    /// <summary>True where the trouble is the file's or the disk's, so that the next append would meet it too.</summary>
    public static bool IsOfTheWholeStore(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY };
}
