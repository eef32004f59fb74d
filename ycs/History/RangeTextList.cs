using System.Text;

namespace RealLearning.Ycs;

/// <summary>Gathers texts with their ids, and joins those whose ids are in a row.</summary>
internal sealed class RangeTextList
{
    private readonly List<RangeText> _done = [];
    private readonly StringBuilder _text = new();
    private long _client;
    private long _clock;

    public void Add(long client, long clock, ReadOnlySpan<char> text)
    {
        if (client != _client || clock != _clock + _text.Length)
        {
            Flush();
            (_client, _clock) = (client, clock);
        }

        _text.Append(text);
    }

    public List<RangeText> ToList()
    {
        Flush();
        return _done;
    }

    private void Flush()
    {
        if (_text.Length > 0)
        {
            _done.Add(new RangeText(new ClientRange(_client, _clock, _text.Length), _text.ToString()));
            _text.Clear();
        }
    }
}
