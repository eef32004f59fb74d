using System.Text.RegularExpressions;
using RealLearning.Ycs;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>What documents say, thing by thing.</summary>
internal static partial class Facts
{
    /// <summary>The marks that are in a text.</summary>
    public static IEnumerable<string> Marks(YDoc doc) => Mark().Matches(doc.GetText("t").ToString()).Select(match => match.Value);

    /// <summary>What was done in a room by command.</summary>
    public static IEnumerable<(string Thing, string Value)> OfRoom(string room, YDoc doc)
    {
        var root = doc.GetMap("room").ToJson();
        yield return ($"{room} title", (string)root["title"]!);
        if (root.TryGetValue("brief", out var brief))
        {
            yield return ($"{room} brief", (string)((Dictionary<string, object?>)brief!)["purpose"]!);
        }

        foreach (var (id, thread) in Entries(doc, "threads"))
        {
            yield return ($"{room} resolved {id}", $"{thread["resolved"]}");
            foreach (var comment in ((List<object?>)thread["comments"]!).Cast<Dictionary<string, object?>>())
            {
                yield return ($"{room} comment {comment["id"]}", (string)comment["text"]!);
            }
        }

        foreach (var kind in (string[])["snapshots", "sessions"])
        {
            foreach (var (id, entry) in Entries(doc, kind))
            {
                yield return ($"{room} {kind} {id}", (string)entry["title"]!);
            }
        }
    }

    private static IEnumerable<(string Id, Dictionary<string, object?> Entry)> Entries(YDoc doc, string root) =>
        doc.GetMap(root).ToJson().Select(entry => (entry.Key, (Dictionary<string, object?>)entry.Value!));

    [GeneratedRegex("<[0-9a-f]{32}>")]
    private static partial Regex Mark();
}
