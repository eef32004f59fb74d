using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RealLearning.Ycs.Tests;

/// <summary>One update of a random history in the order of its delivery.</summary>
internal sealed record YjsCall([property: JsonPropertyName("bytes")] string Bytes, [property: JsonPropertyName("isV2")] bool IsV2)
{
    [JsonIgnore]
    public byte[] Update => Convert.FromBase64String(Bytes);

    /// <summary>The calls of the history of a seed, v1 and v2 mixed.</summary>
    public static async Task<YjsCall[]> OfAsync(Yjs yjs, int seed)
    {
        var made = await yjs.AskAsync(new { seed, gc = true, mixed = true });
        return [.. made["calls"]!.AsArray().Select((call, i) => new YjsCall((string)call!, (bool)made["formats"]![i]!))];
    }

    public void GiveTo(YDoc doc)
    {
        if (IsV2)
        {
            doc.ApplyUpdateV2(Update);
        }
        else
        {
            doc.ApplyUpdate(Update);
        }
    }

    public static string Text(byte[] bytes) => Convert.ToBase64String(bytes);

    public static byte[] Bytes64(JsonNode? base64) => Convert.FromBase64String((string)base64!);
}
