using System.Text;

namespace RealLearning.Ycs;

/// <summary>An XML element: a name, attributes, nodes.</summary>
public sealed class YXmlElement : YXmlFragment
{
    private readonly KeyedValues _values;

    /// <summary>An element without a place yet.</summary>
    public YXmlElement(string nodeName)
        : base(3, nodeName) => _values = new KeyedValues(this);

    /// <summary>The element's name.</summary>
    public string NodeName => Name!;

    /// <summary>The node behind it, or null.</summary>
    public YType? NextSibling => XmlSiblings.Next(this);

    /// <summary>The node before it, or null.</summary>
    public YType? PreviousSibling => XmlSiblings.Previous(this);

    /// <summary>Sets an attribute.</summary>
    public void SetAttribute(string name, object? value) => _values.Set(name, value);

    /// <summary>Removes an attribute.</summary>
    public void RemoveAttribute(string name) => _values.Remove(name);

    /// <summary>An attribute's value, or null.</summary>
    public object? GetAttribute(string name) => _values.TryGet(name, out var value) ? value : null;

    /// <summary>Whether it has an attribute.</summary>
    public bool HasAttribute(string name) => _values.TryGet(name, out _);

    /// <summary>All attributes.</summary>
    public IEnumerable<KeyValuePair<string, object?>> GetAttributes() => _values.All();

    /// <inheritdoc/>
    public override string ToString()
    {
        var name = NodeName.ToLowerInvariant();
        var attributes = new StringBuilder();
        foreach (var (key, value) in _values.All().OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            attributes.Append(' ').Append(key).Append("=\"").Append(JsText.Of(value)).Append('"');
        }

        return $"<{name}{attributes}>{base.ToString()}</{name}>";
    }

    /// <inheritdoc/>
    public override YXmlElement Clone()
    {
        var copy = (YXmlElement)base.Clone();
        foreach (var (key, value) in JsKeys.InOrder(_values.All()))
        {
            copy.SetAttribute(key, value);
        }

        return copy;
    }

    internal override void WritePending()
    {
        base.WritePending();
        _values.WritePending();
    }

    private protected override YXmlFragment New() => new YXmlElement(NodeName);
}
