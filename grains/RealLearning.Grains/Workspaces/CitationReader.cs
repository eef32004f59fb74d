using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Rooms;
using RealLearning.Ycs;

namespace RealLearning.Grains.Workspaces;

/// <summary>Reads which resources the passages of a text cite. People write the text with any program: what names no resource of the room is skipped.</summary>
internal static class CitationReader
{
    /// <param name="work">The text.</param>
    /// <param name="room">Where the resources are.</param>
    public static CitedResource[] Read(YDoc work, YDoc room)
    {
        var ids = new HashSet<string>();
        Collect(work.GetXmlFragment("content"), ids);
        var resources = room.GetMap("resources");
        return [.. ids.Order(StringComparer.Ordinal).Select(id => resources.Get(id) is Dictionary<string, object?> resource ? Resource(id, resource) : null).OfType<CitedResource>()];
    }

    private static CitedResource Resource(string id, Dictionary<string, object?> resource) =>
        new(id, resource["title"] as string ?? "", resource["url"] as string ?? "", resource["kind"] as string ?? ResourceProjection.Curated);

    /// <summary>The engine bounds how deep a text goes.</summary>
    private static void Collect(YXmlFragment fragment, HashSet<string> ids)
    {
        for (var i = 0; i < fragment.Length; i++)
        {
            switch (fragment.Get(i))
            {
                case YXmlText text:
                    ids.UnionWith(text.ToDelta().Select(static run => run.Attributes?.GetValueOrDefault("cite")).OfType<IReadOnlyDictionary<string, object?>>()
                        .Select(static mark => mark.GetValueOrDefault("resourceId")).OfType<string>());
                    break;
                case YXmlFragment inner:
                    Collect(inner, ids);
                    break;
            }
        }
    }
}
