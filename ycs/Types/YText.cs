using System.Text;

namespace RealLearning.Ycs;

/// <summary>Shared text. Positions count UTF-16 units.</summary>
public class YText : YSequence
{
    /// <summary>A text without a place yet.</summary>
    public YText()
        : base(2)
    {
    }

    private protected YText(byte kind)
        : base(kind)
    {
    }

    /// <summary>Text that it gets together with its place.</summary>
    internal string? Initial { get; init; }

    /// <summary>Inserts text before a position.</summary>
    public void Insert(int index, string text)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Length);
        if (text.Length > 0)
        {
            Owner.Transact(() => Owner.InsertTextLocal(Place, index, text));
        }
    }

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

    internal override object ToPlain() => ToString();
}
