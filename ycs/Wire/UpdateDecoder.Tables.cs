using System.Text;

namespace RealLearning.Ycs;

/// <summary>What the structs of an update refer to by number: clients, names, characters, values.</summary>
internal sealed partial class UpdateDecoder
{
    /// <summary>Clients up to which a row is searched faster than a dictionary.</summary>
    private const int RowMax = 8;

    private const int NamesMax = 1_024;

    private readonly Dictionary<long, int> _clientIndex = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _nameIndex = [];
    private readonly List<int> _keyedNames = [];
    private readonly List<object> _values = [];
    private readonly JsonValueCache _json = new();
    private long[] _clientIds = new long[4];
    private int[] _groups = new int[4];
    private int _clientIdCount;
    private int _lastClient;
    private char[] _chars = new char[64];
    private int _charsUsed;

    public ReadOnlySpan<long> ClientIds => _clientIds.AsSpan(0, _clientIdCount);

    /// <summary>How many names v2 has numbered.</summary>
    public int KeyedNames => _keyedNames.Count;

    public int CharsUsed => _charsUsed;

    public ReadOnlySpan<char> TextOf(in StructRef item) => _chars.AsSpan(item.Content, item.Length);

    public string NameOf(int name) => _names[name];

    public string? NameOrNull(int name) => name < 0 ? null : _names[name];

    public object ValueOf(in StructRef item) => _values[item.Content];

    /// <summary>Where a client's structs stand in <see cref="Clients"/>, or -1.</summary>
    public int GroupOf(int client) => _groups[client];

    /// <summary>Index of a client id in <see cref="ClientIds"/>, or -1.</summary>
    public int FindClient(long id)
    {
        if (_clientIdCount <= RowMax)
        {
            return ClientIds.IndexOf(id);
        }

        return _clientIndex.TryGetValue(id, out var index) ? index : -1;
    }

    /// <summary>Keeps the characters of a text and returns where they are, and how many UTF-16 units.</summary>
    public (int At, int Length) AddText(ReadOnlySpan<byte> utf8)
    {
        if (_charsUsed + utf8.Length > _chars.Length)
        {
            Scratch.Grow(ref _chars, _charsUsed, _charsUsed + utf8.Length);
        }

        var at = _charsUsed;
        if (utf8.Length == 1)
        {
            _chars[_charsUsed++] = (char)utf8[0];
            return (at, 1);
        }

        var length = Encoding.UTF8.GetChars(utf8, _chars.AsSpan(at));
        _charsUsed += length;
        return (at, length);
    }

    public int AddName(ReadOnlySpan<byte> utf8)
    {
        var before = _charsUsed;
        var (at, length) = AddText(utf8);
        _charsUsed = before;
        return AddName(at, length);
    }

    /// <summary>The index of a name that stands among the characters.</summary>
    public int AddName(int at, int length)
    {
        var text = _chars.AsSpan(at, length);
        var names = _nameIndex.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!names.TryGetValue(text, out var index))
        {
            index = _names.Count;
            _names.Add(text.ToString());
            _nameIndex.Add(_names[index], index);
        }

        return index;
    }

    public int AddKeyedName(int name)
    {
        _keyedNames.Add(name);
        return name;
    }

    public int KeyedName(int number) => _keyedNames[number];

    public int AddValue(object value)
    {
        _values.Add(value);
        return _values.Count - 1;
    }

    /// <summary>A value from JSON text, or null where it is none.</summary>
    public JsonValue? AddJson(ReadOnlySpan<byte> utf8, int depth) => _json.FromText(utf8, depth);

    /// <summary>A value from a lib0 value, or null where JSON cannot hold it.</summary>
    public JsonValue? AddJsonAny(ref Lib0Reader reader, int depth) => _json.FromAny(ref reader, depth);

    private int AddClient(long id)
    {
        if (_clientIdCount > 0 && _clientIds[_lastClient] == id)
        {
            return _lastClient;
        }

        var index = FindClient(id);
        if (index < 0)
        {
            index = _clientIdCount++;
            if (index == _clientIds.Length)
            {
                Scratch.Grow(ref _clientIds, index, index + 1);
                Scratch.Grow(ref _groups, index, _clientIds.Length);
            }

            (_clientIds[index], _groups[index]) = (id, -1);
            if (index == RowMax)
            {
                for (var i = 0; i < index; i++)
                {
                    _clientIndex.Add(_clientIds[i], i);
                }
            }

            if (index >= RowMax)
            {
                _clientIndex.Add(id, index);
            }
        }

        return _lastClient = index;
    }

    private void SetGroup(int client, int group) => _groups[client] = group;

    private void ClearTables()
    {
        if (_clientIdCount > RowMax)
        {
            _clientIndex.Clear();
            if (_clientIds.Length > Scratch.KeptMax)
            {
                _clientIndex.TrimExcess();
            }
        }

        (_clientIdCount, _lastClient, _charsUsed) = (0, 0, 0);
        _keyedNames.Clear();
        _values.Clear();
        if (_values.Capacity > Scratch.KeptMax)
        {
            _values.Capacity = 0;
        }

        if (_names.Count > NamesMax)
        {
            _names.Clear();
            _nameIndex.Clear();
        }
    }
}
