using System.Text;

namespace RealLearning.Ycs;

/// <summary>Text between XML nodes.</summary>
public sealed class YXmlText : YText
{
    /// <summary>A text without a place yet.</summary>
    public YXmlText(string text = "")
        : base(6) => Insert(0, text);

    /// <summary>The node behind it, or null.</summary>
    public YType? NextSibling => XmlSiblings.Next(this);

    /// <summary>The node before it, or null.</summary>
    public YType? PreviousSibling => XmlSiblings.Previous(this);

    /// <summary>The text with its formatting as XML, as Yjs shows it: the keys are elements, the entries of their values attributes.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var operation in ToDelta())
        {
            var names = (operation.Attributes?.Keys ?? []).Order(StringComparer.Ordinal).ToList();
            foreach (var name in names)
            {
                text.Append('<').Append(name);
                foreach (var (key, value) in JsText.EntriesOf(operation.Attributes![name]).OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    text.Append(' ').Append(key).Append("=\"").Append(JsText.Of(value)).Append('"');
                }

                text.Append('>');
            }

            text.Append(JsText.Of(operation.Content));
            for (var i = names.Count - 1; i >= 0; i--)
            {
                text.Append("</").Append(names[i]).Append('>');
            }
        }

        return text.ToString();
    }

    private protected override YText New() => new YXmlText();
}
