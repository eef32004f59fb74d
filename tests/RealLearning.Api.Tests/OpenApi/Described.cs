using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace RealLearning.Api.Tests.OpenApi;

/// <summary>The document <c>/openapi/v1.json</c>, as a reader of it has it, with its schemas made so strict that a field which they do not name is a fault.</summary>
internal sealed partial class Described
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private readonly Dictionary<string, Lazy<JsonSchema>> _schemas = [];
    private readonly JsonNode _components;

    public Described(byte[] json)
    {
        Document = JsonNode.Parse(json)!;
        _components = Local(Document["components"]!["schemas"]!);
        foreach (var (_, schema) in _components.AsObject())
        {
            Close(schema!);
        }

        Operations = [.. Document["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject().Select(operation => new Operation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!)))];
    }

    public JsonNode Document { get; }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The operation of a request, or null.</summary>
    public Operation? Find(string method, string path) => Operations.FirstOrDefault(operation => operation.Method == method && operation.Pattern.IsMatch(path));

    /// <summary>What is wrong with an answer, or null.</summary>
    public string? FaultOf(string method, string path, int status, string? contentType, ReadOnlyMemory<byte> body)
    {
        if (Find(method, path) is not { } operation)
        {
            return status is 403 or 404 or 405 ? FaultOf(JsonNode.Parse("""{ "$ref": "#/components/schemas/Problem" }""")!, body) : $"{status} at an address that is not described";
        }

        if (operation.Node["responses"]![$"{status}"] is not { } response)
        {
            return status == 405 ? null : $"{status} is not described: {System.Text.Encoding.UTF8.GetString(body.Span)}";
        }

        if (response["content"] is not { } content)
        {
            return body.Length == 0 ? null : $"{status} has a body";
        }

        return content[contentType ?? ""] is not { } media ? $"{status} is of type {contentType}"
            : media["schema"] is { } schema && contentType!.EndsWith("json", StringComparison.Ordinal) ? FaultOf(schema, body)
            : null;
    }

    /// <summary>What is wrong with a value by a schema, or null.</summary>
    public string? FaultOf(JsonNode schema, ReadOnlyMemory<byte> value)
    {
        var key = schema.ToJsonString();
        Lazy<JsonSchema>? known;
        lock (_schemas)
        {
            _schemas.TryAdd(key, new Lazy<JsonSchema>(() => SchemaOf(key)));
            known = _schemas[key];
        }

        using var json = JsonDocument.Parse(value);
        var result = known.Value.Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return result.IsValid ? null : string.Join("; ", (result.Details ?? []).Where(static detail => detail.Errors is not null).SelectMany(static detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")))
            + $" in {json.RootElement.GetRawText()}";
    }

    private JsonSchema SchemaOf(string schema)
    {
        var whole = Local(JsonNode.Parse(schema)!).AsObject();
        whole["$schema"] = Dialect;
        whole["$defs"] = _components.DeepClone();
        return JsonSchema.FromText(whole.ToJsonString());
    }

    private static JsonNode Local(JsonNode node) => JsonNode.Parse(node.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal))!;

    private static void Close(JsonNode node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                if (item is not null)
                {
                    Close(item);
                }
            }

            return;
        }

        if (node is not JsonObject schema)
        {
            return;
        }

        foreach (var (_, child) in schema.ToList())
        {
            if (child is not null)
            {
                Close(child);
            }
        }

        if (schema["properties"] is JsonObject && schema["discriminator"] is null)
        {
            schema["additionalProperties"] = false;
        }
    }

    internal sealed partial record Operation(string Method, string Path, JsonNode Node)
    {
        public string Name => $"{Method} {Path}";

        public Regex Pattern { get; } = new($"^{Parameter().Replace(Path, "[^/]+")}/?$");

        [GeneratedRegex(@"\{\w+\}")]
        private static partial Regex Parameter();
    }
}
