using System.Text.Json.Nodes;

namespace RealLearning.Ycs.Tests.Programs;

/// <summary>The operations of programs, run through this engine's public types.</summary>
internal static class ProgramOperations
{
    /// <summary>Runs one, and returns what it was done to.</summary>
    public static string Run(ProgramClient client, JsonNode operation)
    {
        if ((string)operation["op"]! == "open")
        {
            client.Open((string)operation["root"]!);
            return "document";
        }

        if (client.Undo is { } manager && operation["undo"] is { } undo)
        {
            PerformUndo(manager, (string)operation["op"]!, (bool)undo);
            return "undo manager";
        }

        var type = At(client, operation);
        Perform(type, operation);
        return type.GetType().Name;
    }

    public static void Perform(YType type, JsonNode operation)
    {
        switch (type)
        {
            case YText text:
                PerformText(text, operation);
                break;
            case YArray array:
                PerformArray(array, operation);
                break;
            case YMap map:
                PerformMap(map, operation);
                break;
            default:
                PerformXml((YXmlFragment)type, operation);
                break;
        }
    }

    private static void PerformUndo(YUndoManager manager, string operation, bool undo)
    {
        switch (operation)
        {
            case "undo":
                manager.Undo();
                break;
            case "redo":
                manager.Redo();
                break;
            case "stopCapturing":
                manager.StopCapturing();
                break;
            default:
                manager.Clear(undo, true);
                break;
        }
    }

    private static YType At(ProgramClient client, JsonNode operation)
    {
        var type = client.Root((string)operation["root"]!);
        foreach (var step in operation["path"]!.AsArray())
        {
            type = (YType)(step!.GetValueKind() == System.Text.Json.JsonValueKind.String ? Under(type, (string)step!) : Within(type, (int)step!))!;
        }

        return type;
    }

    private static object? Under(YType type, string key) => type switch
    {
        YMap map => map.Get(key),
        YText text => text.GetAttribute(key),
        _ => ((YXmlElement)type).GetAttribute(key),
    };

    private static object? Within(YType type, int index) => type switch
    {
        YText text => text.ToDelta()[index].Content,
        YArray array => array.ToList()[index],
        _ => ((YXmlFragment)type).Nodes.ElementAt(index),
    };

    private static int Int(JsonNode operation, string name) => (int)operation[name]!;

    private static void PerformText(YText text, JsonNode operation)
    {
        switch ((string)operation["op"]!)
        {
            case "insert":
                text.Insert(Int(operation, "index"), ProgramValues.Text(operation["text"]!), ProgramValues.Attributes(operation["attributes"]));
                break;
            case "embed":
                text.InsertEmbed(Int(operation, "index"), ProgramValues.Build(operation["embed"]!)!, ProgramValues.Attributes(operation["attributes"]));
                break;
            case "format":
                text.Format(Int(operation, "index"), Int(operation, "length"), ProgramValues.Attributes(operation["attributes"])!);
                break;
            case "delete":
                text.Delete(Int(operation, "index"), Int(operation, "length"));
                break;
            case "delta":
                text.ApplyDelta(operation["delta"]!.AsArray().Select(one => Delta(one!)), (bool)operation["sanitize"]!);
                break;
            case "setAttribute":
                text.SetAttribute((string)operation["key"]!, ProgramValues.Build(operation["value"]!));
                break;
            default:
                text.RemoveAttribute((string)operation["key"]!);
                break;
        }
    }

    private static YDelta Delta(JsonNode one)
    {
        var attributes = ProgramValues.Attributes(one["attributes"]);
        return one["retain"] is { } retain ? YDelta.Retain((int)retain, attributes)
            : one["delete"] is { } delete ? YDelta.Delete((int)delete)
            : YDelta.Insert(one["embed"] is { } embed ? ProgramValues.Build(embed) : ProgramValues.Text(one["insert"]!), attributes);
    }

    private static void PerformArray(YArray array, JsonNode operation)
    {
        switch ((string)operation["op"]!)
        {
            case "insertValues":
                array.InsertRange(Int(operation, "index"), Values(operation));
                break;
            case "push":
                array.AddRange(Values(operation));
                break;
            case "delete":
                array.Delete(Int(operation, "index"), Int(operation, "length"));
                break;
            default:
                array.Get(Int(operation, "index"));
                break;
        }
    }

    private static IEnumerable<object?> Values(JsonNode operation) => [.. operation["values"]!.AsArray().Select(value => ProgramValues.Build(value!))];

    private static void PerformMap(YMap map, JsonNode operation)
    {
        switch ((string)operation["op"]!)
        {
            case "set":
                map.Set((string)operation["key"]!, ProgramValues.Build(operation["value"]!));
                break;
            case "remove":
                map.Remove((string)operation["key"]!);
                break;
            case "clear":
                map.Clear();
                break;
            case "load":
                ((YDoc)map.Get((string)operation["key"]!)!).Load();
                break;
            default:
                ((YDoc)map.Get((string)operation["key"]!)!).Destroy();
                break;
        }
    }

    private static void PerformXml(YXmlFragment xml, JsonNode operation)
    {
        switch ((string)operation["op"]!)
        {
            case "insertNodes":
                xml.InsertRange(Int(operation, "index"), ProgramValues.Nodes(operation["nodes"]!));
                break;
            case "insertAfter":
                xml.InsertAfter(Int(operation, "after") < 0 ? null : xml.Nodes.ElementAt(Int(operation, "after")), ProgramValues.Nodes(operation["nodes"]!));
                break;
            case "delete":
                xml.Delete(Int(operation, "index"), Int(operation, "length"));
                break;
            case "setAttribute":
                ((YXmlElement)xml).SetAttribute((string)operation["key"]!, ProgramValues.Build(operation["value"]!));
                break;
            default:
                ((YXmlElement)xml).RemoveAttribute((string)operation["key"]!);
                break;
        }
    }
}
