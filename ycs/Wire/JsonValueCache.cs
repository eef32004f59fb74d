using System.Text;

namespace RealLearning.Ycs;

/// <summary>Values of embeds and formatting that were read before: a document has few of them, many times. Small, and forgets.</summary>
internal sealed class JsonValueCache
{
    private const int Places = 64;
    private const int BytesMax = 256;

    private (byte[] Bytes, JsonValue Value)[]? _texts;
    private (byte[] Bytes, JsonValue Value)[]? _anys;
    private FormatValue?[]? _formats;

    /// <summary>Null where the text is not JSON.</summary>
    public JsonValue? FromText(ReadOnlySpan<byte> utf8, int depth)
    {
        ref var place = ref PlaceOf(ref _texts, utf8);
        if (place.Bytes is not null && utf8.SequenceEqual(place.Bytes))
        {
            return place.Value;
        }

        var value = FromText(Encoding.UTF8.GetString(utf8), depth);
        if (value is not null && utf8.Length <= BytesMax)
        {
            place = (utf8.ToArray(), value);
        }

        return value;
    }

    /// <summary>The same for text that was decoded.</summary>
    public static JsonValue? FromText(string text, int depth)
    {
        try
        {
            return JsonValue.FromText(text, depth);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Null where JSON cannot hold the value.</summary>
    public JsonValue? FromAny(ref Lib0Reader reader, int depth)
    {
        var any = AnyCanonical.Read(ref reader, depth);
        ref var place = ref PlaceOf(ref _anys, any);
        if (place.Bytes is not null && any.AsSpan().SequenceEqual(place.Bytes))
        {
            return place.Value;
        }

        try
        {
            var value = JsonValue.FromAny(any);
            if (any.Length <= BytesMax)
            {
                place = (any, value);
            }

            return value;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>One object for equal changes of formatting that follow each other; where the value is an object, each is one of its own.</summary>
    public FormatValue Format(string key, JsonValue value)
    {
        if (value.IsObject)
        {
            return new FormatValue(key, value);
        }

        _formats ??= new FormatValue?[Places];
        ref var place = ref _formats[(key.Length + (key.Length > 0 ? key[0] : 0) + value.Text.Length) % Places];
        if (place is null || !ReferenceEquals(place.Value, value) || place.Key != key)
        {
            place = new FormatValue(key, value);
        }

        return place;
    }

    private static ref (byte[] Bytes, JsonValue Value) PlaceOf(ref (byte[] Bytes, JsonValue Value)[]? table, ReadOnlySpan<byte> bytes)
    {
        table ??= new (byte[], JsonValue)[Places];
        var hash = bytes.Length;
        foreach (var one in bytes.Length > 32 ? bytes[..32] : bytes)
        {
            hash = (hash * 31) + one;
        }

        return ref table[(hash & int.MaxValue) % Places];
    }
}
