using Microsoft.Extensions.Logging;

namespace RealLearning.Silo.Storage;

public sealed partial class FolderImageStore
{
    [LoggerMessage(1, LogLevel.Error, "The image {Path} is damaged and not served")]
    private partial void LogDamaged(string path);
}
