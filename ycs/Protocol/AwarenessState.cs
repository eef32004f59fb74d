using System.Text;

namespace RealLearning.Ycs;

/// <summary>A state: its value, and its text as <c>JSON.stringify</c> writes it.</summary>
internal sealed record AwarenessState(object? Value, string Json)
{
    public static AwarenessState Empty { get; } = Of("{}", 2);

    /// <summary>As JavaScript sees it: y-protocols take a state of 0, false or "" for none where they write it, or ask whether this client is here.</summary>
    public bool IsTruthy => Value is not (null or false or "" or 0.0);

    /// <summary>From a caller's text. Throws <see cref="ArgumentException"/>.</summary>
    public static AwarenessState Of(string json, int depth)
    {
        try
        {
            return From(json, depth);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException("The state is not JSON.", nameof(json), exception);
        }
    }

    /// <summary>From the wire. Throws <see cref="MalformedUpdateException"/>.</summary>
    public static AwarenessState Parse(in AwarenessEntry entry, int depth)
    {
        try
        {
            return From(Encoding.UTF8.GetString(entry.JsonUtf8.Span), depth);
        }
        catch (FormatException exception)
        {
            throw new MalformedUpdateException("an awareness state that is not JSON", exception);
        }
    }

    /// <summary>The state with one field more, or another value for it, as JavaScript's <c>{ ...state, [field]: value }</c>.</summary>
    public AwarenessState With(string field, object? value)
    {
        // Others may have set it to what is no object; JavaScript spreads that as well.
        var fields = Value switch
        {
            IEnumerable<KeyValuePair<string, object?>> map => map,
            string text => text.Select((unit, i) => Entry(i, unit.ToString())),
            IReadOnlyList<object?> list => list.Select((element, i) => Entry(i, element)),
            _ => [],
        };
        return From(JsonWriter.ToText(fields.Append(KeyValuePair.Create(field, value)))!, int.MaxValue);
    }

    /// <summary>Equal whatever the order of keys, as lib0's <c>equalityDeep</c>.</summary>
    public bool IsSame(AwarenessState other) => IsSame(Value, other.Value);

    private static KeyValuePair<string, object?> Entry(int index, object? value) => new(index.ToString(System.Globalization.CultureInfo.InvariantCulture), value);

    private static AwarenessState From(string json, int depth)
    {
        var value = JsonReader.Parse(json, depth);
        return new AwarenessState(value, JsonWriter.ToText(value)!);
    }

    private static bool IsSame(object? left, object? right) => (left, right) switch
    {
        (IReadOnlyDictionary<string, object?> one, IReadOnlyDictionary<string, object?> other) =>
            one.Count == other.Count && one.All(entry => other.TryGetValue(entry.Key, out var value) && IsSame(entry.Value, value)),
        (IReadOnlyList<object?> one, IReadOnlyList<object?> other) => one.Count == other.Count && !one.Where((value, i) => !IsSame(value, other[i])).Any(),
        _ => Equals(left, right),
    };
}
