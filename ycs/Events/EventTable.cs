namespace RealLearning.Ycs;

/// <summary>The events of a transaction, for the types in which they happened and all types that hold these, in the order in which they came up.</summary>
internal sealed class EventTable
{
    private readonly Dictionary<TypeNode, List<YEvent>> _events = [];

    public List<TypeNode> Types { get; } = [];

    public void Add(TypeNode type, YEvent change)
    {
        if (!_events.TryGetValue(type, out var events))
        {
            _events.Add(type, events = []);
            Types.Add(type);
        }

        events.Add(change);
    }

    public bool Has(TypeNode type) => _events.ContainsKey(type);

    public List<YEvent> Of(TypeNode type) => _events[type];
}
