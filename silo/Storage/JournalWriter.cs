using Microsoft.Extensions.Logging;
using RealLearning.Grains.Journal;

namespace RealLearning.Silo.Storage;

/// <summary>
/// The one writer of the journal, on a thread of its own. What comes while a commit waits for the disk forms the next transaction. A hot
/// file: it must not allocate for each document more than the rows need, and never waits for anything but its queue and the disk.
/// </summary>
internal sealed partial class JournalWriter : IAsyncDisposable
{
    private readonly JournalQueue _queue;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<SqliteDatabase> _open;
    private readonly JournalReaders _readers;
    private readonly JournalOptions _options;
    private readonly ILogger _logger;
    private SqliteDatabase? _database;
    private JournalTransaction? _transaction;
    private long _bytes;
    private long _pages;

    public JournalWriter(Func<SqliteDatabase> open, JournalReaders readers, JournalOptions options, ILogger logger)
    {
        (_open, _readers, _options, _logger) = (open, readers, options, logger);
        _queue = new JournalQueue(options.QueueMax);
        Connect();
        new Thread(Run) { IsBackground = true, Name = "journal" }.Start();
    }

    /// <summary>Hands work over. Work of one document is done in the order in which it comes.</summary>
    public Task WriteAsync(JournalWork work)
    {
        // One large piece of work may pass the limit, or it could never be done.
        if (Interlocked.Add(ref _bytes, work.Bytes) > _options.QueueBytesMax && Interlocked.Read(ref _bytes) != work.Bytes)
        {
            return Refuse(work, "More bytes wait for the disk than the limit allows.");
        }

        try
        {
            return _queue.TryAdd(work) ? work.Done : Refuse(work, "More appends wait for the disk than the limit allows.");
        }
        catch (InvalidOperationException)
        {
            return Refuse(work, "The journal is closing.");
        }
    }

    /// <summary>Writes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _ended.Task;
        _queue.Dispose();
    }

    private Task Refuse(JournalWork work, string reason)
    {
        Interlocked.Add(ref _bytes, -work.Bytes);
        return Task.FromException(new JournalUnavailableException(reason));
    }

    private void Run()
    {
        var group = new List<JournalWork>();
        try
        {
            while (_queue.TryWait(out var first))
            {
                group.Clear();
                var bytes = 0L;
                for (var next = first; ; bytes += next.Bytes)
                {
                    group.Add(next);
                    if (group.Count >= _options.GroupMax || bytes >= _options.GroupBytesMax || !_queue.TryTake(out next!))
                    {
                        break;
                    }
                }

                Commit(group);
                CheckpointWhenDue();
                Interlocked.Add(ref _bytes, -group.Sum(work => work.Bytes));
            }
        }
        finally
        {
            Disconnect();
            _ended.SetResult();
        }
    }

    /// <summary>One transaction for all. If it fails, each is tried alone, so that everybody gets an answer that is true of their own.</summary>
    private void Commit(List<JournalWork> group)
    {
        if (TryCommit(group) is not { } failure)
        {
            return;
        }

        if (group.Count == 1)
        {
            group[0].Fail(JournalFaults.Translate(failure, group[0].Name.Document));
            return;
        }

        LogGroupFailed(group.Count, failure);
        Exception? hopeless = null;
        foreach (var work in group)
        {
            var error = hopeless ?? TryCommit([work]);
            if (error is not null)
            {
                hopeless = JournalFaults.IsOfTheWholeStore(error) ? error : null;
                work.Fail(JournalFaults.Translate(error, work.Name.Document));
            }
        }
    }

    /// <summary>Null when all that is not refused is on disk; then everybody has been told. Otherwise nothing was written and nobody told.</summary>
    private Exception? TryCommit(List<JournalWork> group)
    {
        var refusals = new List<(JournalWork Work, JournalException Reason)>();
        try
        {
            var transaction = _transaction ?? Connect();
            transaction.Begin();
            foreach (var work in group)
            {
                try
                {
                    work.Apply(transaction);
                }
                catch (JournalException reason)
                {
                    refusals.Add((work, reason));
                }
            }

            if (refusals.Count == group.Count)
            {
                transaction.RollBack();
            }
            else
            {
                transaction.Commit();
            }
        }
        catch (Exception exception)
        {
            Abandon(exception);
            return exception;
        }

        foreach (var (work, reason) in refusals)
        {
            work.Fail(reason);
        }

        // Those that failed have their answer already and take no second one.
        group.ForEach(work => work.Complete());
        return null;
    }

    /// <summary>Ends the transaction. A connection that saw the disk fail, or cannot even roll back, is not trusted again.</summary>
    private void Abandon(Exception failure)
    {
        try
        {
            _transaction?.RollBack();
            if (!JournalFaults.IsOfTheWholeStore(failure))
            {
                return;
            }
        }
        catch (Exception exception)
        {
            LogNotRolledBack(exception);
        }

        Disconnect();
    }

    /// <summary>
    /// Copies the log into the database while nobody reads. Beside a reader SQLite copies a part, counts it as copied and leaves its sync to a later
    /// checkpoint; if that sync fails, the part may be lost and is not copied again. The whole is counted only after its sync.
    /// </summary>
    private void CheckpointWhenDue()
    {
        try
        {
            _pages += _database?.TakePagesWritten() ?? 0;
            if (_pages < _options.CheckpointPages || _database is not { } database)
            {
                return;
            }

            // Whatever comes of it: the next attempt is due when the log has grown as much again.
            _pages = 0;
            if (!_readers.TryAlone(database.Checkpoint))
            {
                LogReadersStay();
            }
        }
        catch (Exception exception)
        {
            LogNotCopied(exception);
        }
    }

    /// <summary>
    /// Begins with a checkpoint: a log that was found may end with what a failed sync has left in the memory of the system alone, and nothing may
    /// be written behind that.
    /// </summary>
    private JournalTransaction Connect()
    {
        var database = _open();
        try
        {
            if (!_readers.TryAlone(database.Checkpoint))
            {
                throw new JournalUnavailableException("The journal begins anew when those who read it have done.");
            }

            _transaction = new JournalTransaction(database);
            _database = database;
            return _transaction;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private void Disconnect()
    {
        _transaction = null;
        _database?.Dispose();
        _database = null;
    }
}
