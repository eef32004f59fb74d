using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;

namespace RealLearning.Api.Access;

/// <summary>
/// A body of JSON in which every field must be there and of its type; where an object has a type, it may come last. Null where it is no such object: that is
/// said after who asks was looked at.
/// </summary>
internal sealed record StrictBody<T>(T? Value) : IEndpointParameterMetadataProvider
    where T : class
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static async ValueTask<StrictBody<T>> BindAsync(HttpContext context)
    {
        try
        {
            return new StrictBody<T>(await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Options, context.RequestAborted));
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // NotSupportedException is how the serializer says that the type is missing.
            return new StrictBody<T>((T?)null);
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}
