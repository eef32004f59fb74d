namespace RealLearning.Silo.Storage;

/// <summary>The tables of journal.db, described in docs/operations.md.</summary>
internal static class JournalSchema
{
    /// <summary>The file's <c>user_version</c> that this program writes, and the newest that it reads.</summary>
    public const int Version = 1;

    // 'RLJ1': tells the file from any other SQLite database.
    private const int ApplicationId = 0x524C4A31;

    // The log is one strip for all documents, in the order of arrival, so that a commit of records of a thousand documents touches a
    // few neighbouring pages. Each row names the row before it of the same document; there is no index to keep beside it.
    private const string Tables =
        """
        CREATE TABLE documents (name TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE heads (
          document TEXT PRIMARY KEY, term INTEGER NOT NULL, last_sequence INTEGER NOT NULL, last_row INTEGER NOT NULL,
          snapshot_sequence INTEGER NOT NULL, commands INTEGER NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE records (
          id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, before INTEGER NOT NULL, checksum INTEGER NOT NULL,
          document TEXT NOT NULL, idx BLOB NOT NULL, payload BLOB NOT NULL);
        CREATE TABLE commands (
          document TEXT NOT NULL, command TEXT NOT NULL, sequence INTEGER NOT NULL, checksum INTEGER NOT NULL,
          PRIMARY KEY (document, command)) WITHOUT ROWID;
        CREATE TABLE snapshots (
          document TEXT PRIMARY KEY, sequence INTEGER NOT NULL, checksum INTEGER NOT NULL, state BLOB NOT NULL, private BLOB NOT NULL);
        CREATE TABLE segments (
          document TEXT NOT NULL, first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL,
          index_checksum INTEGER NOT NULL, payload_checksum INTEGER NOT NULL, idx BLOB NOT NULL, payload BLOB NOT NULL,
          PRIMARY KEY (document, first_sequence));
        """;

    /// <summary>Brings a file, new or old, to this version. Throws <see cref="StorageVersionException"/> for a newer or foreign one.</summary>
    public static void Ensure(SqliteDatabase database, string path) =>
        Ensure(database, path, ApplicationId, Version, Tables);

    /// <summary>What SQLite finds wrong with a file's trees and its free pages, twenty lines at most.</summary>
    public static List<string> Faults(SqliteDatabase database, string file)
    {
        var faults = new List<string>();
        using var check = database.Once("PRAGMA quick_check(20)");
        while (check.Step())
        {
            if (check.Text(0) is not "ok" and var fault)
            {
                faults.Add($"{file}: {fault}");
            }
        }

        return faults;
    }

    public static void Ensure(SqliteDatabase database, string path, int applicationId, int version, string tables)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            var found = database.ReadNumber("PRAGMA user_version");
            var isNew = found == 0 && database.ReadNumber("SELECT count(*) FROM sqlite_schema") == 0;
            if (isNew)
            {
                foreach (var statement in tables.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    database.Execute(statement);
                }

                database.Execute($"PRAGMA application_id = {applicationId}");
                database.Execute($"PRAGMA user_version = {version}");
            }
            else if (found != version || database.ReadNumber("PRAGMA application_id") != applicationId)
            {
                throw new StorageVersionException(path, found, version);
            }

            database.Execute("COMMIT");
        }
        finally
        {
            database.RollBack();
        }
    }
}
