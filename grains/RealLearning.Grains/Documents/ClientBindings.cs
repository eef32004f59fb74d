using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Documents;

/// <summary>
/// Which person writes under which Yjs client id. The first live push binds an id for good; what came relayed under an id before
/// that is remembered with who brought it, so that its author's own copy can confirm it.
/// </summary>
internal sealed class ClientBindings
{
    /// <summary>Holds the ids under which the grain writes for nobody.</summary>
    public const string Server = "room";

    private readonly Dictionary<long, string> _persons = [];
    private readonly Dictionary<long, RelayedRanges> _relayed = [];

    /// <summary>Restores what <see cref="Save"/> gave.</summary>
    public static ClientBindings Load(SavedBindings? saved)
    {
        var bindings = new ClientBindings();
        foreach (var (client, person) in saved?.Persons ?? [])
        {
            bindings._persons[client] = person;
        }

        foreach (var range in saved?.Relayed ?? [])
        {
            bindings.Relay(range);
        }

        return bindings;
    }

    public SavedBindings Save() => new(new(_persons), [.. _relayed.Values.SelectMany(static ranges => ranges.All)]);

    /// <summary>True while something is unverified.</summary>
    public bool HasRelayed => _relayed.Count > 0;

    /// <summary>The person bound to an id, or null.</summary>
    public string? PersonOf(long client) => _persons.GetValueOrDefault(client);

    /// <summary>What of a client's was brought by someone other than its author, by clock.</summary>
    public IReadOnlyList<RelayedRange> RelayedOf(long client) => _relayed.TryGetValue(client, out var ranges) ? ranges.All : [];

    /// <summary>True where part of the range was brought by someone other than its author.</summary>
    public bool IsRelayed(long client, long clock, long length) =>
        _relayed.TryGetValue(client, out var ranges) && ranges.Meets(clock, clock + length);

    /// <summary>Takes over what a record says; the same for a new record and one read from the journal.</summary>
    public void Record(string personId, IReadOnlyList<AttributedRange> added)
    {
        foreach (var range in added)
        {
            if (range.Relayed)
            {
                Relay(new RelayedRange(range.Client, range.Clock, range.Length, personId));
                continue;
            }

            var isFirst = _persons.TryAdd(range.Client, personId);
            if (!_relayed.TryGetValue(range.Client, out var ranges))
            {
                continue;
            }

            if (isFirst)
            {
                // What the author itself brought back before its first live edit was its own.
                ranges.RemoveBroughtBy(personId);
            }

            // The author sent this range itself: it is no longer unverified.
            ranges.Remove(range.Clock, range.Clock + range.Length);
            if (ranges.All.Count == 0)
            {
                _relayed.Remove(range.Client);
            }
        }
    }

    private void Relay(RelayedRange range)
    {
        if (!_relayed.TryGetValue(range.Client, out var ranges))
        {
            _relayed[range.Client] = ranges = new RelayedRanges();
        }

        ranges.Add(range);
    }
}

/// <summary>Bindings as they are kept beside a content snapshot.</summary>
internal sealed record SavedBindings(Dictionary<long, string> Persons, List<RelayedRange> Relayed);
