namespace RealLearning.Ycs.Tests;

/// <summary>
/// The rules of integration (rules 15 to 18) as plainly as they can be said: one object for each unit, a list for each sequence and each key, everything searched from
/// the start, nothing collected, nothing joined. Slow. Reads updates through the engine's decoder; what it makes of them is its own.
/// </summary>
internal sealed class Oracle
{
    private readonly Dictionary<YId, Unit> _units = [];
    private readonly Dictionary<(string Parent, string? Key), List<Unit>> _lists = [];
    private readonly List<Unit> _waiting = [];
    private readonly HashSet<YId> _deletions = [];

    public bool HasPending => _waiting.Count > 0 || _deletions.Any(id => !_units.ContainsKey(id));

    /// <summary>Takes an update whose structs and deletions may come in any order, again, or before what they build on.</summary>
    public void Apply(byte[] update)
    {
        var decoder = new UpdateDecoder();
        decoder.Decode(update, YLimits.Default);
        for (var i = 0; i < decoder.StructCount; i++)
        {
            _waiting.AddRange(Unit.Of(decoder, decoder.Structs[i]));
        }

        foreach (var range in decoder.Deleted.AsSpan(0, decoder.DeletedCount))
        {
            for (var clock = range.Clock; clock < range.End; clock++)
            {
                _deletions.Add(new YId(range.Client, clock));
            }
        }

        while (_waiting.Find(CanIntegrate) is { } unit)
        {
            _waiting.Remove(unit);
            if (_units.TryAdd(unit.Id, unit))
            {
                Integrate(unit);
            }
        }

        foreach (var id in _deletions)
        {
            Delete(_units.GetValueOrDefault(id));
        }
    }

    /// <summary>The visible units of a type in order, formats included, then its keys with theirs; types with what is in them.</summary>
    public string Show(string parent)
    {
        var units = _lists.GetValueOrDefault((parent, null), []).Where(unit => !unit.IsDeleted).Select(Show);
        var keys = _lists.Where(list => list.Key.Parent == parent && list.Key.Key is not null && !list.Value[^1].IsDeleted).OrderBy(list => list.Key.Key, StringComparer.Ordinal);
        return $"[{string.Join(' ', units)}]{string.Concat(keys.Select(list => $"{list.Key.Key}={Show(list.Value[^1])};"))}";
    }

    private string Show(Unit unit) => unit.Kind == BlockKind.Type ? $"{Unit.Name(unit.Id)}{Show(Unit.Name(unit.Id))}" : Unit.Name(unit.Id);

    /// <summary>All that its client wrote before, and what it stands beside or in, is there.</summary>
    private bool CanIntegrate(Unit unit) =>
        (unit.Id.Clock == 0 || _units.ContainsKey(unit.Id with { Clock = unit.Id.Clock - 1 }))
        && new[] { unit.Origin, unit.RightOrigin, unit.ParentId }.All(id => id is null || _units.ContainsKey(id.Value));

    private void Integrate(Unit unit)
    {
        if (unit.Kind == BlockKind.Gc || FindParent(unit) is not { } place)
        {
            (unit.IsDeleted, unit.HasPlace) = (true, false);
            return;
        }

        (unit.Parent, unit.Key) = place;
        if (!_lists.TryGetValue(place, out var list))
        {
            _lists.Add(place, list = []);
        }

        list.Insert(Position(unit, list), unit);
        var at = list.IndexOf(unit);
        if (unit.Key is not null && at == list.Count - 1 && at > 0)
        {
            Delete(list[at - 1]);
        }

        if (unit.Kind == BlockKind.Deleted || (unit.Key is not null && at < list.Count - 1) || _units.Values.Any(one => Unit.Name(one.Id) == unit.Parent && one.IsDeleted))
        {
            Delete(unit);
        }
    }

    /// <summary>Where it stands: beside its neighbours, or as it says; nowhere where these were collected or are no type.</summary>
    private (string Parent, string? Key)? FindParent(Unit unit)
    {
        foreach (var neighbour in new[] { unit.Origin, unit.RightOrigin })
        {
            if (neighbour is { } id && !_units[id].HasPlace)
            {
                return null;
            }
        }

        if ((unit.Origin ?? unit.RightOrigin) is { } beside)
        {
            return (_units[beside].Parent, _units[beside].Key);
        }

        return unit.ParentId is not { } parent ? (unit.Parent, unit.Key)
            : _units[parent].Kind == BlockKind.Type && _units[parent].HasPlace ? (Unit.Name(parent), unit.Key)
            : null;
    }

    /// <summary>
    /// Between the unit that was left of it and the one that was right of it when it was written, behind those that others put there at the same time and that come
    /// first: of the same left neighbour the lower client, with all that stands on it. No line from a unit to its left neighbour crosses another.
    /// </summary>
    private static int Position(Unit unit, List<Unit> list)
    {
        var left = unit.Origin is { } origin ? list.FindIndex(one => one.Id == origin) : -1;
        var right = unit.RightOrigin is { } rightOrigin ? list.FindIndex(left + 1, one => one.Id == rightOrigin) : list.Count;
        right = right < 0 ? list.Count : right;
        var (before, conflicting) = (new HashSet<YId>(), new HashSet<YId>());
        for (var i = left + 1; i < right; i++)
        {
            var other = list[i];
            before.Add(other.Id);
            conflicting.Add(other.Id);
            if (other.Origin == unit.Origin)
            {
                if (other.Id.Client < unit.Id.Client)
                {
                    left = i;
                    conflicting.Clear();
                }
                else if (other.RightOrigin == unit.RightOrigin)
                {
                    break;
                }
            }
            else if (other.Origin is { } otherOrigin && before.Contains(otherOrigin))
            {
                if (!conflicting.Contains(otherOrigin))
                {
                    left = i;
                    conflicting.Clear();
                }
            }
            else
            {
                break;
            }
        }

        return left + 1;
    }

    private void Delete(Unit? unit)
    {
        if (unit is null or { IsDeleted: true })
        {
            return;
        }

        unit.IsDeleted = true;
        foreach (var list in _lists.Where(list => unit.Kind == BlockKind.Type && list.Key.Parent == Unit.Name(unit.Id)).Select(list => list.Value).ToList())
        {
            list.ForEach(Delete);
        }
    }

    /// <summary>One id. Behind the first of a struct each has the one before it as left neighbour.</summary>
    private sealed class Unit
    {
        public required YId Id { get; init; }

        public required byte Kind { get; init; }

        public YId? Origin { get; init; }

        public YId? RightOrigin { get; init; }

        public YId? ParentId { get; init; }

        /// <summary>The name of the type that holds it: of a root, or made of an id.</summary>
        public string Parent { get; set; } = "";

        public string? Key { get; set; }

        public bool IsDeleted { get; set; }

        public bool HasPlace { get; set; } = true;

        public static string Name(YId id) => $"{id.Client}:{id.Clock}";

        public static IEnumerable<Unit> Of(UpdateDecoder decoder, StructRef item)
        {
            YId? Id(int client, int clock) => client < 0 ? null : new YId(decoder.ClientIds[client], clock);
            var first = item.Kind == BlockKind.Skip ? item.ClockEnd : item.Clock;
            for (var clock = first; clock < item.ClockEnd; clock++)
            {
                yield return new Unit
                {
                    Id = new YId(decoder.ClientIds[item.Client], clock),
                    Kind = item.Kind,
                    Origin = item.Kind == BlockKind.Gc ? null : clock > first ? Id(item.Client, clock - 1) : Id(item.OriginClient, item.OriginClock),
                    RightOrigin = Id(item.RightOriginClient, item.RightOriginClock),
                    ParentId = clock > first ? null : Id(item.ParentClient, item.ParentClock),
                    Parent = item.ParentClient == StructRef.Root ? decoder.NameOf(item.ParentClock) : "",
                    Key = item.Key < 0 ? null : decoder.NameOf(item.Key),
                };
            }
        }
    }
}
