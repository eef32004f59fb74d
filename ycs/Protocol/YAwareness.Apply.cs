namespace RealLearning.Ycs;

/// <summary>Taking what others say.</summary>
public sealed partial class YAwareness
{
    /// <summary>
    /// Takes an awareness update: entries of a higher clock, and removals of the same. An entry that removes this client while it is here is answered by a
    /// higher clock, which <see cref="EncodeUpdate"/> then tells. Read whole before anything changes; throws <see cref="MalformedUpdateException"/>.
    /// </summary>
    public void ApplyUpdate(ReadOnlyMemory<byte> update, object? origin, long nowMs)
    {
        var entries = AwarenessMessage.Read(update);
        List<AwarenessState> states = [.. entries.Select(entry => AwarenessState.Parse(entry, _limits.ValueDepthMax))];
        if (_meta.Count + entries.Count > _limits.ClientsMax && _meta.Count + entries.Select(entry => entry.ClientId).Distinct().Count(client => !_meta.ContainsKey(client)) > _limits.ClientsMax)
        {
            throw new MalformedUpdateException($"awareness may know {_limits.ClientsMax} clients");
        }

        var (added, renewed, changed, removed) = (new List<long>(), new List<long>(), new List<long>(), new List<long>());
        for (var i = 0; i < entries.Count; i++)
        {
            var (client, clock) = (entries[i].ClientId, entries[i].Clock);
            var state = states[i].Value is null ? null : states[i];
            var isKnown = _meta.TryGetValue(client, out var meta);
            var before = _states.GetValueOrDefault(client);
            if (!AwarenessEntry.IsNewer(meta.Clock, before is not null, clock, state is null))
            {
                continue;
            }

            if (state is not null)
            {
                _states[client] = state;
            }
            else if (client == ClientId && before is { IsTruthy: true })
            {
                clock++;
            }
            else
            {
                _states.Remove(client);
            }

            _meta[client] = new Meta(clock, nowMs);
            if (state is null)
            {
                (isKnown ? removed : null)?.Add(client);
                continue;
            }

            (isKnown ? renewed : added).Add(client);
            if (isKnown && before?.IsSame(state) != true)
            {
                changed.Add(client);
            }
        }

        if (added.Count + changed.Count + removed.Count > 0)
        {
            Changed?.Invoke(new AwarenessChange(added, changed, removed), origin);
        }

        if (added.Count + renewed.Count + removed.Count > 0)
        {
            Updated?.Invoke(new AwarenessChange(added, renewed, removed), origin);
        }
    }
}
