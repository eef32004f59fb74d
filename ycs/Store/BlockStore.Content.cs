namespace RealLearning.Ycs;

/// <summary>What blocks hold: characters in one pool, keys and other values in tables.</summary>
internal sealed partial class BlockStore
{
    private readonly List<object?> _values = [null];
    private readonly Stack<int> _freeValues = new();
    private readonly List<string?> _keys = [null];
    private readonly Dictionary<string, int> _keyIndex = [];
    private char[] _chars = new char[64];
    private int _charsUsed;
    private int _charsLost;

    /// <summary>Types by handle; 0 is nobody.</summary>
    public List<TypeNode> Types { get; } = [new TypeNode()];

    /// <summary>Bytes that the document takes, roughly.</summary>
    public long Bytes => ((long)BlockCount * 64) + (_charsUsed * 2L) + ValueBytes + (Types.Count * 96L) + (_clients.Count * 96L);

    /// <summary>Bytes of values that are no text.</summary>
    public long ValueBytes { get; private set; }

    public int KeyOf(string key)
    {
        if (!_keyIndex.TryGetValue(key, out var index))
        {
            index = _keys.Count;
            _keys.Add(key);
            _keyIndex.Add(key, index);
        }

        return index;
    }

    public int FindKey(string key) => _keyIndex.GetValueOrDefault(key);

    public string KeyName(int key) => _keys[key]!;

    public object? Value(int index) => _values[index];

    public int AddValue(object? value)
    {
        ValueBytes += SizeOf(value);
        if (_freeValues.TryPop(out var index))
        {
            _values[index] = value;
            return index;
        }

        _values.Add(value);
        return _values.Count - 1;
    }

    public void SetValue(int index, object? value)
    {
        ValueBytes += SizeOf(value) - SizeOf(_values[index]);
        _values[index] = value;
    }

    public void RemoveValue(int index)
    {
        ValueBytes -= SizeOf(_values[index]);
        _values[index] = null;
        _freeValues.Push(index);
    }

    public ReadOnlySpan<char> TextOf(in Block block) => _chars.AsSpan(block.Content, block.Length);

    public Span<char> WritableText(in Block block) => _chars.AsSpan(block.Content, block.Length);

    /// <summary>Gives a text block its characters.</summary>
    public void SetText(ref Block block, ReadOnlySpan<char> text)
    {
        block.Content = TakeChars(text.Length);
        block.Room = text.Length;
        text.CopyTo(_chars.AsSpan(block.Content));
    }

    /// <summary>Writes characters behind those of a text block, in place where there is room. Its length is the caller's to change.</summary>
    public void ExtendText(ref Block block, ReadOnlySpan<char> text)
    {
        var needed = block.Length + text.Length;
        if (block.Content + block.Room == _charsUsed && needed > block.Room)
        {
            TakeChars(needed - block.Room);
            block.Room = needed;
        }
        else if (needed > block.Room)
        {
            var room = Math.Max(16, needed * 2);
            var content = TakeChars(room);
            _chars.AsSpan(block.Content, block.Length).CopyTo(_chars.AsSpan(content));
            _charsLost += block.Room;
            (block.Content, block.Room) = (content, room);
        }

        text.CopyTo(_chars.AsSpan(block.Content + block.Length));
    }

    /// <summary>Joins the text of a block that follows to one before it.</summary>
    public void JoinText(ref Block left, in Block right)
    {
        if (right.Content == left.Content + left.Length && left.Room == left.Length)
        {
            left.Room += right.Room;
            return;
        }

        // The pool may move while it grows; the right text is copied out first where it is short, which it nearly always is.
        Span<char> small = stackalloc char[128];
        var text = TextOf(right);
        var copy = text.Length <= small.Length ? small[..text.Length] : new char[text.Length];
        text.CopyTo(copy);
        _charsLost += right.Room;
        ExtendText(ref left, copy);
    }

    public void LoseText(in Block block) => _charsLost += block.Room;

    /// <summary>Closes the holes in the pool once they are more than half of it.</summary>
    public void CompactText()
    {
        if (_charsLost < 32_768 || _charsLost < _charsUsed / 2)
        {
            return;
        }

        var chars = new char[Math.Max(64, _charsUsed - _charsLost + 1_024)];
        var used = 0;
        for (var handle = 1; handle < _count; handle++)
        {
            ref var block = ref _blocks[handle];
            if (block.Kind == BlockKind.String && block.Length > 0)
            {
                if (used + block.Length > chars.Length)
                {
                    Array.Resize(ref chars, Math.Max(chars.Length * 2, used + block.Length));
                }

                _chars.AsSpan(block.Content, block.Length).CopyTo(chars.AsSpan(used));
                (block.Content, block.Room) = (used, block.Length);
                used += block.Length;
            }
        }

        (_chars, _charsUsed, _charsLost) = (chars, used, 0);
    }

    private int TakeChars(int count)
    {
        if (_charsUsed + count > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _charsUsed + count));
        }

        var at = _charsUsed;
        _charsUsed += count;
        return at;
    }

    private static long SizeOf(object? value) => value switch
    {
        byte[] bytes => bytes.Length + 24,
        byte[][] elements => 24 + elements.Sum(element => element.Length + 32L),
        string text => 24 + (text.Length * 2L),
        string[] texts => 24 + texts.Sum(text => 24 + (text.Length * 2L)),
        FormatValue format => 48 + ((format.Key.Length + format.Json.Length) * 2L),
        DocValue doc => 64 + (doc.Guid.Length * 2L) + doc.Options.Length,
        _ => 0,
    };
}

/// <summary>A change of formatting: a key and its value as JSON text.</summary>
internal sealed record FormatValue(string Key, string Json);

/// <summary>A subdocument: its id and its options as one lib0 value.</summary>
internal sealed record DocValue(string Guid, byte[] Options);
