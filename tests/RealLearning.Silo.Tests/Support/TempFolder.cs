namespace RealLearning.Silo.Tests.Support;

/// <summary>A folder of this test alone.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("reallearning-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// What a killed process leaves: the database and its write-ahead log as the kernel has them, without the shared memory and the lock.
    /// </summary>
    public void CopyAsAfterKill(TempFolder target)
    {
        foreach (var file in new[] { "journal.db", "journal.db-wal" }.Where(file => File.Exists(this[file])))
        {
            File.Copy(this[file], target[file], overwrite: true);
        }
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
    }
}
