using Microsoft.Data.Sqlite;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using static RealLearning.Silo.Storage.JournalChecksum;

namespace RealLearning.Silo.Storage;

/// <summary>
/// Orleans' grain storage in a file of its own, <c>grains.db</c>: a damaged page or a full queue of one store is no trouble of the other.
/// It behaves as Orleans' own providers do: no ETag means that nothing may be there yet, a wrong one is refused, clearing removes the row.
/// </summary>
public sealed class SqliteGrainStorage : IGrainStorage, IDisposable
{
    private const int Version = 1;

    // 'RLG1'.
    private const int ApplicationId = 0x524C4731;

    private const string Tables =
        """
        CREATE TABLE grains (
          name TEXT NOT NULL, id TEXT NOT NULL, etag TEXT NOT NULL, checksum INTEGER NOT NULL, state BLOB NOT NULL, PRIMARY KEY (name, id));
        """;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _delete;
    private readonly IGrainStorageSerializer _serializer;
    private readonly IActivatorProvider _activators;

    /// <summary>Opens the file, or begins one. Throws <see cref="StorageVersionException"/>, <see cref="StorageDamagedException"/>.</summary>
    public SqliteGrainStorage(string folder, IGrainStorageSerializer serializer, IActivatorProvider activators)
    {
        (_serializer, _activators) = (serializer, activators);
        DurableFiles.CreateFolder(folder);
        Path = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), "grains.db");
        _database = new SqliteDatabase(Path, readOnly: false);
        try
        {
            _database.Execute("PRAGMA journal_mode = WAL");
            _database.Execute("PRAGMA synchronous = FULL");
            _database.Execute("PRAGMA cell_size_check = ON");
            JournalSchema.Ensure(_database, Path, ApplicationId, Version, Tables);
            DurableFiles.FlushFolder(System.IO.Path.GetDirectoryName(Path)!);
            _read = _database.Prepare("SELECT etag, checksum, state FROM grains WHERE name = ? AND id = ?");
            _insert = _database.Prepare("INSERT INTO grains (etag, checksum, state, name, id) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
            _update = _database.Prepare("UPDATE grains SET etag = ?, checksum = ?, state = ? WHERE name = ? AND id = ? AND etag = ?");
            _delete = _database.Prepare("DELETE FROM grains WHERE name = ? AND id = ? AND etag = ?");
        }
        catch (Exception exception)
        {
            _database.Dispose();
            throw exception is SqliteException damaged ? new StorageDamagedException(Path, damaged) : exception;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (etag, bytes) = await RunAsync(() => Read(stateName, grainId));
        grainState.State = bytes is null ? Create<T>() : _serializer.Deserialize<T>(bytes) ?? Create<T>();
        grainState.ETag = etag;
        grainState.RecordExists = bytes is not null;
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var before = grainState.ETag;
        var etag = Guid.NewGuid().ToString("N");
        var state = _serializer.Serialize(grainState.State).ToArray();
        var checksum = Of(Row.Grain, Key(stateName, grainId.ToString(), etag), [], state);
        var written = await RunAsync(() =>
        {
            var statement = (before is null ? _insert : _update).Start()
                .BindText(etag).Bind(checksum).BindBlob(state).BindText(stateName).BindText(grainId.ToString());
            (before is null ? statement : statement.BindText(before)).Run();
            return _database.Changes == 1 ? null : Read(stateName, grainId).ETag ?? "none";
        });
        ThrowIfOther(stateName, grainId, written, before);
        grainState.ETag = etag;
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var before = grainState.ETag;
        var found = await RunAsync(() =>
        {
            if (before is null)
            {
                return Read(stateName, grainId).ETag;
            }

            _delete.Start().BindText(stateName).BindText(grainId.ToString()).BindText(before).Run();
            return _database.Changes == 1 ? null : Read(stateName, grainId).ETag ?? "none";
        });
        ThrowIfOther(stateName, grainId, found, before);
        grainState.State = Create<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    /// <summary>What is wrong in the file of a folder, a line each; nothing where there is no file.</summary>
    internal static IReadOnlyList<string> Verify(string folder)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), "grains.db");
        var faults = new List<string>();
        if (!File.Exists(path))
        {
            return faults;
        }

        try
        {
            using var database = new SqliteDatabase(path, readOnly: true);
            faults.AddRange(JournalSchema.Faults(database, "grains.db"));
            using var rows = database.Once("SELECT name, id, etag, checksum, state FROM grains");
            while (rows.Step())
            {
                var (name, id) = (rows.Text(0), rows.Text(1));
                if (rows.Hash(3) != Of(Row.Grain, Key(name, id, rows.Text(2)), [], rows.Blob(4)))
                {
                    faults.Add($"The state {name} of {id} fails its checksum.");
                }
            }
        }
        catch (SqliteException exception)
        {
            faults.Add($"grains.db: {exception.Message}");
        }

        return faults;
    }

    /// <summary>As the journal's: a copy of one moment, while writes go on.</summary>
    public Task BackupAsync(string path) => SqliteBackup.WriteAsync(Path, path);

    /// <inheritdoc/>
    public void Dispose()
    {
        _database.Dispose();
        _turn.Dispose();
    }

    private static void ThrowIfOther(string stateName, GrainId grainId, string? stored, string? current)
    {
        if (stored is not null)
        {
            throw new InconsistentStateException($"The state {stateName} of {grainId} was written by another activation.", stored, current ?? "none");
        }
    }

    private static byte[] Key(string stateName, string grainId, string etag) => System.Text.Encoding.UTF8.GetBytes($"{stateName}\n{grainId}\n{etag}");

    private T Create<T>() => _activators.GetActivator<T>().Create();

    private (string? ETag, byte[]? State) Read(string stateName, GrainId grainId)
    {
        if (!_read.Start().BindText(stateName).BindText(grainId.ToString()).Step())
        {
            return (null, null);
        }

        var (etag, checksum, state) = (_read.Text(0), _read.Hash(1), _read.Blob(2).ToArray());
        _read.Reset();
        return checksum == Of(Row.Grain, Key(stateName, grainId.ToString(), etag), [], state)
            ? (etag, state)
            : throw new InvalidDataException($"The state {stateName} of {grainId} fails its checksum.");
    }

    /// <summary>One caller at a time, on the thread pool, so that no grain's turn waits for the disk.</summary>
    private async Task<T> RunAsync<T>(Func<T> work)
    {
        await _turn.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _turn.Release();
        }
    }
}
