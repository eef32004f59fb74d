using Microsoft.Extensions.Logging;

namespace RealLearning.Silo.Storage;

internal sealed partial class JournalWriter
{
    [LoggerMessage(1, LogLevel.Warning, "A commit of {Count} pieces of work failed; each is tried alone")]
    private partial void LogGroupFailed(int count, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "A failed transaction could not be rolled back; the connection is replaced")]
    private partial void LogNotRolledBack(Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The write-ahead log could not be copied into the database; it grows until that succeeds")]
    private partial void LogNotCopied(Exception exception);

    [LoggerMessage(4, LogLevel.Information, "The write-ahead log is copied later: a read goes on")]
    private partial void LogReadersStay();
}
