using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RealLearning.Silo.Storage;

/// <summary>
/// One connection to a SQLite file, for one thread at a time. Thin over the C API on purpose: the ADO.NET layer copies every blob
/// and waits in a loop of its own when a file is busy, up to half a minute.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    // Bound by SQLite only, while a checkpoint or another process's backup holds a lock for a moment.
    private const int BusyTimeoutMs = 2_000;

    private readonly sqlite3 _handle;
    private readonly List<SqliteStatement> _statements = [];

    static SqliteDatabase() => Batteries_V2.Init();

    /// <summary>Opens, and creates unless read-only. Throws <see cref="SqliteException"/>.</summary>
    public SqliteDatabase(string path, bool readOnly)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = raw.sqlite3_open_v2(path, out _handle, flags, null);
        if (code != raw.SQLITE_OK)
        {
            _handle.Dispose();
            throw new SqliteException($"{path}: {raw.sqlite3_errstr(code).utf8_to_string()}", code, code);
        }

        raw.sqlite3_extended_result_codes(_handle, 1);
        raw.sqlite3_busy_timeout(_handle, BusyTimeoutMs);
    }

    /// <summary>False while a transaction is open. Some errors end one by themselves.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(_handle) != 0;

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>The row id that the last insert gave.</summary>
    public long LastRow => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Runs one statement that is not worth keeping.</summary>
    public void Execute(string sql)
    {
        using var statement = new SqliteStatement(this, _handle, sql);
        while (statement.Step())
        {
        }

        statement.Reset();
    }

    /// <summary>The first column of the first row of a statement that is not worth keeping.</summary>
    public long ReadNumber(string sql)
    {
        using var statement = new SqliteStatement(this, _handle, sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>Prepares a statement for the life of the connection.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var statement = Once(sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Prepares a statement that the caller disposes.</summary>
    public SqliteStatement Once(string sql) => new(this, _handle, sql);

    /// <summary>Ends an open transaction, if one is open, without a trace.</summary>
    public void RollBack()
    {
        if (!IsIdle)
        {
            Execute("ROLLBACK");
        }
    }

    /// <summary>Pages written to the write-ahead log since this was asked last.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1));
        return pages;
    }

    /// <summary>Copies the write-ahead log into the database and syncs it, as far as nobody reads an older state.</summary>
    public void Checkpoint() => Check(raw.sqlite3_wal_checkpoint_v2(_handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _));

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqliteException(raw.sqlite3_errmsg(_handle).utf8_to_string(), code & 0xFF, code);
        }
    }

    public void Dispose()
    {
        _statements.ForEach(statement => statement.Dispose());
        _handle.Dispose();
    }
}
