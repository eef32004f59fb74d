using System.Numerics;

namespace RealLearning.Ycs;

/// <summary>What blocks hold: characters in one pool, keys and other values in tables.</summary>
internal sealed partial class BlockStore
{
    private readonly List<object?> _values = [null];
    private readonly Stack<int> _freeValues = new();
    private readonly Stack<int> _freeTypes = new();
    private readonly List<string?> _keys = [null];
    private readonly Dictionary<string, int> _keyIndex = [];
    private char[] _chars = new char[64];
    private int _charsUsed;
    private int _charsLost;

    /// <summary>Types by handle; 0 is nobody.</summary>
    public List<TypeNode> Types { get; } = [new TypeNode()];

    /// <summary>Adds a shared type; the place of one that is gone is used again.</summary>
    public TypeNode AddType()
    {
        var node = new TypeNode();
        if (_freeTypes.TryPop(out node.Handle))
        {
            Types[node.Handle] = node;
        }
        else
        {
            node.Handle = Types.Count;
            Types.Add(node);
        }

        return node;
    }

    /// <summary>Lets go of a type that was collected. A view that somebody still holds keeps its empty node.</summary>
    public void RemoveType(int handle)
    {
        Types[handle] = Types[0];
        _freeTypes.Push(handle);
    }

    /// <summary>Bytes that the document takes, roughly.</summary>
    public long Bytes => ((long)BlockCount * 52) + (_charsUsed * 2L) + ValueBytes + (Types.Count * 96L) + (_clients.Count * 96L);

    /// <summary>Bytes that the whole document is likely to take as an update; a place to begin with.</summary>
    public int RoughUpdateBytes => (int)Math.Min(64 + (BlockCount * 16L) + _charsUsed + ValueBytes, 1 << 24);

    /// <summary>Bytes of values that are no text.</summary>
    public long ValueBytes { get; private set; }

    public int KeyOf(string key)
    {
        if (!_keyIndex.TryGetValue(key, out var index))
        {
            index = _keys.Count;
            if (index > Block.KeysMax)
            {
                throw new InvalidOperationException($"A document may have {Block.KeysMax} distinct keys.");
            }

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

    /// <summary>The pool.</summary>
    public ReadOnlySpan<char> Chars => _chars;

    public ReadOnlySpan<char> TextOf(in Block block) => _chars.AsSpan(block.Content, block.Length);

    public Span<char> WritableText(in Block block) => _chars.AsSpan(block.Content, block.Length);

    /// <summary>Characters that the place of a text has room for, when it has more than it needs.</summary>
    public static int RoomFor(int length) => length <= 16 ? 16 : (int)BitOperations.RoundUpToPowerOf2((uint)length);

    /// <summary>Gives a text block its characters.</summary>
    public void SetText(ref Block block, ReadOnlySpan<char> text)
    {
        block.Content = TakeChars(text.Length);
        text.CopyTo(_chars.AsSpan(block.Content));
    }

    /// <summary>
    /// Writes characters behind those of a text block, in place where there is room: the last text of the pool grows at its end, any other moves
    /// there, into a place twice its size, so that two who write in turn do not copy each other's text at every key. Its length is the caller's to change.
    /// </summary>
    public void ExtendText(ref Block block, ReadOnlySpan<char> text)
    {
        var room = RoomOf(block);
        var needed = block.Length + text.Length;
        if (needed > room)
        {
            if (block.Content + room == _charsUsed)
            {
                TakeChars((block.IsRoomy ? RoomFor(needed) : needed) - room);
            }
            else
            {
                var content = TakeChars(RoomFor(needed));
                TextOf(block).CopyTo(_chars.AsSpan(content));
                _charsLost += room;
                (block.Content, block.IsRoomy) = (content, true);
            }
        }

        text.CopyTo(_chars.AsSpan(block.Content + block.Length));
    }

    /// <summary>Cuts a text block; the right half has its length already.</summary>
    public void SplitText(ref Block left, ref Block right)
    {
        right.Content = left.Content + left.Length;
        if (left.IsRoomy)
        {
            _charsLost += RoomFor(left.Length + right.Length) - left.Length - right.Length;
            left.IsRoomy = right.IsRoomy = false;
        }
    }

    /// <summary>Joins the text of a block that follows to one before it.</summary>
    public void JoinText(ref Block left, in Block right)
    {
        if (right.Content == left.Content + left.Length && !left.IsRoomy)
        {
            _charsLost += RoomOf(right) - right.Length;
            return;
        }

        // The pool may move while it grows; the right text is copied out first where it is short, which it nearly always is.
        Span<char> small = stackalloc char[128];
        var text = TextOf(right);
        var copy = text.Length <= small.Length ? small[..text.Length] : new char[text.Length];
        text.CopyTo(copy);
        _charsLost += RoomOf(right);
        ExtendText(ref left, copy);
    }

    public void LoseText(in Block block) => _charsLost += RoomOf(block);

    /// <summary>Closes the holes in the pool once they are more than half of it.</summary>
    public void CompactText()
    {
        if (_charsLost < 32_768 || _charsLost < _charsUsed / 2)
        {
            return;
        }

        var length = 0;
        for (var handle = 1; handle < _count; handle++)
        {
            length += IsText(_blocks[handle]) ? _blocks[handle].Length : 0;
        }

        var chars = new char[length + (length / 8) + 64];
        var used = 0;
        for (var handle = 1; handle < _count; handle++)
        {
            ref var block = ref _blocks[handle];
            if (IsText(block))
            {
                TextOf(block).CopyTo(chars.AsSpan(used));
                (block.Content, block.IsRoomy) = (used, false);
                used += block.Length;
            }
        }

        (_chars, _charsUsed, _charsLost) = (chars, used, 0);
    }

    private static bool IsText(in Block block) => block is { Kind: BlockKind.String, Length: > 0 };

    private static int RoomOf(in Block block) => block.IsRoomy ? RoomFor(block.Length) : block.Length;

    private int TakeChars(int count)
    {
        if (_charsUsed + count > _chars.Length)
        {
            Resize(ref _chars, _charsUsed, Math.Max(_chars.Length * 2, _charsUsed + count));
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
        FormatValue => 32,
        JsonValue json => 48 + (json.Text.Length * 2L),
        DocValue doc => 64 + (doc.Guid.Length * 2L) + doc.Options.Length,
        _ => 0,
    };
}
