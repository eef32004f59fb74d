namespace RealLearning.Ycs;

/// <summary>
/// A shared type: a view of one place in a document. One made with <c>new</c> has no place yet; it gets one when it is put into another type, and can
/// be written from then on.
/// </summary>
public abstract class YType
{
    private protected YType(byte kind, string? name = null) => (Kind, Name) = (kind, name);

    internal byte Kind { get; }

    internal string? Name { get; }

    internal YDoc? Doc { get; private set; }

    internal TypeNode? Node { get; private set; }

    private protected YDoc Owner => Doc ?? throw new InvalidOperationException("The type has no place in a document yet.");

    private protected TypeNode Place => Node ?? throw new InvalidOperationException("The type has no place in a document yet.");

    private protected BlockStore Store => Owner.Store;

    internal static YType Of(YDoc doc, TypeNode node)
    {
        if (node.View is null)
        {
            node.View = New(node);
            node.View.Settle(doc, node);
        }

        return node.View;
    }

    internal void Settle(YDoc doc, TypeNode node) => (Doc, Node, node.View) = (doc, node, this);

    /// <summary>The plain value that Yjs' <c>toJSON</c> gives: text, list or dictionary.</summary>
    internal abstract object? ToPlain();

    private static YType New(TypeNode node) => node.Ref switch
    {
        0 => new YArray(),
        1 => new YMap(),
        2 => new YText(),
        3 => new YXmlElement(node.Name!),
        5 => new YXmlHook(node.Name!),
        6 => new YXmlText(),
        _ => new YXmlFragment(),
    };
}
