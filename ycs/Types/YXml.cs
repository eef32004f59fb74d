using System.Runtime.CompilerServices;
using System.Text;

namespace RealLearning.Ycs;

/// <summary>A list of XML nodes: elements and texts.</summary>
public class YXmlFragment : YSequence
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

    /// <summary>Inserts a node, an element or a text, before a position.</summary>
    public void Insert(int index, YType node) => InsertValues(index, [node]);

    /// <summary>The XML as Yjs shows it.</summary>
    public override string ToString()
    {
        // Nesting is the writer's choice: end with an exception before the stack does.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return string.Concat(Nodes.Select(node => node.ToString()));
    }

    internal override object ToPlain() => ToString();
}

/// <summary>An XML element: a name, attributes, nodes.</summary>
public sealed class YXmlElement : YXmlFragment
{
    /// <summary>An element without a place yet.</summary>
    public YXmlElement(string nodeName)
        : base(3, nodeName)
    {
    }

    /// <summary>The element's name.</summary>
    public string NodeName => Name!;

    /// <summary>Sets an attribute.</summary>
    public void SetAttribute(string name, object? value) => Owner.Transact(() => Owner.SetLocal(Place, name, value));

    /// <summary>An attribute's value, or null.</summary>
    public object? GetAttribute(string name) => Owner.TryGetKey(Place, name, out var value) ? value : null;

    /// <inheritdoc/>
    public override string ToString()
    {
        var name = NodeName.ToLowerInvariant();
        var attributes = new StringBuilder();
        foreach (var key in Owner.LiveKeys(Place).Select(key => Store.KeyName(key.Key)).Order(StringComparer.Ordinal))
        {
            attributes.Append(' ').Append(key).Append("=\"").Append(GetAttribute(key)).Append('"');
        }

        return $"<{name}{attributes}>{base.ToString()}</{name}>";
    }
}

/// <summary>A hook: a map that an editor gives a meaning by its name.</summary>
public sealed class YXmlHook : YType
{
    /// <summary>A hook without a place yet.</summary>
    public YXmlHook(string hookName)
        : base(5, hookName)
    {
    }

    internal override object ToPlain() => new Dictionary<string, object?>();
}

/// <summary>Text between XML nodes.</summary>
public sealed class YXmlText : YText
{
    /// <summary>A text without a place yet.</summary>
    public YXmlText(string text = "")
        : base(6) => Initial = text;
}
