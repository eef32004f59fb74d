namespace RealLearning.Silo.Storage;

/// <summary>A copy of a data folder, also of one in use: the two databases each of one moment, and the keys and images, which never change.</summary>
public static class DataBackup
{
    private static readonly string[] Databases = ["grains.db", "journal.db"];

    /// <summary>Their files are written once and never changed.</summary>
    private static readonly string[] Folders = ["keys", "images"];

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

        foreach (var folder in Folders)
        {
            await Task.Run(() => CopyNew(Path.Combine(from, folder), Path.Combine(to, folder), to));
        }
    }

    private static void CopyNew(string from, string to, string root)
    {
        if (!Directory.Exists(from))
        {
            return;
        }

        DurableFiles.CreateFolder(to, root);
        foreach (var file in Directory.EnumerateFiles(from).Where(path => !path.EndsWith(".tmp", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetFileName(file));
            if (!File.Exists(copy))
            {
                DurableFiles.Copy(file, copy);
            }
        }

        // A backup that was stopped may have left entries that are not on disk.
        DurableFiles.FlushFolder(to);
        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            CopyNew(folder, Path.Combine(to, Path.GetFileName(folder)), root);
        }
    }
}
