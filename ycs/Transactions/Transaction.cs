namespace RealLearning.Ycs;

/// <summary>What one transaction has done so far. Used again once it is over.</summary>
internal sealed class Transaction(YDoc doc)
{
    private YTransaction? _view;

    public YDoc Doc => doc;

    public object? Origin { get; private set; }

    public bool IsLocal { get; set; }

    /// <summary>No two transactions of a document have the same.</summary>
    public int Serial { get; private set; }

    /// <summary>The transaction whose end this one was begun in; cut and joined blocks are its own again afterwards.</summary>
    public Transaction? Outer { get; private set; }

    /// <summary>The clocks of the clients that have changed since it began, by index of client.</summary>
    public Dictionary<int, ClockChange> Clocks { get; } = [];

    public DeleteRuns Deleted { get; } = new();

    /// <summary>Where blocks were cut: they may be joined again at the end.</summary>
    public List<(int Client, int Clock)> MergeLater { get; } = [];

    public ChangedTypes Changed { get; } = new();

    public EventTable? Events { get; set; }

    public SubdocumentChanges? Subdocuments { get; set; }

    public bool NeedsFormattingCleanup { get; set; }

    /// <summary>Something was deleted that did not come deleted.</summary>
    public bool HasContentToCollect { get; set; }

    /// <summary>How handlers see it.</summary>
    public YTransaction View => _view ??= new YTransaction(this);

    public void Begin(int serial, object? origin, bool isLocal, Transaction? outer) =>
        (Serial, Origin, IsLocal, Outer) = (serial, origin, isLocal, outer);

    /// <summary>The clock of a client when the transaction began.</summary>
    public int BeforeOf(int client) => Clocks.TryGetValue(client, out var clocks) ? clocks.Before : doc.Store.Clients[client].State;

    /// <summary>Whether ids from this one on are new. Sound only until the next transaction changes the client.</summary>
    public bool Adds(int client, int clock) => Clocks.TryGetValue(client, out var clocks) && clock >= clocks.Before;

    /// <summary>Notes what the clocks are at its end.</summary>
    public void CloseClocks()
    {
        foreach (var client in Clocks.Keys)
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(Clocks, client).After = doc.Store.Clients[client].State;
        }
    }

    public bool ChangesSomething()
    {
        if (Deleted.Count > 0)
        {
            return true;
        }

        foreach (var (_, clocks) in Clocks)
        {
            if (clocks.Before != clocks.After)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Forgets everything. False where it has grown so much that a document at rest should not keep it.</summary>
    public bool Clear()
    {
        var isSmall = Clocks.Count <= Scratch.KeptMax && Deleted.Count <= Scratch.KeptMax && MergeLater.Count <= Scratch.KeptMax && Changed.Count <= Scratch.KeptMax;
        Clocks.Clear();
        Deleted.Clear();
        MergeLater.Clear();
        Changed.Clear(areHeld: Events is not null);
        _view?.End();
        (_view, Events, Subdocuments, Outer, Origin) = (null, null, null, null, null);
        (NeedsFormattingCleanup, HasContentToCollect) = (false, false);
        return isSmall;
    }
}

/// <summary>A client's next clock when a transaction began, and when it ended.</summary>
internal struct ClockChange
{
    public int Before;
    public int After;
}
