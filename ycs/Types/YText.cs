using System.Text;

namespace RealLearning.Ycs;

/// <summary>Shared text with formatting and embeds. Positions count UTF-16 units; an embed takes one.</summary>
public class YText : YSequence
{
    private readonly KeyedValues _values;
    private List<Action>? _pending;

    /// <summary>A text without a place yet.</summary>
    public YText()
        : this(2)
    {
    }

    /// <summary>A text without a place yet, with words.</summary>
    public YText(string text)
        : this(2) => Insert(0, text);

    private protected YText(byte kind)
        : base(kind) => _values = new KeyedValues(this);

    /// <summary>Inserts text before a position, formatted as what is before it.</summary>
    public void Insert(int index, string text) => Insert(index, text, null);

    /// <summary>Inserts text with its own formatting before a position; null for that of what is before it. Throws <see cref="ArgumentOutOfRangeException"/>.</summary>
    public void Insert(int index, string text, IEnumerable<KeyValuePair<string, object?>>? attributes)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (text.Length == 0)
        {
            return;
        }

        if (Node is null)
        {
            WaitToInsert(index, text, attributes);
            return;
        }

        CheckRange(index, 0, Length);
        var place = WritablePlace;
        var given = attributes is null ? null : Attributes(attributes);
        Owner.Begin();
        try
        {
            Owner.InsertTextLocal(place, index, text, given);
        }
        finally
        {
            Owner.End();
        }
    }

    /// <summary>Inserts a value that JSON can hold, or a shared type, before a position; formatted as given and not as what is before it.</summary>
    public void InsertEmbed(int index, object embed, IEnumerable<KeyValuePair<string, object?>>? attributes = null)
    {
        ArgumentNullException.ThrowIfNull(embed);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        Check(embed, nameof(embed));
        if (embed is "")
        {
            throw new ArgumentException("Text without a unit takes no place.", nameof(embed));
        }

        if (Node is null)
        {
            // What waits is formatted by what is given alone.
            Wait(() => InsertEmbed(index, embed, attributes ?? []));
            return;
        }

        CheckRange(index, 0, Length);
        var place = WritablePlace;
        var given = attributes is null ? null : Attributes(attributes);
        Owner.Begin();
        try
        {
            Owner.InsertEmbedLocal(place, index, embed, given);
        }
        finally
        {
            Owner.End();
        }
    }

    /// <inheritdoc/>
    public override void Delete(int index, int length = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return;
        }

        if (Node is null)
        {
            WaitToDelete(index, length);
            return;
        }

        CheckRange(index, length, Length);
        var place = WritablePlace;
        Owner.Begin();
        try
        {
            Owner.DeleteTextLocal(place, index, length);
        }
        finally
        {
            Owner.End();
        }
    }

    /// <summary>Gives a range formatting; null as a value takes one away.</summary>
    public void Format(int index, int length, IEnumerable<KeyValuePair<string, object?>> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return;
        }

        if (Node is null)
        {
            Wait(() => Format(index, length, attributes));
            return;
        }

        CheckRange(index, length, Length);
        var place = WritablePlace;
        var given = Attributes(attributes);
        Owner.Begin();
        try
        {
            Owner.FormatLocal(place, index, length, given);
        }
        finally
        {
            Owner.End();
        }
    }

    /// <summary>
    /// Carries out a delta, from the start on. What it keeps or deletes beyond the end counts as Yjs counts it: keeping adds line feeds, deleting ends.
    /// </summary>
    /// <param name="delta">Its operations in order.</param>
    /// <param name="sanitize">False: a line feed that ends the last insertion at the end of the text is left out, since Quill thinks of one there.</param>
    public void ApplyDelta(IEnumerable<YDelta> delta, bool sanitize = true)
    {
        var operations = delta.ToList();
        foreach (var operation in operations)
        {
            operation.Check();
        }

        if (Node is null)
        {
            Wait(() => ApplyDelta(operations, sanitize));
            return;
        }

        var place = WritablePlace;
        Owner.Begin();
        try
        {
            Owner.ApplyDeltaLocal(place, operations, sanitize);
        }
        finally
        {
            Owner.End();
        }
    }

    /// <summary>The text as insertions with their formatting.</summary>
    public List<YDelta> ToDelta() => Owner.DeltaOf(Place);

    /// <summary>Sets an attribute of the whole text.</summary>
    public void SetAttribute(string name, object? value)
    {
        if (Node is null)
        {
            Wait(() => _values.Set(name, value));
            return;
        }

        _values.Set(name, value);
    }

    /// <summary>Removes an attribute of the whole text.</summary>
    public void RemoveAttribute(string name)
    {
        if (Node is null)
        {
            Wait(() => _values.Remove(name));
            return;
        }

        _values.Remove(name);
    }

    /// <summary>An attribute of the whole text, or null.</summary>
    public object? GetAttribute(string name) => _values.TryGet(name, out var value) ? value : null;

    /// <summary>The attributes of the whole text.</summary>
    public IEnumerable<KeyValuePair<string, object?>> GetAttributes() => _values.All();

    /// <summary>The text without its formatting.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var handle in Items())
        {
            if (Store[handle].Kind == BlockKind.String)
            {
                text.Append(Store.TextOf(Store[handle]));
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public override object ToPlain() => ToString();

    /// <inheritdoc/>
    public override YText Clone()
    {
        var copy = New();
        copy.ApplyDelta(ToDelta().Select(static operation => operation.Copy()));
        return copy;
    }

    internal override void WritePending()
    {
        var pending = _pending;
        _pending = null;
        foreach (var change in pending ?? [])
        {
            change();
        }
    }

    private protected virtual YText New() => new();

    /// <summary>Formatting as it is given, each value checked.</summary>
    internal static AttributeMap Attributes(IEnumerable<KeyValuePair<string, object?>> attributes)
    {
        var map = new AttributeMap();
        foreach (var (key, value) in attributes)
        {
            Check(value, nameof(attributes));
            map.Set(new FormatValue(key, JsonValue.Of(value)));
        }

        return map;
    }

    // Apart from their callers: a closure is allocated where the method that makes it begins.
    private void WaitToInsert(int index, string text, IEnumerable<KeyValuePair<string, object?>>? attributes) => Wait(() => Insert(index, text, attributes));

    private void WaitToDelete(int index, int length) => Wait(() => Delete(index, length));

    private void Wait(Action change) => (_pending ??= []).Add(change);
}
