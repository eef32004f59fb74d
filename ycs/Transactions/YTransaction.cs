namespace RealLearning.Ycs;

/// <summary>
/// Changes that belong together: one update, one event for each type. It can be asked while it runs and while its handlers run; afterwards it throws
/// <see cref="InvalidOperationException"/>.
/// </summary>
public sealed class YTransaction
{
    private Transaction? _state;
    private Dictionary<object, object?>? _meta;

    internal YTransaction(Transaction state) => (_state, Doc) = (state, state.Doc);

    /// <summary>The document.</summary>
    public YDoc Doc { get; }

    /// <summary>What whoever began it gave as its source, or null.</summary>
    public object? Origin => State.Origin;

    /// <summary>False where it takes an update of others.</summary>
    public bool IsLocal => State.IsLocal;

    /// <summary>Whatever handlers want to tell each other.</summary>
    public IDictionary<object, object?> Meta => _meta ??= [];

    /// <summary>The ids that it added, by client.</summary>
    public IReadOnlyList<ClientRange> Added =>
        [.. State.Clocks.OrderBy(entry => entry.Key)
            .Where(entry => entry.Value.After > entry.Value.Before)
            .Select(entry => new ClientRange(Doc.Store.Clients[entry.Key].Id, entry.Value.Before, entry.Value.After - entry.Value.Before))];

    /// <summary>The ids that it deleted, those included that it had added.</summary>
    public IReadOnlyList<ClientRange> Deleted
    {
        get
        {
            var ranges = new List<ClientRange>();
            for (var i = 0; i < State.Deleted.Count; i++)
            {
                var (client, clock, length) = State.Deleted[i];
                ranges.Add(new ClientRange(Doc.Store.Clients[client].Id, clock, length));
            }

            return ranges;
        }
    }

    internal Transaction State => _state ?? throw new InvalidOperationException("The transaction is over.");

    internal void End() => _state = null;
}
