namespace RealLearning.Ycs;

/// <summary>Changes of text that are made here. Hot: a keystroke neither allocates nor makes a block where it goes on in this client's last run.</summary>
public sealed partial class YDoc
{
    private readonly Stack<AttributeMap> _attributes = new();

    /// <summary>Inserts text; <paramref name="given"/> is its formatting, or null for that of the place.</summary>
    internal void InsertTextLocal(TypeNode type, int index, ReadOnlySpan<char> text, AttributeMap? given)
    {
        var cursor = FindCursor(type, index, useMarkers: given is null);
        if (!type.HasFormats && given is null)
        {
            WritePlain(type, ref cursor, text);
        }
        else
        {
            var attributes = RentAttributes();
            attributes.CopyFrom(given ?? cursor.Attributes);
            WriteText(type, ref cursor, text, null, attributes);
            Return(attributes);
        }

        Return(cursor.Attributes);
    }

    /// <summary>Inserts one thing, a value or a type, that takes one place in the text; what is text itself is inserted as such.</summary>
    internal void InsertEmbedLocal(TypeNode type, int index, object? embed, AttributeMap? given)
    {
        var cursor = FindCursor(type, index, useMarkers: given is null);
        var attributes = RentAttributes();
        if (given is not null)
        {
            attributes.CopyFrom(given);
        }

        if (embed is string text)
        {
            WriteText(type, ref cursor, text, null, attributes);
        }
        else
        {
            WriteText(type, ref cursor, default, new Embed(embed), attributes);
        }

        Return(attributes);
        Return(cursor.Attributes);
    }

    internal void DeleteTextLocal(TypeNode type, int index, int length)
    {
        var cursor = FindCursor(type, index, useMarkers: true);
        DeleteText(type, ref cursor, length);
        Return(cursor.Attributes);
    }

    internal void FormatLocal(TypeNode type, int index, int length, AttributeMap attributes)
    {
        var cursor = FindCursor(type, index, useMarkers: false);
        if (cursor.Right != 0)
        {
            Format(type, ref cursor, length, attributes);
        }

        Return(cursor.Attributes);
    }

    internal TextCursor StartOf(TypeNode type) => new() { Right = type.Start, Attributes = RentAttributes() };

    internal AttributeMap RentAttributes() => _attributes.TryPop(out var map) ? map : new AttributeMap();

    internal void Return(AttributeMap map)
    {
        map.Clear();
        _attributes.Push(map);
    }

    private TextCursor FindCursor(TypeNode type, int index, bool useMarkers)
    {
        var cursor = StartOf(type);
        if (useMarkers && SearchMarkers.Find(_store, type, index, out var block, out var start))
        {
            (cursor.Left, cursor.Right, cursor.Index) = (_store[block].Left, block, start);
        }

        for (var count = index - cursor.Index; cursor.Right != 0 && count > 0;)
        {
            ref var right = ref _store[cursor.Right];
            if (!right.IsDeleted && right.Kind != BlockKind.Format)
            {
                if (count < right.Length)
                {
                    CleanStart(right.Client, right.Clock + count);
                }

                count -= _store[cursor.Right].Length;
            }

            Forward(ref cursor);
        }

        return cursor;
    }

    /// <summary>Passes over the block at the right.</summary>
    private void Forward(ref TextCursor cursor)
    {
        ref var right = ref _store[cursor.Right];
        if (!right.IsDeleted)
        {
            if (right.Kind == BlockKind.Format)
            {
                cursor.Attributes.Apply((FormatValue)_store.Value(right.Content)!);
            }
            else
            {
                cursor.Index += right.Length;
            }
        }

        (cursor.Left, cursor.Right) = (cursor.Right, right.Right);
    }

    /// <summary>Text where there has never been a format.</summary>
    private void WritePlain(TypeNode type, ref TextCursor cursor, ReadOnlySpan<char> text)
    {
        while (cursor.Right != 0 && _store[cursor.Right].IsDeleted)
        {
            Forward(ref cursor);
        }

        type.Markers?.Change(_store, cursor.Index, text.Length);
        if (!TryExtendLocal(type, cursor, text))
        {
            WriteString(type, cursor, text);
        }
    }

    /// <summary>
    /// Goes on in this client's last run, as joining at the end of the transaction would do. Only where nobody can look in between: not in a transaction of
    /// more than one change, nor where somebody observes.
    /// </summary>
    private bool TryExtendLocal(TypeNode type, in TextCursor cursor, ReadOnlySpan<char> text)
    {
        if (_depth > 1 || _queue.Count > 1 || IsWatched || cursor.Left == 0)
        {
            return false;
        }

        ref var left = ref _store[cursor.Left];
        var blocks = _store.Clients[left.Client];
        if (left.Kind != BlockKind.String || left.IsDeleted || left.IsRedone || blocks.Id != ClientId || left.End != blocks.State || !HasRightOrigin(left, cursor.Right)
            || char.IsHighSurrogate(_store.TextOf(left)[^1]))
        {
            return false;
        }

        Changed(left.Client);
        _store.ExtendText(ref left, text);
        left.Length += text.Length;
        blocks.State += text.Length;
        type.Length += text.Length;
        return true;
    }

    private bool HasRightOrigin(in Block block, int right) => right == 0
        ? block.RightOriginClient < 0
        : block.RightOriginClient == _store[right].Client && block.RightOriginClock == _store[right].Clock;

    private int WriteString(TypeNode type, in TextCursor cursor, ReadOnlySpan<char> text)
    {
        var handle = NewLocal(BlockKind.String, text.Length, cursor.Left, cursor.Right);
        _store.SetText(ref _store[handle], text);
        Integrate(handle, cursor.Left, cursor.Right, type.Handle, 0);
        return handle;
    }

    private void WriteText(TypeNode type, ref TextCursor cursor, ReadOnlySpan<char> text, Embed? embed, AttributeMap attributes)
    {
        for (var i = 0; i < cursor.Attributes.Count; i++)
        {
            var key = cursor.Attributes[i].Key;
            if (attributes.Get(key) is null)
            {
                attributes.Set(FormatValue.None(key));
            }
        }

        SkipWhatIsSet(ref cursor, attributes);
        var negated = RentAttributes();
        OpenAttributes(type, ref cursor, attributes, negated);
        type.Markers?.Change(_store, cursor.Index, embed is null ? text.Length : 1);
        cursor.Right = embed is { } one ? WriteEmbed(type, cursor, one.Value) : WriteString(type, cursor, text);
        Forward(ref cursor);
        CloseAttributes(type, ref cursor, negated);
        Return(negated);
    }

    private int WriteEmbed(TypeNode type, in TextCursor cursor, object? embed)
    {
        if (embed is YType shared)
        {
            return WriteType(type, shared, cursor.Left, cursor.Right, 0);
        }

        var handle = NewLocal(BlockKind.Embed, 1, cursor.Left, cursor.Right);
        _store[handle].Content = _store.AddValue(JsonValue.Of(embed));
        Integrate(handle, cursor.Left, cursor.Right, type.Handle, 0);
        return handle;
    }

    private void DeleteText(TypeNode type, ref TextCursor cursor, int length)
    {
        var count = length;
        var start = cursor.Right;
        var attributes = RentAttributes();
        attributes.CopyFrom(cursor.Attributes);
        while (length > 0 && cursor.Right != 0)
        {
            ref var right = ref _store[cursor.Right];
            if (!right.IsDeleted && right.Kind is BlockKind.Type or BlockKind.Embed or BlockKind.String)
            {
                if (length < right.Length)
                {
                    CleanStart(right.Client, right.Clock + length);
                }

                length -= _store[cursor.Right].Length;
                Delete(cursor.Right);
            }

            Forward(ref cursor);
        }

        if (start != 0 && type.HasFormats)
        {
            CleanGap(start, cursor.Right, attributes, cursor.Attributes);
        }

        Return(attributes);
        type.Markers?.Change(_store, cursor.Index, length - count);
    }

    /// <summary>So that an embed that is null can be told from none.</summary>
    private readonly record struct Embed(object? Value);
}

/// <summary>A place in a text between two blocks, its position, and the formatting that holds there.</summary>
internal struct TextCursor
{
    public int Left;
    public int Right;
    public int Index;
    public AttributeMap Attributes;
}
