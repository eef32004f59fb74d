using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Rooms;
using RealLearning.Ycs;

namespace RealLearning.Grains.Workspaces;

/// <summary>What the text of a workspace begins with. The blocks are those of the web app's schema; <c>docs/protocols.md</c> lists them.</summary>
internal static class DeliverableSeed
{
    /// <summary>The first page of a deliverable.</summary>
    public static YType[] Blocks(string deliverable) => deliverable switch
    {
        Deliverables.Persona => [Page.Element("portrait", new YXmlText()), Section("who"), Section("goals"), Section("obstacles"), Section("places"), Section("words")],
        Deliverables.Campaign => [Section("audience"), Section("message"), Post(), Section("measures")],
        Deliverables.Report => [Section("question"), Chart(rows: 3, "Label", "Number"), Section("insight"), Section("action")],
        _ => [Page.Paragraph()],
    };

    /// <summary>A chart of a table with these headings, which say what belongs below them, and empty rows.</summary>
    private static YXmlElement Chart(int rows, params string[] headings)
    {
        var head = Page.Element("tableRow", [.. headings.Select(heading => Cell("tableHeader", heading))]);
        var body = Enumerable.Range(0, rows).Select(_ => Page.Element("tableRow", [.. headings.Select(_ => Cell("tableCell"))]));
        var table = Page.Element("table", [head, .. body]);
        var chart = Page.Element("chart", table);
        chart.SetAttribute("type", "bar");
        return chart;
    }

    private static YXmlElement Cell(string name, string text = "")
    {
        var cell = Page.Element(name, Page.Paragraph(text));
        cell.SetAttribute("colspan", 1);
        cell.SetAttribute("rowspan", 1);
        return cell;
    }

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
