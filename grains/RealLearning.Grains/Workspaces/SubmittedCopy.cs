using RealLearning.Ycs;

namespace RealLearning.Grains.Workspaces;

/// <summary>
/// The text of a snapshot written anew, by one author: what the words, blocks and images are, and nothing else. The plan stays behind, who wrote what, what was
/// deleted, and which resources helped.
/// </summary>
/// <param name="own">How the addresses of the room's own images begin.</param>
/// <param name="shown">How they begin in the copy.</param>
internal sealed class SubmittedCopy(string own, string shown)
{
    private const string Cite = "cite";
    private const string AnyRoom = "/api/rooms/";

    /// <summary>Names of the images that the copy shows.</summary>
    public HashSet<string> Images { get; } = [];

    /// <summary>Writes the copy into a document that has nothing in it yet, and returns the update.</summary>
    public byte[] Write(YDoc snapshot, YDoc copy)
    {
        Images.Clear();
        return copy.TransactAndEncode(() => copy.GetXmlFragment("content").InsertRange(0, Nodes(snapshot.GetXmlFragment("content"))));
    }

    private IEnumerable<YType> Nodes(YXmlFragment of) => [.. of.Nodes.Select(Node).OfType<YType>()];

    /// <summary>Null for what no text consists of.</summary>
    private YType? Node(YType node) => node switch
    {
        YXmlElement element => Element(element),
        YXmlText text => Text(text),
        _ => null,
    };

    private YXmlElement Element(YXmlElement element)
    {
        var copy = new YXmlElement(element.NodeName);
        foreach (var (name, value) in element.GetAttributes())
        {
            if (Attribute(value) is { } kept)
            {
                copy.SetAttribute(name, kept);
            }
        }

        copy.InsertRange(0, Nodes(element));
        return copy;
    }

    private static YXmlText Text(YXmlText text)
    {
        var copy = new YXmlText();
        copy.ApplyDelta(text.ToDelta().Where(static part => part.Content is string).Select(static part => YDelta.Insert(part.Content, Marks(part.Attributes))), sanitize: false);
        return copy;
    }

    /// <summary>An editor may write a mark's name with a suffix behind two dashes.</summary>
    private static Dictionary<string, object?>? Marks(IReadOnlyDictionary<string, object?>? marks) =>
        marks?.Where(static mark => mark.Key != Cite && !mark.Key.StartsWith($"{Cite}--", StringComparison.Ordinal)).ToDictionary();

    /// <summary>Images of other rooms are not the group's to show.</summary>
    private object? Attribute(object? value)
    {
        if (value is not string text || !text.StartsWith(AnyRoom, StringComparison.Ordinal))
        {
            return value is YType ? null : value;
        }

        if (!text.StartsWith(own, StringComparison.Ordinal))
        {
            return null;
        }

        Images.Add(text[own.Length..]);
        return shown + text[own.Length..];
    }
}
