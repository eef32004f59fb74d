using System.Text;

namespace RealLearning.Ycs;

/// <summary>The changes of a text in a transaction as a delta, formatting included.</summary>
internal sealed class TextDelta(YDoc doc, TypeNode type, Transaction transaction)
{
    private readonly List<YDelta> _delta = [];
    private readonly AttributeMap _current = new();
    private readonly AttributeMap _old = new();

    /// <summary>Formatting that what is passed over has got or lost.</summary>
    private readonly AttributeMap _changed = new();
    private readonly StringBuilder _text = new();
    private YDeltaKind? _kind;
    private int _length;

    public List<YDelta> Find()
    {
        doc.Begin();
        try
        {
            for (var handle = type.Start; handle != 0; handle = doc.Store[handle].Right)
            {
                Visit(handle);
            }

            End();
        }
        finally
        {
            doc.End();
        }

        while (_delta.Count > 0 && _delta[^1] is { Kind: YDeltaKind.Retain, Attributes: null })
        {
            _delta.RemoveAt(_delta.Count - 1);
        }

        return _delta;
    }

    private void Visit(int handle)
    {
        var block = doc.Store[handle];
        var (adds, deletes) = (transaction.Adds(block.Client, block.Clock), transaction.Deleted.Contains(block.Client, block.Clock));
        switch (block.Kind)
        {
            case BlockKind.Format:
                VisitFormat(handle, adds, deletes);
                break;
            case BlockKind.Type or BlockKind.Embed when adds && !deletes:
                End();
                AddEmbed(doc.ValuesOf(handle).Single());
                break;
            case BlockKind.String when adds && !deletes:
                Go(YDeltaKind.Insert);
                _text.Append(doc.Store.TextOf(block));
                break;
            case BlockKind.Type or BlockKind.Embed or BlockKind.String when !adds && (deletes || !block.IsDeleted):
                Go(deletes ? YDeltaKind.Delete : YDeltaKind.Retain);
                _length += block.Length;
                break;
        }
    }

    private void VisitFormat(int handle, bool adds, bool deletes)
    {
        var format = (FormatValue)doc.Store.Value(doc.Store[handle].Content)!;
        var present = _current.Get(format.Key);
        if (adds && !deletes)
        {
            if (!FormatValue.AreSame(present, format))
            {
                EndRetain();
                Change(format.Key, FormatValue.AreSame(format, _old.Get(format.Key)) ? null : format);
            }
            else if (!format.Value.IsNull)
            {
                doc.DeleteBlock(handle);
            }
        }
        else if (!adds && deletes)
        {
            _old.Set(format);
            if (!FormatValue.AreSame(present, format))
            {
                EndRetain();
                _changed.Set(present ?? FormatValue.None(format.Key));
            }
        }
        else if (!adds && !doc.Store[handle].IsDeleted)
        {
            _old.Set(format);
            if (_changed.Get(format.Key) is { } changed)
            {
                if (!FormatValue.AreSame(changed, format))
                {
                    EndRetain();
                    Change(format.Key, format.Value.IsNull ? null : format);
                }
                else if (!changed.Value.IsNull)
                {
                    doc.DeleteBlock(handle);
                }
            }
        }

        if (!doc.Store[handle].IsDeleted)
        {
            if (_kind == YDeltaKind.Insert)
            {
                End();
            }

            _current.Apply(format);
        }
    }

    private void Change(string key, FormatValue? format)
    {
        if (format is null)
        {
            _changed.Remove(key);
        }
        else
        {
            _changed.Set(format);
        }
    }

    private void Go(YDeltaKind kind)
    {
        if (_kind != kind)
        {
            End();
            _kind = kind;
        }
    }

    private void EndRetain()
    {
        if (_kind == YDeltaKind.Retain)
        {
            End();
        }
    }

    private void End()
    {
        switch (_kind)
        {
            case YDeltaKind.Insert when _text.Length > 0:
                _delta.Add(YDelta.Insert(_text.ToString(), Attributes(_current)));
                break;
            case YDeltaKind.Retain when _length > 0:
                _delta.Add(YDelta.Retain(_length, Attributes(_changed)));
                break;
            case YDeltaKind.Delete when _length > 0:
                _delta.Add(YDelta.Delete(_length));
                break;
        }

        (_kind, _length) = (null, 0);
        _text.Clear();
    }

    /// <summary>Yjs leaves out what is neither an object nor a text that has something in it.</summary>
    private void AddEmbed(object? embed)
    {
        if (embed is not (bool or double or ""))
        {
            _delta.Add(YDelta.Insert(embed, Attributes(_current)));
        }
    }

    private static Dictionary<string, object?>? Attributes(AttributeMap map) => map.Count > 0 ? map.ToPlain() : null;
}
