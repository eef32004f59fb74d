using RealLearning.Ycs;

namespace RealLearning.Grains.Rooms;

/// <summary>The first page of a text, in y-prosemirror's shape: elements named as the editor's nodes, with exactly the attributes that it would write.</summary>
internal static class Page
{
    /// <summary>One empty paragraph.</summary>
    public static byte[] Empty(YDoc doc) => Write(doc, Paragraph());

    /// <summary>Writes the blocks and returns the update.</summary>
    public static byte[] Write(YDoc doc, params YType[] blocks) =>
        doc.TransactAndEncode(() => doc.GetXmlFragment("content").InsertRange(0, blocks));

    /// <summary>An element with what is in it.</summary>
    public static YXmlElement Element(string name, params YType[] content)
    {
        var element = new YXmlElement(name);
        element.InsertRange(0, content);
        return element;
    }

    /// <summary>
    /// A paragraph. With a text in it, an empty one too, as each block of text must have: two people who type first would otherwise make one each, which
    /// editors then melt into one and double.
    /// </summary>
    public static YXmlElement Paragraph(string text = "") => Element("paragraph", new YXmlText(text));
}
