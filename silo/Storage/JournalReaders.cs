using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Silo.Storage;

/// <summary>
/// Connections that only read, each used by one caller at a time. Every read sees one state of the file, also while the writer writes.
/// They map no memory: a page that the disk cannot give would end the process then, instead of one call.
/// </summary>
internal sealed class JournalReaders(string path, JournalOptions options) : IDisposable
{
    // A read takes from the log at most a few MiB at a time, which is a few milliseconds.
    private const int PatienceMs = 100;

    private readonly ConcurrentBag<Reader> _idle = [];
    private readonly SemaphoreSlim _free = new(options.ReadersMax);
    private volatile bool _closed;

    /// <summary>Runs a read on the thread pool. Throws <see cref="JournalException"/>.</summary>
    public async Task<T> ReadAsync<T>(DocumentName document, Func<JournalTables, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Read(document, read), cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>
    /// Does something while nobody reads, on the calling thread; false where a read goes on for longer than a moment. Reads that come meanwhile wait.
    /// </summary>
    public bool TryAlone(Action work)
    {
        var taken = 0;
        try
        {
            while (taken < options.ReadersMax)
            {
                if (!_free.Wait(PatienceMs))
                {
                    return false;
                }

                taken++;
            }

            work();
            return true;
        }
        finally
        {
            if (taken > 0)
            {
                _free.Release(taken);
            }
        }
    }

    public void Dispose()
    {
        _closed = true;
        CloseIdle();
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var reader))
        {
            reader.Database.Dispose();
        }
    }

    private T Read<T>(DocumentName document, Func<JournalTables, T> read)
    {
        if (_closed)
        {
            throw new JournalUnavailableException("The journal is closing.");
        }

        Reader? reader = null;
        try
        {
            if (!_idle.TryTake(out reader))
            {
                var database = new SqliteDatabase(path, readOnly: true);
                database.Execute("PRAGMA cell_size_check = ON");
                reader = new Reader(database, new JournalTables(database));
            }

            reader.Database.Execute("BEGIN");
            var result = read(reader.Tables);
            reader.Database.Execute("COMMIT");
            _idle.Add(reader);
            if (_closed)
            {
                CloseIdle();
            }

            return result;
        }
        catch (Exception exception) when (exception is JournalException or SqliteException or MalformedSegmentException)
        {
            // Pages of a damaged file may be cached: the next read starts from the disk.
            reader?.Database.Dispose();
            throw exception is JournalException ? exception : JournalFaults.Translate(exception, document);
        }
    }

    private sealed record Reader(SqliteDatabase Database, JournalTables Tables);
}
