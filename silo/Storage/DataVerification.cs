using Microsoft.Extensions.Logging.Abstractions;

namespace RealLearning.Silo.Storage;

/// <summary>A look at everything that a data folder holds, while no node runs on it.</summary>
public static class DataVerification
{
    /// <summary>
    /// Reads every row and every image, compares checksums, and lets SQLite look at its own structure. Returns a line for each thing that is wrong.
    /// Throws <see cref="StorageLockedException"/>, <see cref="StorageVersionException"/>, <see cref="StorageDamagedException"/>.
    /// </summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string data)
    {
        await using var journal = new SqliteDocumentJournal(data, new JournalOptions(), NullLogger<SqliteDocumentJournal>.Instance);
        return [.. await journal.VerifyAsync(CancellationToken.None), .. SqliteGrainStorage.Verify(data), .. FolderImageStore.Verify(data)];
    }
}
