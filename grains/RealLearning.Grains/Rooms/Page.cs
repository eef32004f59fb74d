using RealLearning.Ycs;

namespace RealLearning.Grains.Rooms;

/// <summary>The first page of a text, in y-prosemirror's shape: elements named as the editor's nodes, with exactly the attributes that it would write.</summary>
internal static class Page
{
    /// <summary>Writes the blocks, in a transaction that is there.</summary>
    public static void Write(YDoc doc, params YType[] blocks) => doc.GetXmlFragment("content").InsertRange(0, blocks);

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
