using Microsoft.Data.Sqlite;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Silo.Storage;

/// <summary>Copies of the whole, and a look at the whole.</summary>
public sealed partial class SqliteDocumentJournal
{
    /// <summary>
    /// Writes everything that is acknowledged now into a new file, on disk when this returns, while appends go on. A file that is there
    /// already is replaced only when the copy is complete. Throws <see cref="IOException"/>; a damaged file is not copied over a good backup.
    /// </summary>
    public Task BackupAsync(string path) => SqliteBackup.WriteAsync(Path, path);

    /// <summary>
    /// Reads every document with all its history and returns what is wrong: a line for each document that is damaged, and what SQLite finds in
    /// the structure of its file.
    /// </summary>
    public async Task<IReadOnlyList<string>> VerifyAsync(CancellationToken cancellationToken)
    {
        var any = new DocumentName(new RoomKey(RoomKind.Lab, "all"), "");
        var damaged = await _readers.ReadAsync(any, tables => tables.StructureFaults(), cancellationToken);
        foreach (var name in await _readers.ReadAsync(any, tables => tables.Names(), cancellationToken))
        {
            try
            {
                var document = new JournalName(DocumentName.Parse(name));
                await _readers.ReadAsync(document.Document, tables => ReadOpening(tables, document), cancellationToken);
                await foreach (var _ in ReadAsync(document.Document, 1, long.MaxValue, cancellationToken))
                {
                }
            }
            catch (Exception exception) when (exception is JournalDamagedException or FormatException)
            {
                damaged.Add(exception.Message);
            }
        }

        return damaged;
    }
}

/// <summary>A copy of a SQLite file that is in use, by <c>VACUUM INTO</c>: compact, of one moment, and read row by row, so that damage shows.</summary>
internal static class SqliteBackup
{
    public static async Task WriteAsync(string source, string path)
    {
        var target = System.IO.Path.GetFullPath(path);
        var beside = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            await Task.Run(() => Copy(source, beside));
            DurableFiles.Finish(beside, target);
        }
        catch (SqliteException exception)
        {
            throw new IOException($"{source} could not be copied to {path}: {exception.Message}", exception);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static void Copy(string source, string target)
    {
        DurableFiles.CreateFolder(System.IO.Path.GetDirectoryName(target)!);
        using var database = new SqliteDatabase(source, readOnly: true);
        using var statement = database.Once("VACUUM INTO ?");
        statement.Start().BindText(target).Run();
    }
}
