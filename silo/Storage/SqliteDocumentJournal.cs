using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Silo.Storage;

/// <summary>
/// The journal in one SQLite file, <c>journal.db</c>: write-ahead log, full synchronous, one writer with group commit over documents,
/// readers beside it. What each file, column and error means stands in docs/operations.md.
/// </summary>
public sealed partial class SqliteDocumentJournal : IDocumentJournal, IAsyncDisposable
{
    // A document that changes between reading and taking it over is read again; then it is read where nothing can change.
    private const int OpenAttemptsMax = 4;

    // Bytes of updates that one step of a read takes from the log.
    private const long ReadBytes = 4L << 20;

    private readonly JournalOptions _options;
    private readonly FolderLock _lock;
    private readonly JournalWriter _writer;
    private readonly JournalReaders _readers;
    private int _disposed;

    /// <summary>
    /// Opens the journal of a folder, or begins one. Throws <see cref="StorageLockedException"/>, <see cref="StorageVersionException"/>,
    /// <see cref="StorageDamagedException"/>.
    /// </summary>
    public SqliteDocumentJournal(string folder, JournalOptions options, ILogger<SqliteDocumentJournal> logger)
    {
        options.Validate();
        _options = options;
        DurableFiles.CreateFolder(folder);
        Path = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), "journal.db");
        _lock = new FolderLock(System.IO.Path.ChangeExtension(Path, ".lock"));
        try
        {
            _readers = new JournalReaders(Path, options);
            _writer = new JournalWriter(OpenForWriting, _readers, options, logger);
        }
        catch (Exception exception)
        {
            _lock.Dispose();
            if (exception is SqliteException sqlite)
            {
                throw new StorageDamagedException(Path, sqlite);
            }

            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public async Task<JournalOpening> OpenAsync(DocumentName document, CancellationToken cancellationToken)
    {
        var name = new JournalName(document);
        for (var attempt = 1; ; attempt++)
        {
            var readHere = attempt == OpenAttemptsMax;
            var (head, read) = readHere ? default : await _readers.ReadAsync(document, tables => ReadOpening(tables, name), cancellationToken);
            var raise = new RaiseTermWork(name, head, readHere);
            await _writer.WriteAsync(raise);
            if (raise.Term is { } term)
            {
                var opening = raise.Read ?? read;
                return new JournalOpening(term, opening?.Snapshot, opening?.Records ?? []);
            }
        }
    }

    /// <inheritdoc/>
    public Task AppendAsync(DocumentName document, long term, JournalRecord record)
    {
        if (record.Event.Length + (long)record.Update.Length > _options.RecordBytesMax)
        {
            return Task.FromException(new JournalRefusedException(document, $"a record has at most {_options.RecordBytesMax} bytes"));
        }

        try
        {
            return _writer.WriteAsync(new AppendWork(new JournalName(document), term, record));
        }
        catch (ArgumentException exception)
        {
            return Task.FromException(new JournalRefusedException(document, exception.Message));
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRecord> ReadAsync(DocumentName document, long fromSequence, long toSequence, CancellationToken cancellationToken) =>
        ReadAsync(document, fromSequence, toSequence, indexOnly: false, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRecord> ReadIndexAsync(DocumentName document, long fromSequence, long toSequence, CancellationToken cancellationToken) =>
        ReadAsync(document, fromSequence, toSequence, indexOnly: true, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindCommandAsync(DocumentName document, string commandId, CancellationToken cancellationToken)
    {
        var name = new JournalName(document);
        return _readers.ReadAsync(document, tables => tables.Command(name, commandId), cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(DocumentName document, long term, CancellationToken cancellationToken) =>
        _writer.WriteAsync(new DeleteWork(new JournalName(document), term));

    /// <summary>Writes what waits, copies the write-ahead log into the database and lets the folder go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _readers.Dispose();
        await _writer.DisposeAsync();
        _lock.Dispose();
    }

    private static (JournalHead? Head, JournalContents? Contents) ReadOpening(JournalTables tables, JournalName name) =>
        tables.Head(name) is { } head ? (head, tables.Opening(name, head)) : default;

    private async IAsyncEnumerable<JournalRecord> ReadAsync(
        DocumentName document, long fromSequence, long toSequence, bool indexOnly, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = new JournalName(document);
        for (var next = Math.Max(1, fromSequence); next <= toSequence;)
        {
            var from = next;
            var records = await _readers.ReadAsync(document, tables => tables.Next(name, from, toSequence, ReadBytes, indexOnly), cancellationToken);
            if (records.Count == 0)
            {
                yield break;
            }

            foreach (var record in records)
            {
                yield return indexOnly ? record with { Event = default, Update = default } : record;
            }

            next = records[^1].Sequence + 1;
        }
    }

    private SqliteDatabase OpenForWriting()
    {
        var database = new SqliteDatabase(Path, readOnly: false);
        try
        {
            database.Execute("PRAGMA journal_mode = WAL");
            database.Execute("PRAGMA synchronous = FULL");
            database.Execute("PRAGMA cell_size_check = ON");
            database.Execute("PRAGMA secure_delete = FAST");
            database.Execute("PRAGMA mmap_size = 0");
            database.Execute("PRAGMA temp_store = MEMORY");
            database.Execute("PRAGMA cache_size = -32768");
            database.Execute("PRAGMA journal_size_limit = 67108864");
            database.Execute("PRAGMA wal_autocheckpoint = 0");
            if (_options.PagesMax > 0)
            {
                database.Execute($"PRAGMA max_page_count = {_options.PagesMax}");
            }

            JournalSchema.Ensure(database, Path);
            DurableFiles.FlushFolder(System.IO.Path.GetDirectoryName(Path)!);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
