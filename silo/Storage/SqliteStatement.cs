using SQLitePCL;

namespace RealLearning.Silo.Storage;

/// <summary>
/// A prepared statement: <see cref="Start"/>, bind in order, <see cref="Step"/> to the end or <see cref="Reset"/>.
/// Spans of columns live until the next step.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly sqlite3_stmt _handle;
    private int _parameter;

    public SqliteStatement(SqliteDatabase database, sqlite3 connection, string sql)
    {
        _database = database;
        database.Check(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle));
    }

    public SqliteStatement Start()
    {
        raw.sqlite3_reset(_handle);
        _parameter = 0;
        return this;
    }

    public SqliteStatement Bind(long value)
    {
        _database.Check(raw.sqlite3_bind_int64(_handle, ++_parameter, value));
        return this;
    }

    public SqliteStatement Bind(ulong value) => Bind(unchecked((long)value));

    public SqliteStatement BindText(ReadOnlySpan<byte> utf8)
    {
        _database.Check(raw.sqlite3_bind_text(_handle, ++_parameter, utf8));
        return this;
    }

    public SqliteStatement BindText(string text)
    {
        _database.Check(raw.sqlite3_bind_text(_handle, ++_parameter, text));
        return this;
    }

    public SqliteStatement BindBlob(ReadOnlySpan<byte> bytes)
    {
        _parameter++;
        _database.Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(_handle, _parameter, 0) : raw.sqlite3_bind_blob(_handle, _parameter, bytes));
        return this;
    }

    /// <summary>True when there is a row. At the end, and on an error, the statement is reset and holds no lock.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        try
        {
            _database.Check(code);
        }
        finally
        {
            Reset();
        }

        return false;
    }

    /// <summary>Runs a statement without rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    public long Long(int column) => raw.sqlite3_column_int64(_handle, column);

    public ulong Hash(int column) => unchecked((ulong)Long(column));

    public string Text(int column) => raw.sqlite3_column_text(_handle, column).utf8_to_string();

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_handle, column);

    public void Reset() => raw.sqlite3_reset(_handle);

    public void Dispose() => _handle.Dispose();
}
