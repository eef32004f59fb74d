namespace RealLearning.Api.Tests.Servers;

/// <summary>A copy of a data folder, to go back to: what a crash leaves when the newest writes were lost.</summary>
internal sealed class FolderCopy : IDisposable
{
    private readonly string _folder;
    private readonly string _copy = Directory.CreateTempSubdirectory("real-learning-copy-").FullName;

    public FolderCopy(string folder)
    {
        _folder = folder;
        Copy(folder, _copy);
    }

    public void Restore()
    {
        Directory.Delete(_folder, recursive: true);
        Copy(_copy, _folder);
    }

    public void Dispose() => Directory.Delete(_copy, recursive: true);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
