using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Documents;

/// <summary>
/// Which person writes under which Yjs client id. The first live push binds an id for good; what came relayed under an id before
/// that is remembered with who brought it, so that its author's own copy can confirm it.
/// </summary>
internal sealed class ClientBindings
{
    private readonly Dictionary<long, string> _persons = [];
    private readonly List<RelayedRange> _relayed = [];

    /// <summary>Restores what <see cref="Save"/> gave.</summary>
    public static ClientBindings Load(SavedBindings? saved)
    {
        var bindings = new ClientBindings();
        foreach (var (client, person) in saved?.Persons ?? [])
        {
            bindings._persons[client] = person;
        }

        bindings._relayed.AddRange(saved?.Relayed ?? []);
        return bindings;
    }

    public SavedBindings Save() => new(new(_persons), [.. _relayed]);

    /// <summary>True while something is unverified.</summary>
    public bool HasRelayed => _relayed.Count > 0;

    /// <summary>The person bound to an id, or null.</summary>
    public string? PersonOf(long client) => _persons.GetValueOrDefault(client);

    /// <summary>True where part of the range was brought by someone other than its author.</summary>
    public bool IsRelayed(long client, long clock, long length) =>
        _relayed.Exists(range => range.Client == client && range.Clock < clock + length && clock < range.Clock + range.Length);

    /// <summary>Takes over what a record says; the same for a new record and one read from the journal.</summary>
    public void Record(string personId, IReadOnlyList<AttributedRange> added)
    {
        foreach (var range in added)
        {
            if (range.Relayed)
            {
                _relayed.Add(new RelayedRange(range.Client, range.Clock, range.Length, personId));
                continue;
            }

            if (_persons.TryAdd(range.Client, personId))
            {
                // What the author itself brought back before its first live edit was its own.
                _relayed.RemoveAll(relayed => relayed.Client == range.Client && relayed.PersonId == personId);
            }

            Confirm(range);
        }
    }

    /// <summary>The author sent this range itself: it is no longer unverified.</summary>
    private void Confirm(AttributedRange range)
    {
        for (var i = _relayed.Count - 1; i >= 0; i--)
        {
            var relayed = _relayed[i];
            var start = Math.Max(relayed.Clock, range.Clock);
            var end = Math.Min(relayed.Clock + relayed.Length, range.Clock + range.Length);
            if (relayed.Client != range.Client || start >= end)
            {
                continue;
            }

            _relayed.RemoveAt(i);
            if (relayed.Clock < start)
            {
                _relayed.Add(relayed with { Length = start - relayed.Clock });
            }

            if (end < relayed.Clock + relayed.Length)
            {
                _relayed.Add(relayed with { Clock = end, Length = relayed.Clock + relayed.Length - end });
            }
        }
    }
}

/// <summary>A range that somebody other than its author brought.</summary>
internal sealed record RelayedRange(long Client, long Clock, long Length, string PersonId);

/// <summary>Bindings as they are kept beside a content snapshot.</summary>
internal sealed record SavedBindings(Dictionary<long, string> Persons, List<RelayedRange> Relayed);
