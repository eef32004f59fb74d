namespace RealLearning.Ycs;

/// <summary>Who is told of changes.</summary>
public abstract partial class YType
{
    private List<Action<YEvent, YTransaction>>? _observers;
    private List<Action<IReadOnlyList<YEvent>, YTransaction>>? _deepObservers;

    internal bool IsDeeplyObserved => _deepObservers is { Count: > 0 };

    /// <summary>Has a handler called after each transaction that changed this type.</summary>
    public void Observe(Action<YEvent, YTransaction> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Owner.AddListeners(1);
        (_observers ??= []).Add(handler);
    }

    /// <summary>Ends it. Throws <see cref="ArgumentException"/> where the handler does not observe.</summary>
    public void Unobserve(Action<YEvent, YTransaction> handler) => Remove(ref _observers, handler);

    /// <summary>
    /// Has a handler called after each transaction that changed this type or one within it, with all their events, those of the outermost first.
    /// </summary>
    public void ObserveDeep(Action<IReadOnlyList<YEvent>, YTransaction> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Owner.AddListeners(1);
        (_deepObservers ??= []).Add(handler);
    }

    /// <summary>Ends it. Throws <see cref="ArgumentException"/> where the handler does not observe.</summary>
    public void UnobserveDeep(Action<IReadOnlyList<YEvent>, YTransaction> handler) => Remove(ref _deepObservers, handler);

    internal void Call(YEvent told, ref List<Exception>? failures)
    {
        var observers = _observers;
        for (var i = 0; i < observers?.Count; i++)
        {
            try
            {
                observers[i](told, told.Transaction);
            }
            catch (Exception exception)
            {
                (failures ??= []).Add(exception);
            }
        }
    }

    internal void CallDeep(IReadOnlyList<YEvent> events, YTransaction transaction, ref List<Exception>? failures)
    {
        var observers = _deepObservers;
        for (var i = 0; i < observers?.Count; i++)
        {
            try
            {
                observers[i](events, transaction);
            }
            catch (Exception exception)
            {
                (failures ??= []).Add(exception);
            }
        }
    }

    /// <summary>A new list without the handler: those who are being called are called to the end.</summary>
    private void Remove<T>(ref List<T>? observers, T handler)
        where T : Delegate
    {
        var left = new List<T>(observers ?? []);
        if (!left.Remove(handler))
        {
            throw new ArgumentException("The handler does not observe.", nameof(handler));
        }

        observers = left;
        Owner.AddListeners(-1);
    }
}
