namespace RealLearning.Ycs;

/// <summary>
/// The value of an embed or of formatting, in both its forms: JSON text as v1 carries it, one lib0 value as v2 does (rule 10). Both are what Yjs would
/// write, whatever was read.
/// </summary>
internal sealed class JsonValue
{
    private byte[]? _any;

    private JsonValue(string text, byte[]? any) => (Text, _any) = (text, any);

    public string Text { get; }

    public byte[] Any => _any ??= AnyValue.Encode(ToObject());

    public static JsonValue Null { get; } = new("null", null);

    public bool IsNull => Text.Length == 4 && Text == "null";

    /// <summary>From the value itself; undefined, which JSON does not have, is null. Throws <see cref="ArgumentException"/> for what JSON cannot hold.</summary>
    public static JsonValue Of(object? value) => value is null ? Null : new(JsonWriter.ToText(value) ?? "null", AnyValue.Encode(value));

    /// <summary>From JSON text. Throws <see cref="FormatException"/>.</summary>
    public static JsonValue FromText(ReadOnlySpan<char> text, int depth)
    {
        var canonical = JsonWriter.ToText(JsonReader.Parse(text, depth))!;
        return new JsonValue(canonical, null);
    }

    /// <summary>From a lib0 value, checked and as lib0 writes it. Throws <see cref="FormatException"/> for what JSON cannot hold.</summary>
    public static JsonValue FromAny(byte[] any)
    {
        try
        {
            return new JsonValue(JsonWriter.ToText(AnyValue.Decode(any)) ?? "null", any);
        }
        catch (ArgumentException)
        {
            throw new FormatException("a big integer in JSON");
        }
    }

    /// <summary>An object or an array.</summary>
    public bool IsObject => Text[0] is '{' or '[';

    public object? ToObject() => _any is null ? JsonReader.Parse(Text, int.MaxValue) : AnyValue.Decode(_any);
}
