using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace RealLearning.Ycs;

/// <summary>
/// Transactions. One that is begun while handlers of another run is carried out at once, and ends after it: its events come after those of the first, as in Yjs.
/// Hot: every keystroke is one.
/// </summary>
public sealed partial class YDoc
{
    private readonly List<Transaction> _queue = [];
    private readonly Stack<Transaction> _spare = new();

    /// <summary>What an update is written from, empty in between: each keystroke has one.</summary>
    private List<ClientRange> _deletedToWrite = [];
    private List<(ClientBlocks Client, int From)> _clientsToWrite = [];

    /// <summary>What blocks are cut and changed in: the transaction that runs, else the one that ends.</summary>
    private Transaction _transaction = null!;
    private int _depth;
    private int _ending;
    private int _serial;
    private int _listeners;

    /// <summary>Before the first of a row of transactions begins.</summary>
    public event Action? BeforeAllTransactions;

    /// <summary>After a transaction has begun, before anything changes in it.</summary>
    public event Action<YTransaction>? BeforeTransaction;

    /// <summary>After the changes, before the observers of types are called.</summary>
    public event Action<YTransaction>? BeforeObserverCalls;

    /// <summary>After all observers; deleted content is still there.</summary>
    public event Action<YTransaction>? AfterTransaction;

    /// <summary>After deleted content was dropped and blocks were joined, before the update is given out.</summary>
    public event Action<YTransaction>? AfterTransactionCleanup;

    /// <summary>The v1 update of each transaction that changed something, local or not.</summary>
    public event Action<ReadOnlyMemory<byte>, YTransaction>? Updated;

    /// <summary>The same in format v2.</summary>
    public event Action<ReadOnlyMemory<byte>, YTransaction>? UpdatedV2;

    /// <summary>After the last of a row of transactions has ended.</summary>
    public event Action? AfterAllTransactions;

    /// <summary>
    /// Runs changes as one transaction: observers are called and the update is given out at the end of the outermost. What handlers throw is thrown once all
    /// of them have run; two and more as <see cref="AggregateException"/>.
    /// </summary>
    /// <param name="body">What changes the document.</param>
    /// <param name="origin">Where the changes come from, for handlers. That of the outermost transaction counts.</param>
    public void Transact(Action body, object? origin = null)
    {
        Begin(origin);
        try
        {
            body();
        }
        finally
        {
            End();
        }
    }

    /// <summary>The same; the body is given the transaction.</summary>
    public void Transact(Action<YTransaction> body, object? origin = null) => Transact(() => body(_transaction.View), origin);

    /// <summary>Runs changes as one transaction and returns their v1 update; an empty update where nothing changed.</summary>
    public byte[] TransactAndEncode(Action body)
    {
        if (_queue.Count > 0)
        {
            throw new InvalidOperationException("The update of a nested transaction is part of the outer one, and one that a handler begins ends after the other.");
        }

        var update = YUpdate.Empty.ToArray();
        Transaction? own = null;
        void Keep(ReadOnlyMemory<byte> bytes, YTransaction transaction) => update = transaction.State == own ? bytes.ToArray() : update;
        Updated += Keep;
        try
        {
            Transact(() =>
            {
                own = _transaction;
                body();
            });
        }
        finally
        {
            Updated -= Keep;
        }

        return update;
    }

    /// <summary>Whether somebody may look into a transaction before its blocks are joined.</summary>
    internal bool IsWatched => _listeners > 0 || BeforeObserverCalls is not null || AfterTransaction is not null;

    internal Transaction Current => _transaction;

    internal void AddListeners(int count) => _listeners += count;

    /// <summary>Begins a transaction, or goes on in the one that runs.</summary>
    internal void Begin(object? origin = null, bool isLocal = true)
    {
        if (_depth++ > 0)
        {
            return;
        }

        _version++;
        var transaction = _spare.TryPop(out var spare) ? spare : new Transaction(this);
        transaction.Begin(++_serial, origin, isLocal, _transaction);
        _transaction = transaction;
        _queue.Add(transaction);
        if (BeforeAllTransactions is not null || BeforeTransaction is not null)
        {
            RaiseBefore(transaction);
        }
    }

    /// <summary>Yjs makes a transaction of nothing where the root of a list becomes known; whoever follows transactions sees it.</summary>
    private void TransactNothing()
    {
        if (IsWatched || BeforeAllTransactions is not null || BeforeTransaction is not null || AfterTransactionCleanup is not null || AfterAllTransactions is not null)
        {
            Begin();
            End();
        }
    }

    private void RaiseBefore(Transaction transaction)
    {
        try
        {
            if (_queue.Count == 1)
            {
                BeforeAllTransactions?.Invoke();
            }

            BeforeTransaction?.Invoke(transaction.View);
        }
        catch
        {
            // Whoever began it will not come to end it.
            End();
            throw;
        }
    }

    internal void End()
    {
        if (--_depth > 0)
        {
            return;
        }

        var isFirst = _transaction == _queue[0];
        _transaction = _transaction.Outer!;
        if (isFirst)
        {
            EndAll();
        }
    }

    private void Changed(int client)
    {
        for (var i = _ending; i < _queue.Count; i++)
        {
            ref var clocks = ref CollectionsMarshal.GetValueRefOrAddDefault(_queue[i].Clocks, client, out var isKnown);
            if (!isKnown)
            {
                clocks.Before = clocks.After = _store.Clients[client].State;
            }
        }
    }

    private void EndAll()
    {
        List<Exception>? failures = null;
        for (_ending = 0; _ending < _queue.Count; _ending++)
        {
            _transaction = _queue[_ending];
            End(_transaction, ref failures);
        }

        foreach (var transaction in _queue)
        {
            if (transaction.Clear())
            {
                _spare.Push(transaction);
            }
        }

        _queue.Clear();
        (_transaction, _ending) = (null!, 0);
        if (AfterAllTransactions is { } handlers)
        {
            Try(handlers, ref failures);
        }

        if (failures is not null)
        {
            ExceptionDispatchInfo.Throw(failures.Count == 1 ? failures[0] : new AggregateException(failures));
        }
    }

    private void End(Transaction transaction, ref List<Exception>? failures)
    {
        transaction.Deleted.Normalize();
        transaction.CloseClocks();
        if (IsWatched)
        {
            CallObservers(transaction, ref failures);
        }
        else
        {
            NoteRemoteChanges(transaction);
        }

        if (transaction.NeedsFormattingCleanup && _options.CleanUpFormatting)
        {
            CleanUpFormatting(transaction);
        }

        Cleanup(transaction);
        LeaveClientId(transaction);
        Raise(AfterTransactionCleanup, transaction, ref failures);
        if ((Updated is not null || UpdatedV2 is not null) && transaction.ChangesSomething())
        {
            RaiseUpdated(Updated, transaction, isV2: false, ref failures);
            RaiseUpdated(UpdatedV2, transaction, isV2: true, ref failures);
        }

        if (transaction.Subdocuments is not null)
        {
            EndSubdocuments(transaction, ref failures);
        }
    }

    /// <summary>Somebody else writes under this document's client id.</summary>
    private void LeaveClientId(Transaction transaction)
    {
        if (!transaction.IsLocal && _options.NewClientId is { } next && _store.FindClient(ClientId) is >= 0 and var own
            && transaction.Clocks.TryGetValue(own, out var clocks) && clocks.Before != clocks.After)
        {
            ClientId = next();
        }
    }

    private void RaiseUpdated(Action<ReadOnlyMemory<byte>, YTransaction>? handlers, Transaction transaction, bool isV2, ref List<Exception>? failures)
    {
        if (handlers is null)
        {
            return;
        }

        var update = EncodeTransaction(transaction, isV2);
        try
        {
            handlers(update, transaction.View);
        }
        catch (Exception exception)
        {
            (failures ??= []).Add(exception);
        }
    }

    /// <summary>What has come since a transaction began, and what it deleted.</summary>
    private byte[] EncodeTransaction(Transaction transaction, bool isV2)
    {
        try
        {
            for (var i = 0; i < transaction.Deleted.Count; i++)
            {
                var (client, clock, length) = transaction.Deleted[i];
                _deletedToWrite.Add(new ClientRange(_store.IdOf(client), clock, length));
            }

            foreach (var (client, clocks) in transaction.Clocks)
            {
                if (_store.Clients[client].State > clocks.Before)
                {
                    _clientsToWrite.Add((_store.Clients[client], clocks.Before));
                }
            }

            return Encode(_clientsToWrite, _deletedToWrite.Count > 1 ? DeleteSets.Join(_deletedToWrite) : _deletedToWrite, isV2);
        }
        finally
        {
            Forget(ref _deletedToWrite);
            Forget(ref _clientsToWrite);
        }
    }

    /// <summary>Empties a list that is used again, unless it has grown so much that a document at rest should not keep it.</summary>
    private static void Forget<T>(ref List<T> list)
    {
        if (list.Capacity > Scratch.KeptMax)
        {
            list = [];
        }

        list.Clear();
    }

    private static void Raise(Action<YTransaction>? handlers, Transaction transaction, ref List<Exception>? failures)
    {
        if (handlers is not null)
        {
            Try(handlers, transaction.View, ref failures);
        }
    }

    private static void Try(Action body, ref List<Exception>? failures) => Try(static body => body(), body, ref failures);

    /// <summary>The argument stands apart, so that a keystroke needs no closure.</summary>
    private static void Try<T>(Action<T> body, T argument, ref List<Exception>? failures)
    {
        try
        {
            body(argument);
        }
        catch (Exception exception)
        {
            (failures ??= []).Add(exception);
        }
    }
}
