using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;

namespace RealLearning.Grains.Documents;

internal sealed partial class LiveDocument
{
    private void LogRetrying(DocumentName document) => Retrying(_logger, document);

    private void LogFailed(DocumentName document, long term, Exception exception) => Failed(_logger, document, term, exception);

    private void LogUnsaved(DocumentName document, long count) => Unsaved(_logger, document, count);

    private void LogNotCompacted(DocumentName document, Exception exception) => NotCompacted(_logger, document, exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Document} cannot be written at the moment; its edits wait in memory and are tried again.")]
    private static partial void Retrying(ILogger logger, DocumentName document);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Document} ends its term {Term}.")]
    private static partial void Failed(ILogger logger, DocumentName document, long term, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Document} stops with {Count} updates that the store did not take; their writers still hold them.")]
    private static partial void Unsaved(ILogger logger, DocumentName document, long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Document} could not be compacted; its log stays as it is.")]
    private static partial void NotCompacted(ILogger logger, DocumentName document, Exception exception);
}
