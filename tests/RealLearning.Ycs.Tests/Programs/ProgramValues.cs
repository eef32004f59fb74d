using System.Text.Json.Nodes;

namespace RealLearning.Ycs.Tests.Programs;

/// <summary>Values as programs describe them, and as they are compared.</summary>
internal static class ProgramValues
{
    /// <summary>A value as JSON can hold it, what JSON does not know marked.</summary>
    public static object? Plain(object? value) => value switch
    {
        YType type => new Dictionary<string, object?> { ["type"] = type.GetType().Name, ["json"] = Plain(type.ToPlain()) },
        YDoc doc => new Dictionary<string, object?>
        {
            ["doc"] = doc.Guid,
            ["meta"] = Plain(doc.Meta),
            ["autoLoad"] = doc.AutoLoad,
            ["shouldLoad"] = doc.ShouldLoad,
            ["gc"] = doc.Gc,
        },
        byte[] bytes => new Dictionary<string, object?> { ["bytes"] = Convert.ToBase64String(bytes) },
        YUndefined => new Dictionary<string, object?> { ["undefined"] = 1 },
        System.Numerics.BigInteger integer => new Dictionary<string, object?> { ["big"] = integer.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        YDelta operation => Operation(operation),
        YKeyChange change => new Dictionary<string, object?>
        {
            ["action"] = change.Action switch { YKeyAction.Add => "add", YKeyAction.Update => "update", _ => "delete" },
            ["oldValue"] = Plain(change.Action == YKeyAction.Add ? YUndefined.Value : change.OldValue),
        },
        IReadOnlyDictionary<string, object?> map => map.ToDictionary(entry => entry.Key, entry => Plain(entry.Value)),
        string => value,
        System.Collections.IEnumerable list => list.Cast<object?>().Select(Plain).ToList(),
        _ => value,
    };

    /// <summary>The value that a program describes.</summary>
    public static object? Build(JsonNode described)
    {
        if (described["any"] is { } any)
        {
            return AnyValue.Decode(Convert.FromBase64String((string)any!));
        }

        if (described["bytes"] is { } bytes)
        {
            return Convert.FromBase64String((string)bytes!);
        }

        if (described["doc"] is { } guid)
        {
            return new YDoc(new YDocOptions
            {
                ClientId = 1,
                Guid = (string)guid!,
                AutoLoad = (bool)described["autoLoad"]!,
                Gc = (bool)described["gc"]!,
                Meta = described["meta"] is { } meta ? AnyValue.Decode(Convert.FromBase64String((string)meta!)) : null,
                ShouldLoad = (bool)described["shouldLoad"]!,
            });
        }

        return BuildType(described);
    }

    public static string Text(JsonNode utf16) => new(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(Convert.FromBase64String((string)utf16!)));

    public static Dictionary<string, object?>? Attributes(JsonNode? any) =>
        any is null ? null : (Dictionary<string, object?>)AnyValue.Decode(Convert.FromBase64String((string)any!))!;

    private static YType BuildType(JsonNode described)
    {
        switch ((string)described["type"]!)
        {
            case "Map":
                return new YMap(Entries(described["entries"]!));
            case "Array":
                return new YArray(described["values"]!.AsArray().Select(entry => Build(entry!)));
            case "XmlFragment":
                var fragment = new YXmlFragment();
                fragment.InsertRange(0, Nodes(described["children"]!));
                return fragment;
            case "XmlHook":
                var hook = new YXmlHook((string)described["name"]!);
                Entries(described["entries"]!).ForEach(entry => hook.Set(entry.Key, entry.Value));
                return hook;
            case "XmlElement":
                var element = new YXmlElement((string)described["name"]!);
                Entries(described["attributes"]!).ForEach(entry => element.SetAttribute(entry.Key, entry.Value));
                element.InsertRange(0, Nodes(described["children"]!));
                return element;
            default:
                var text = (string)described["type"]! == "Text" ? new YText() : new YXmlText();
                foreach (var operation in described["ops"]!.AsArray())
                {
                    ProgramOperations.Perform(text, operation!);
                }

                return text;
        }
    }

    public static IEnumerable<YType> Nodes(JsonNode described) => [.. described.AsArray().Select(node => (YType)Build(node!)!)];

    private static List<KeyValuePair<string, object?>> Entries(JsonNode described) =>
        [.. described.AsArray().Select(entry => KeyValuePair.Create((string)entry![0]!, Build(entry[1]!)))];

    private static Dictionary<string, object?> Operation(YDelta operation)
    {
        var plain = new Dictionary<string, object?>();
        switch (operation.Kind)
        {
            case YDeltaKind.Insert:
                plain["insert"] = Plain(operation.Content);
                break;
            case YDeltaKind.Retain:
                plain["retain"] = operation.Length;
                break;
            default:
                plain["delete"] = operation.Length;
                break;
        }

        if (operation.Attributes is not null)
        {
            plain["attributes"] = Plain(operation.Attributes);
        }

        return plain;
    }
}
