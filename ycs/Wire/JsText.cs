using System.Globalization;

namespace RealLearning.Ycs;

/// <summary>A value as JavaScript turns it into a string where text is wanted.</summary>
internal static class JsText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        YUndefined => "undefined",
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => JsNumber.ToText(number),
        System.Numerics.BigInteger integer => integer.ToString(CultureInfo.InvariantCulture),
        YText or YXmlFragment => value.ToString()!,
        List<object?> list => string.Join(',', list.Select(static element => element is null or YUndefined ? "" : Of(element))),
        byte[] bytes => string.Join(',', bytes),
        _ => "[object Object]",
    };

    /// <summary>The entries that a loop over a value's keys comes to.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> EntriesOf(object? value) => value switch
    {
        string text => text.Select(static (unit, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), (object?)unit.ToString())),
        Dictionary<string, object?> map => map,
        List<object?> list => list.Select(static (element, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), element)),
        byte[] bytes => bytes.Select(static (one, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), (object?)(double)one)),
        _ => [],
    };
}
