using System.Globalization;
using System.Text;

namespace RealLearning.Ycs;

/// <summary>
/// Reads JSON text as <c>JSON.parse</c> does (ECMA-404): numbers as <see cref="double"/>, objects as dictionaries in JavaScript's order of keys, halves of
/// surrogate pairs kept. Throws <see cref="FormatException"/>. The base class library's reader refuses such halves, which Yjs' documents may hold.
/// </summary>
internal ref struct JsonReader
{
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private JsonReader(ReadOnlySpan<char> text) => _text = text;

    public static object? Parse(ReadOnlySpan<char> text, int depth)
    {
        var reader = new JsonReader(text);
        var value = reader.ReadValue(depth);
        reader.SkipSpace();
        return reader._at == text.Length ? value : throw Bad();
    }

    private static FormatException Bad() => new("not JSON");

    private object? ReadValue(int depth)
    {
        if (depth == 0)
        {
            throw Bad();
        }

        SkipSpace();
        switch (Peek())
        {
            case '{':
                return ReadObject(depth);
            case '[':
                return ReadArray(depth);
            case '"':
                return ReadString();
            case 't':
                return Literal("true", true);
            case 'f':
                return Literal("false", false);
            case 'n':
                return Literal("null", null);
            default:
                return ReadNumber();
        }
    }

    private object? Literal(string word, object? value)
    {
        if (!_text[_at..].StartsWith(word, StringComparison.Ordinal))
        {
            throw Bad();
        }

        _at += word.Length;
        return value;
    }

    private Dictionary<string, object?> ReadObject(int depth)
    {
        var entries = new List<KeyValuePair<string, object?>>();
        _at++;
        SkipSpace();
        while (!Takes('}'))
        {
            if (entries.Count > 0)
            {
                Expect(',');
                SkipSpace();
            }

            var key = Peek() == '"' ? ReadString() : throw Bad();
            SkipSpace();
            Expect(':');
            entries.Add(KeyValuePair.Create(key, ReadValue(depth - 1)));
            SkipSpace();
        }

        return new Dictionary<string, object?>(JsKeys.InOrder(entries));
    }

    private List<object?> ReadArray(int depth)
    {
        var list = new List<object?>();
        _at++;
        SkipSpace();
        while (!Takes(']'))
        {
            if (list.Count > 0)
            {
                Expect(',');
            }

            list.Add(ReadValue(depth - 1));
            SkipSpace();
        }

        return list;
    }

    private string ReadString()
    {
        var text = new StringBuilder();
        _at++;
        while (true)
        {
            var unit = Next();
            if (unit == '"')
            {
                return text.ToString();
            }

            if (unit < ' ')
            {
                throw Bad();
            }

            text.Append(unit == '\\' ? ReadEscape() : unit);
        }
    }

    private char ReadEscape()
    {
        var unit = Next();
        switch (unit)
        {
            case '"' or '\\' or '/':
                return unit;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 <= _text.Length && ushort.TryParse(_text.Slice(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                throw Bad();
        }
    }

    private double ReadNumber()
    {
        var start = _at;
        Takes('-');
        if (!Takes('0'))
        {
            Digits();
        }

        if (Takes('.'))
        {
            Digits();
        }

        if (Takes('e') || Takes('E'))
        {
            _ = Takes('+') || Takes('-');
            Digits();
        }

        return double.Parse(_text[start.._at], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private void Digits()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        if (_at == start)
        {
            throw Bad();
        }
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    private readonly char Peek() => _at < _text.Length ? _text[_at] : throw Bad();

    private char Next() => _at < _text.Length ? _text[_at++] : throw Bad();

    private bool Takes(char unit)
    {
        var takes = _at < _text.Length && _text[_at] == unit;
        _at += takes ? 1 : 0;
        return takes;
    }

    private void Expect(char unit)
    {
        if (!Takes(unit))
        {
            throw Bad();
        }
    }
}
