namespace RealLearning.Ycs;

/// <summary>Formatting of text, as blocks before and behind what is formatted. Which of them are written, passed over and deleted is Yjs' choice to the block.</summary>
public sealed partial class YDoc
{
    private FormatValue FormatOf(int handle) => (FormatValue)_store.Value(_store[handle].Content)!;

    private bool IsFormat(int handle) => _store[handle].Kind == BlockKind.Format;

    /// <summary>Passes over what is deleted, and over formats that say what is wanted anyway.</summary>
    private void SkipWhatIsSet(ref TextCursor cursor, AttributeMap attributes)
    {
        while (cursor.Right != 0
            && (_store[cursor.Right].IsDeleted
                || (IsFormat(cursor.Right) && FormatValue.AreSame(attributes.Get(FormatOf(cursor.Right).Key), FormatOf(cursor.Right)))))
        {
            Forward(ref cursor);
        }
    }

    /// <summary>Writes the formats that begin here; <paramref name="negated"/> gets what must hold again behind.</summary>
    private void OpenAttributes(TypeNode type, ref TextCursor cursor, AttributeMap attributes, AttributeMap negated)
    {
        attributes.SortAsObject();
        for (var i = 0; i < attributes.Count; i++)
        {
            var format = attributes[i];
            var present = cursor.Attributes.Get(format.Key);
            if (!FormatValue.AreSame(present, format))
            {
                negated.Set(present ?? FormatValue.None(format.Key));
                WriteFormat(type, ref cursor, format);
            }
        }
    }

    /// <summary>Writes the formats that end what was opened, where nothing at the right does so already.</summary>
    private void CloseAttributes(TypeNode type, ref TextCursor cursor, AttributeMap negated)
    {
        while (cursor.Right != 0
            && (_store[cursor.Right].IsDeleted
                || (IsFormat(cursor.Right) && negated.Get(FormatOf(cursor.Right).Key) is { } format && FormatValue.AreSame(format, FormatOf(cursor.Right)))))
        {
            if (!_store[cursor.Right].IsDeleted)
            {
                negated.Remove(FormatOf(cursor.Right).Key);
            }

            Forward(ref cursor);
        }

        for (var i = 0; i < negated.Count; i++)
        {
            WriteFormat(type, ref cursor, negated[i]);
        }
    }

    private void WriteFormat(TypeNode type, ref TextCursor cursor, FormatValue format)
    {
        var handle = NewLocal(BlockKind.Format, 1, cursor.Left, cursor.Right);
        _store[handle].Content = _store.AddValue(format);
        Integrate(handle, cursor.Left, cursor.Right, type.Handle, 0);
        cursor.Right = handle;
        Forward(ref cursor);
    }

    private void Format(TypeNode type, ref TextCursor cursor, int length, AttributeMap attributes)
    {
        SkipWhatIsSet(ref cursor, attributes);
        var negated = RentAttributes();
        OpenAttributes(type, ref cursor, attributes, negated);
        while (cursor.Right != 0
            && (length > 0 || (negated.Count > 0 && (_store[cursor.Right].IsDeleted || IsFormat(cursor.Right)))))
        {
            ref var right = ref _store[cursor.Right];
            if (!right.IsDeleted && right.Kind == BlockKind.Format)
            {
                if (!Reformat(ref cursor, length, attributes, negated))
                {
                    break;
                }
            }
            else if (!right.IsDeleted)
            {
                if (length < right.Length)
                {
                    CleanStart(right.Client, right.Clock + length);
                }

                length -= _store[cursor.Right].Length;
            }

            Forward(ref cursor);
        }

        if (length > 0)
        {
            // Quill's texts end with a line feed that Yjs' need not have.
            cursor.Right = WriteString(type, cursor, new string('\n', length));
            Forward(ref cursor);
        }

        CloseAttributes(type, ref cursor, negated);
        Return(negated);
    }

    /// <summary>A format within what is formatted; false where the formatted range ends before it.</summary>
    private bool Reformat(ref TextCursor cursor, int length, AttributeMap attributes, AttributeMap negated)
    {
        var format = FormatOf(cursor.Right);
        if (attributes.Get(format.Key) is not { } wanted)
        {
            return true;
        }

        if (FormatValue.AreSame(wanted, format))
        {
            negated.Remove(format.Key);
        }
        else if (length == 0)
        {
            return false;
        }
        else
        {
            negated.Set(format);
        }

        Delete(cursor.Right);
        return true;
    }

    /// <summary>
    /// Deletes formats that have nothing between them and the next content any more. <paramref name="start"/> begins the gap, <paramref name="current"/> is
    /// a place in or behind it. Returns how many.
    /// </summary>
    private int CleanGap(int start, int current, AttributeMap startAttributes, AttributeMap currentAttributes)
    {
        var end = start;
        var last = RentBlocks();
        while (end != 0 && (!_store[end].IsCountable || _store[end].IsDeleted))
        {
            if (!_store[end].IsDeleted && IsFormat(end))
            {
                last[FormatOf(end).Key] = end;
            }

            end = _store[end].Right;
        }

        var (cleaned, reached) = (0, false);
        for (; start != end; start = _store[start].Right)
        {
            reached |= start == current;
            if (_store[start].IsDeleted || !IsFormat(start))
            {
                continue;
            }

            var format = FormatOf(start);
            var before = startAttributes.Get(format.Key);
            if (last.GetValueOrDefault(format.Key) != start || FormatValue.AreIdentical(before, format))
            {
                Delete(start);
                cleaned++;
                if (!reached && FormatValue.AreIdentical(currentAttributes.Get(format.Key), format) && !FormatValue.AreIdentical(before, format))
                {
                    currentAttributes.Apply(before ?? FormatValue.None(format.Key));
                }
            }
            else if (!reached)
            {
                currentAttributes.Apply(format);
            }
        }

        Return(last);
        return cleaned;
    }

    private readonly Stack<Dictionary<string, int>> _blocks = new();

    private Dictionary<string, int> RentBlocks() => _blocks.TryPop(out var map) ? map : [];

    private void Return(Dictionary<string, int> map)
    {
        map.Clear();
        _blocks.Push(map);
    }
}
