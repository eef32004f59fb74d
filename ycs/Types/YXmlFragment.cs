using System.Runtime.CompilerServices;

namespace RealLearning.Ycs;

/// <summary>A list of XML nodes: elements, texts, hooks.</summary>
public class YXmlFragment : YList
{
    /// <summary>A fragment without a place yet.</summary>
    public YXmlFragment()
        : base(4)
    {
    }

    private protected YXmlFragment(byte kind, string name)
        : base(kind, name)
    {
    }

    /// <summary>The nodes in order.</summary>
    public IEnumerable<YType> Nodes => Elements().OfType<YType>();

    /// <summary>The first node, or null.</summary>
    public YType? FirstChild => Nodes.FirstOrDefault();

    /// <summary>All nodes below this one for which a filter holds, each before what is in it.</summary>
    public IEnumerable<YType> Walk(Func<YType, bool>? filter = null)
    {
        var open = new Stack<IEnumerator<YType>>();
        open.Push(Nodes.GetEnumerator());
        while (open.TryPeek(out var nodes))
        {
            if (!nodes.MoveNext())
            {
                open.Pop().Dispose();
                continue;
            }

            if (filter is null || filter(nodes.Current))
            {
                yield return nodes.Current;
            }

            if (nodes.Current is YXmlFragment inner)
            {
                open.Push(inner.Nodes.GetEnumerator());
            }
        }
    }

    /// <summary>The elements below this one with a name, upper and lower case alike.</summary>
    public IEnumerable<YXmlElement> QuerySelectorAll(string nodeName) =>
        Walk().OfType<YXmlElement>().Where(element => string.Equals(element.NodeName, nodeName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first of them, or null.</summary>
    public YXmlElement? QuerySelector(string nodeName) => QuerySelectorAll(nodeName).FirstOrDefault();

    /// <summary>Inserts a node before a position.</summary>
    public void Insert(int index, YType node) => InsertValues(index, [node]);

    /// <summary>Inserts nodes before a position.</summary>
    public void InsertRange(int index, IEnumerable<YType> nodes) => InsertValues(index, [.. nodes]);

    /// <summary>Adds a node at the end.</summary>
    public void Add(YType node) => InsertValues(Length, [node]);

    /// <summary>Inserts nodes behind one that is here, or at the start where it is null. Throws <see cref="ArgumentException"/> where it is not here.</summary>
    public void InsertAfter(YType? node, IEnumerable<YType> nodes)
    {
        List<object?> values = [.. nodes];
        if (Node is null)
        {
            var index = node is null ? 0 : Pending.ToList().IndexOf(node) + 1;
            InsertValues(index > 0 || node is null ? index : throw NotHere(nameof(node)), values);
            return;
        }

        if (node is not null && (node.Doc != Doc || node.Parent != this))
        {
            throw NotHere(nameof(node));
        }

        CheckAll(values);
        var place = WritablePlace;
        Owner.Begin();
        try
        {
            Owner.InsertAfter(place, node?.Node!.Item ?? 0, values);
        }
        finally
        {
            Owner.End();
        }
    }

    /// <summary>The node at a position. Throws <see cref="ArgumentOutOfRangeException"/>.</summary>
    public YType Get(int index) => (YType)ElementAt(index)!;

    /// <summary>The XML as Yjs shows it.</summary>
    public override string ToString()
    {
        // Nesting is the writer's choice: end with an exception before the stack does.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return string.Concat(Elements().Select(JsText.Of));
    }

    /// <inheritdoc/>
    public override object ToPlain() => ToString();

    /// <inheritdoc/>
    public override YXmlFragment Clone()
    {
        var copy = New();
        copy.InsertValues(0, [.. Elements().Select(Copy)]);
        return copy;
    }

    private protected virtual YXmlFragment New() => new();

    private static ArgumentException NotHere(string name) => new("The node is not one of this list.", name);
}
