namespace RealLearning.Silo.Storage;

/// <summary>A copy of a data folder, also of one in use: the two databases each of one moment, and the images, which never change.</summary>
public static class DataBackup
{
    private static readonly string[] Databases = ["grains.db", "journal.db"];

    /// <summary>
    /// Brings a backup folder up to date; what is there already is replaced file by file, each only once its copy is on disk.
    /// The journal comes last, so that it never lacks what the other store knows of. Throws <see cref="IOException"/>.
    /// </summary>
    public static async Task WriteAsync(string data, string target)
    {
        var (from, to) = (Path.GetFullPath(data), Path.GetFullPath(target));
        if (!File.Exists(Path.Combine(from, "journal.db")))
        {
            throw new FileNotFoundException($"{from} holds no journal.db; give the folder with --Data=<folder>.");
        }

        DurableFiles.CreateFolder(to);
        foreach (var database in Databases.Where(database => File.Exists(Path.Combine(from, database))))
        {
            await SqliteBackup.WriteAsync(Path.Combine(from, database), Path.Combine(to, database));
        }

        var images = Path.Combine(from, "images");
        if (!Directory.Exists(images))
        {
            return;
        }

        foreach (var image in Directory.EnumerateFiles(images, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".tmp", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, image));
            if (!File.Exists(copy))
            {
                DurableFiles.CreateFolder(Path.GetDirectoryName(copy)!);
                await DurableFiles.WriteAsync(copy, await File.ReadAllBytesAsync(image), CancellationToken.None);
            }
        }
    }
}
