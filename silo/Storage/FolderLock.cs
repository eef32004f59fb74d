namespace RealLearning.Silo.Storage;

/// <summary>Keeps a second process out of a folder, by a lock that the kernel drops when this process ends in whatever way.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    /// <summary>Throws <see cref="StorageLockedException"/>.</summary>
    public FolderLock(string path)
    {
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new StorageLockedException(path, exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
