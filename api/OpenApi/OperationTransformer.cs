using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using RealLearning.Api.Access;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.OpenApi;

/// <summary>Writes into each operation of the document what its endpoint says of itself.</summary>
internal sealed class OperationTransformer(IOptions<JsonOptions> json) : IOpenApiOperationTransformer
{
    private const string Json = "application/json";

    /// <summary>What the parameters of paths, and behind a ? of queries, are, each with an example. One that is not here has no description, and the document cannot be made.</summary>
    private static readonly Dictionary<string, (string Says, JsonNode Example)> Parameters = new()
    {
        ["kind"] = ("The kind of the room: workspace, group or session.", "workspace"),
        ["id"] = ("An id: 1 to 64 characters of a-z A-Z 0-9 . _ -", "spring-appeal"),
        ["part"] = ("The part of the room that the document is.", "content"),
        ["sequence"] = ("The number of an entry of the timeline.", 17),
        ["?find"] = ("Words of a name or an e-mail address; everybody where it is missing.", "Lea"),
        ["?after"] = ("Entries after this one; from the beginning where it is missing.", 0),
        ["name"] = ("The image's name, which its upload told.", "9f86d081884c7d65"),
        ["workspace"] = ("The id of the workspace.", "spring-appeal"),
        ["submission"] = ("The id of the submission.", "first-draft"),
        ["?link"] = ("To link the account that is signed in: what the way to the organisation had.", "CfDJ8N0mYw2b"),
        ["?confirm"] = ("Whoever goes confirms who they are, and comes back to the account's page.", true),
        ["?before"] = ("Entries before this: the `next` of an answer. From the newest where it is missing.", "2026-11.40"),
        ["?kind"] = ("Entries of this kind alone.", "account-blocked"),
        ["?person"] = ("Entries of what this person did, or what concerns them.", "b7e01c5593f24a08"),
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var codes = RefusalsOf.Endpoint(context.Description);
        var tokens = metadata.OfType<TokenUse>().ToList();
        operation.Description = tokens switch
        {
            [TokenUse.OwnDocument] => "Takes the token of this document.",
            [TokenUse.Any] => "Takes every token.",
            _ => "Closed to tokens.",
        };
        operation.Security = !codes.Contains(RefusalCodes.NotSignedIn) ? [] : tokens.Count == 0 ? [Needs("cookie", context)] : [Needs("cookie", context), Needs("token", context)];
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            (parameter.Description, parameter.Example) = Parameters[parameter.In == ParameterLocation.Query ? $"?{parameter.Name}" : parameter.Name!];
        }

        foreach (var examples in metadata.OfType<RequestExamples>())
        {
            Add(examples, operation.RequestBody!.Content![Json]);
        }

        foreach (var bytes in metadata.OfType<RequestBytes>())
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = bytes.ContentTypes.ToDictionary(static type => type, static _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
            };
        }

        foreach (var answer in metadata.OfType<ResponseExample>())
        {
            operation.Responses![$"{answer.Status}"].Content![Json].Example = NodeOf(answer.Value);
        }

        foreach (var status in codes.GroupBy(Refusals.StatusOf).OrderBy(static status => status.Key))
        {
            operation.Responses![$"{status.Key}"] = Refused([.. status], context.Document!);
        }

        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Needs(string scheme, OpenApiOperationTransformerContext context) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };

    /// <summary>A single one is the example; several are named by the types of their commands.</summary>
    private void Add(RequestExamples examples, OpenApiMediaType body)
    {
        var nodes = examples.Values.Select(NodeOf).ToList();
        if (nodes is [var only])
        {
            body.Example = only;
            return;
        }

        body.Examples = nodes.ToDictionary(static node => (string)node["command"]!["type"]!, static IOpenApiExample (node) => new OpenApiExample { Value = node });
    }

    private JsonNode NodeOf(object value) => JsonSerializer.SerializeToNode(value, value.GetType(), json.Value.SerializerOptions)!;

    private static OpenApiResponse Refused(IReadOnlyList<string> codes, OpenApiDocument document) => new()
    {
        Description = $"Refused: {string.Join(", ", codes.Select(static code => $"`{code}`"))}.",
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new()
            {
                Schema = new OpenApiSchema
                {
                    AllOf =
                    [
                        new OpenApiSchemaReference(ApiDocument.Problem, document),
                        new OpenApiSchema { Properties = new Dictionary<string, IOpenApiSchema> { ["code"] = new OpenApiSchema { Enum = [.. codes.Select(static code => JsonValue.Create(code))] } } },
                    ],
                },
            },
        },
    };
}
