using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RealLearning.Api.Access;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.OpenApi;

/// <summary>The description of the REST door. It says nothing that is secret, so anybody may read it; it is made once.</summary>
internal sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider provider)
{
    public const string Path = $"/openapi/{Name}.json";

    /// <summary>The schema of every refusal.</summary>
    public const string Problem = "Problem";

    private const string Name = "v1";

    /// <summary>Every operation is under one of these.</summary>
    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Accounts"] = "Signing in, accounts, invitations, and tokens for programs.",
        ["Site"] = "What administrators do.",
        ["Challenges"] = "What tutors write for groups to work on.",
        ["Cohorts"] = "People, groups and challenges of a course, and what waits for somebody today.",
        ["Rooms"] = "Workspaces, groups' own spaces and critique sessions; their images and their past.",
        ["Demonstration"] = "Looking around, where it is open.",
    };

    private readonly Lazy<Task<byte[]>> _bytes = new(async () =>
    {
        var document = await provider.GetOpenApiDocumentAsync();
        return System.Text.Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    });

    public Task<byte[]> BytesAsync() => _bytes.Value;

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ApiDocument>();
        services.AddOpenApi(Name, static options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddSchemaTransformer(TransformAsync);
            options.AddOperationTransformer<OperationTransformer>();
            options.AddDocumentTransformer(TransformAsync);
        });
    }

    public static void Map(WebApplication app) => app
        .MapGet(Path, static async (ApiDocument document) => Results.Bytes(await document.BytesAsync(), "application/json"))
        .AllowAnonymous()
        .TakesTokens(TokenUse.Any)
        .ExcludeFromDescription();

    private static Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(Right))
        {
            (schema.Type, schema.Enum) = (JsonSchemaType.String, [.. Enum.GetValues<Right>().Select(static right => JsonValue.Create(RightNames.Of(right)))]);
        }

        // What a body must have is never null: endpoints look at it themselves, so that they can say what is missing.
        if (context.ParameterDescription is { Source.Id: "Body" } body && body.Type == context.JsonTypeInfo.Type)
        {
            foreach (var field in schema.Properties!.Where(field => schema.Required?.Contains(field.Key) == true).Select(static field => field.Value).OfType<OpenApiSchema>())
            {
                field.Type &= ~JsonSchemaType.Null;
            }
        }

        return Task.CompletedTask;
    }

    private static Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "RealLearning",
            Version = Name,
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            Description = """
                What is not live. What people write together goes over WebSockets: SignalR's hub at `/live` and y-websocket's protocol at `/yjs/<document>`;
                docs/protocols.md describes both, and what each code of a refusal means. `GET /healthz` says whether the server is well.

                Every answer that is not a success is a problem (RFC 9457) whose `code` stays as it is. Every write is safe to repeat with the same id.
                """,
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = Tags.Select(static tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }).ToHashSet();
        document.AddComponent<IOpenApiSecurityScheme>("cookie", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = AccessSetup.CookieName,
            Description = "Set by a sign-in. A request that changes something must come from the server's own pages, or from no page.",
        });
        document.AddComponent<IOpenApiSecurityScheme>("token", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "For programs: one person, one document, of `POST /api/token`.",
        });
        document.AddComponent<IOpenApiSchema>(Problem, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Why something was not done. Nothing was changed by what is refused.",
            Required = new HashSet<string> { "type", "title", "status", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A sentence for a person: what was kept, and what to do." },
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "For programs.", Enum = [.. Refusals.All.Keys.Order(StringComparer.Ordinal).Select(static code => JsonValue.Create(code))] },
                ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        });

        // A command is exactly one of its kinds, and says which.
        var schemas = document.Components!.Schemas!;
        foreach (var schema in schemas.Values.OfType<OpenApiSchema>().Where(static schema => schema.Discriminator is not null))
        {
            (schema.OneOf, schema.AnyOf) = (schema.AnyOf, null);
            foreach (var kind in schema.OneOf!.OfType<OpenApiSchemaReference>())
            {
                ((OpenApiSchema)schemas[kind.Reference.Id!]).Required!.Add(schema.Discriminator!.PropertyName!);
            }
        }

        return Task.CompletedTask;
    }
}
