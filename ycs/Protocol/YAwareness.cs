using System.Text;

namespace RealLearning.Ycs;

/// <summary>
/// Who is here and what they do, as y-protocols' <c>Awareness</c> (rule 23 of docs/wire-format.md): a state for each client, as JSON text, with a clock. Not
/// thread-safe. The engine has no clock: every call that needs the time takes it in milliseconds, and <see cref="Tick"/> does what y-protocols do by a timer.
/// </summary>
public sealed partial class YAwareness
{
    /// <summary>A state that was not renewed for so long is dropped; one's own is renewed at half of it.</summary>
    public const long OutdatedTimeoutMs = 30_000;

    private readonly Dictionary<long, AwarenessState> _states = [];
    private readonly Dictionary<long, Meta> _meta = [];
    private readonly YLimits _limits;

    /// <summary>Begins with the state <c>{}</c> of this client. Of the limits those for clients and for nesting of values count.</summary>
    public YAwareness(long clientId, long nowMs, YLimits? limits = null)
    {
        (ClientId, _limits) = (clientId, limits ?? YLimits.Default);
        Set(AwarenessState.Empty, nowMs);
    }

    /// <summary>States came, went, or are others than before; with the origin.</summary>
    public event Action<AwarenessChange, object?>? Changed;

    /// <summary>The same, and states that were only renewed: what others are to be told.</summary>
    public event Action<AwarenessChange, object?>? Updated;

    /// <summary>The client that this is.</summary>
    public long ClientId { get; }

    /// <summary>Clients that have a state.</summary>
    public IReadOnlyCollection<long> Clients => _states.Keys;

    /// <summary>This client's state; null when it has left.</summary>
    public string? LocalState => GetState(ClientId);

    /// <summary>A client's state, or null.</summary>
    public string? GetState(long client) => _states.GetValueOrDefault(client)?.Json;

    /// <summary>A client's clock; null for one never heard of.</summary>
    public long? GetClock(long client) => _meta.TryGetValue(client, out var meta) ? meta.Clock : null;

    /// <summary>Sets this client's state, the text of a JSON object, or leaves with null. Throws <see cref="ArgumentException"/> for anything else.</summary>
    public void SetLocalState(string? json, long nowMs)
    {
        var state = json is null ? null : AwarenessState.Of(json, _limits.ValueDepthMax);
        Set(state is null or { Value: IReadOnlyDictionary<string, object?> } ? state : throw new ArgumentException("A state is a JSON object.", nameof(json)), nowMs);
    }

    /// <summary>Sets one field of this client's state to a JSON value; nothing where it has left. Throws <see cref="ArgumentException"/> for what is not JSON.</summary>
    public void SetLocalStateField(string field, string json, long nowMs)
    {
        var value = AwarenessState.Of(json, _limits.ValueDepthMax).Value;
        if (_states.TryGetValue(ClientId, out var state) && state.IsTruthy)
        {
            Set(state.With(field, value), nowMs);
        }
    }

    /// <summary>Drops clients' states. What others are told with <see cref="EncodeUpdate"/> has the clocks that they had, one more for this client itself.</summary>
    public void RemoveStates(IEnumerable<long> clients, object? origin, long nowMs)
    {
        var removed = new List<long>();
        foreach (var client in clients)
        {
            if (_states.Remove(client))
            {
                if (client == ClientId)
                {
                    _meta[client] = new Meta(_meta[client].Clock + 1, nowMs);
                }

                removed.Add(client);
            }
        }

        if (removed.Count > 0)
        {
            var change = new AwarenessChange([], [], removed);
            Changed?.Invoke(change, origin);
            Updated?.Invoke(change, origin);
        }
    }

    /// <summary>Renews this client's state where it is due, and drops those that are outdated. To be called every few seconds.</summary>
    public void Tick(long nowMs)
    {
        if (_states.TryGetValue(ClientId, out var state) && state.IsTruthy && nowMs - _meta[ClientId].UpdatedMs >= OutdatedTimeoutMs / 2)
        {
            Set(state, nowMs);
        }

        List<long> outdated = [.. _meta.Where(meta => meta.Key != ClientId && nowMs - meta.Value.UpdatedMs >= OutdatedTimeoutMs && _states.ContainsKey(meta.Key)).Select(meta => meta.Key)];
        RemoveStates(outdated, AwarenessChange.Timeout, nowMs);
    }

    /// <summary>The clocks and states of some clients as an awareness update. Throws <see cref="ArgumentException"/> for a client never heard of.</summary>
    public byte[] EncodeUpdate(IEnumerable<long> clients) =>
        AwarenessMessage.Encode([.. clients.Select(client => _meta.TryGetValue(client, out var meta)
            ? new AwarenessEntry(client, meta.Clock, Encoding.UTF8.GetBytes(_states.GetValueOrDefault(client) is { IsTruthy: true } state ? state.Json : "null"))
            : throw new ArgumentException($"Client {client} was never heard of.", nameof(clients)))]);

    private void Set(AwarenessState? state, long nowMs)
    {
        _meta[ClientId] = new Meta(_meta.TryGetValue(ClientId, out var meta) ? meta.Clock + 1 : 0, nowMs);
        var before = _states.GetValueOrDefault(ClientId);
        if (state is null)
        {
            _states.Remove(ClientId);
        }
        else
        {
            _states[ClientId] = state;
        }

        List<long> one = [ClientId];
        var change = state is null ? new AwarenessChange([], [], one) : before is null ? new AwarenessChange(one, [], []) : new AwarenessChange([], one, []);
        if (state is null || before is null || !before.IsSame(state))
        {
            Changed?.Invoke(change, AwarenessChange.Local);
        }

        Updated?.Invoke(change, AwarenessChange.Local);
    }

    private readonly record struct Meta(long Clock, long UpdatedMs);
}
