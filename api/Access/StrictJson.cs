using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace RealLearning.Api.Access;

/// <summary>JSON in which every field must be there and of its type; where an object has a type, it may come last.</summary>
internal static class StrictJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>False where it is no such object.</summary>
    public static bool TryRead<T>(JsonElement json, [NotNullWhen(true)] out T? value)
        where T : class
    {
        value = null;
        try
        {
            value = json.ValueKind == JsonValueKind.Object ? json.Deserialize<T>(Options) : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // NotSupportedException is how the serializer says that the type is missing.
        }

        return value is not null;
    }
}
