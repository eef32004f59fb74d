using System.Text.Json;
using System.Text.Json.Serialization;

namespace RealLearning.Contracts.Documents;

/// <summary>Rights by their names on the wire, in JSON of every kind.</summary>
public sealed class RightJsonConverter : JsonConverter<Right>
{
    /// <inheritdoc/>
    public override Right Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && RightNames.TryParse(reader.GetString(), out var right)
            ? right
            : throw new JsonException("A right is one of none, observe, comment, edit, facilitate.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Right value, JsonSerializerOptions options) =>
        writer.WriteStringValue(RightNames.Of(value));
}
