using System.Globalization;
using System.Text;

namespace RealLearning.Ycs;

/// <summary>JSON text as <c>JSON.stringify</c> writes it: Yjs' v1 format carries embeds and formatting so (rule 10), to the byte.</summary>
internal static class JsonWriter
{
    /// <summary>The text of a value; null where JavaScript has none (undefined). Throws <see cref="ArgumentException"/> for a big integer, as JavaScript does.</summary>
    public static string? ToText(object? value)
    {
        var text = new StringBuilder();
        return Write(text, value) ? text.ToString() : null;
    }

    private static bool Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case YUndefined:
                return false;
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case string words:
                WriteString(text, words);
                break;
            case System.Numerics.BigInteger:
                throw new ArgumentException("JSON has no big integers.", nameof(value));
            case byte[] bytes:
                WriteObject(text, bytes.Select((one, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), (object?)(double)one)));
                break;
            case IEnumerable<KeyValuePair<string, object?>> map:
                WriteObject(text, JsKeys.InOrder(map));
                break;
            case System.Collections.IEnumerable list:
                WriteArray(text, list);
                break;
            default:
                var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                text.Append(double.IsFinite(number) ? JsNumber.ToText(number) : "null");
                break;
        }

        return true;
    }

    private static void WriteObject(StringBuilder text, IEnumerable<KeyValuePair<string, object?>> entries)
    {
        text.Append('{');
        var isFirst = true;
        foreach (var (key, value) in entries)
        {
            if (value is YUndefined)
            {
                continue;
            }

            text.Append(isFirst ? "" : ",");
            WriteString(text, key);
            text.Append(':');
            Write(text, value);
            isFirst = false;
        }

        text.Append('}');
    }

    private static void WriteArray(StringBuilder text, System.Collections.IEnumerable list)
    {
        text.Append('[');
        var isFirst = true;
        foreach (var value in list)
        {
            text.Append(isFirst ? "" : ",");
            if (!Write(text, value))
            {
                text.Append("null");
            }

            isFirst = false;
        }

        text.Append(']');
    }

    private static void WriteString(StringBuilder text, string words)
    {
        text.Append('"');
        for (var i = 0; i < words.Length; i++)
        {
            var unit = words[i];
            if (char.IsHighSurrogate(unit) && i + 1 < words.Length && char.IsLowSurrogate(words[i + 1]))
            {
                text.Append(unit).Append(words[++i]);
                continue;
            }

            switch (unit)
            {
                case '"' or '\\':
                    text.Append('\\').Append(unit);
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                default:
                    _ = unit < ' ' || char.IsSurrogate(unit) ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}") : text.Append(unit);
                    break;
            }
        }

        text.Append('"');
    }
}
