using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;

namespace RealLearning.Grains.Documents;

internal sealed partial class DocumentSubscribers
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Document} did not reach node {Node}; it will be told again.")]
    private partial void LogUnreachable(DocumentName document, string node, Exception exception);
}
