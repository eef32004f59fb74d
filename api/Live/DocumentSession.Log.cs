using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

internal sealed partial class DocumentSession
{
    private void LogLeave(DocumentName document, Exception exception) => LogLeave(_logger, document, exception);

    private void LogAwareness(DocumentName document, Exception exception) => LogAwareness(_logger, document, exception);

    private void LogRefused(DocumentName document, string code, string message) => LogRefused(_logger, document, code, message);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Document}: the room could not be told that a session left; it forgets it with the lease.")]
    private static partial void LogLeave(ILogger logger, DocumentName document, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Document}: awareness was lost on its way.")]
    private static partial void LogAwareness(ILogger logger, DocumentName document, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Document}: a push was refused, {Code}: {Reason}")]
    private static partial void LogRefused(ILogger logger, DocumentName document, string code, string reason);
}
