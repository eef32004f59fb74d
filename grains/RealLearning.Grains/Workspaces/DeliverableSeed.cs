using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Rooms;
using RealLearning.Ycs;

namespace RealLearning.Grains.Workspaces;

/// <summary>What the text of a workspace begins with. The blocks are those of the web app's schema; <c>docs/protocols.md</c> lists them.</summary>
internal static class DeliverableSeed
{
    /// <summary>Writes the first page of a deliverable and returns the update.</summary>
    public static byte[] Write(YDoc doc, string deliverable) => deliverable switch
    {
        Deliverables.Persona => Page.Write(doc, Section("who"), Section("goals"), Section("obstacles"), Section("places"), Section("words")),
        Deliverables.Campaign => Page.Write(doc, Section("audience"), Section("message"), Post(), Section("measures")),
        Deliverables.Report => Page.Write(doc, Section("question"), Section("insight"), Section("action")),
        _ => Page.Empty(doc),
    };

    private static YXmlElement Post()
    {
        var post = Page.Element("post", new YXmlText());
        post.SetAttribute("network", "instagram");
        return post;
    }

    private static YXmlElement Section(string kind)
    {
        var section = Page.Element("section", Page.Paragraph());
        section.SetAttribute("kind", kind);
        return section;
    }
}
