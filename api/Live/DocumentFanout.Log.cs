using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

internal sealed partial class DocumentFanout
{
    private void LogUnsubscribe(DocumentName document, Exception exception) => LogUnsubscribe(_logger, document, exception);

    private void LogRenewal(DocumentName document, Exception exception) => LogRenewal(_logger, document, exception);

    private void LogCatchUp(DocumentName document, Exception exception) => LogCatchUp(_logger, document, exception);

    private void LogMoved(DocumentName document, long term) => LogMoved(_logger, document, term);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Document}: could not unsubscribe; the lease ends by itself.")]
    private static partial void LogUnsubscribe(ILogger logger, DocumentName document, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Document}: the subscription could not be renewed; trying again with the next renewal.")]
    private static partial void LogRenewal(ILogger logger, DocumentName document, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Document}: what was missed could not be fetched; the next status shows it again.")]
    private static partial void LogCatchUp(ILogger logger, DocumentName document, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Document}: the room has moved; its term is {Term} now.")]
    private static partial void LogMoved(ILogger logger, DocumentName document, long term);
}
