using System.Buffers;
using System.Text.Json;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Ycs;

namespace RealLearning.Grains.Documents;

/// <summary>Writes who a session is into its awareness state, in place of whatever the client says of itself.</summary>
internal static class AwarenessStamp
{
    /// <summary>
    /// The entry with its <c>user</c> replaced by the session's, or as it is where there is none; null where the state is not a JSON object, since a
    /// reader would fail at it. The rest stays byte for byte: what an editor wrote may be valid to it and to no other parser, such as half a surrogate pair.
    /// </summary>
    public static AwarenessEntry? Apply(RoomSession? session, AwarenessEntry entry)
    {
        try
        {
            var rest = WithoutUser(entry.JsonUtf8.Span);
            if (rest is null || session is null)
            {
                return rest is null ? null : entry;
            }

            WriteUser(rest, session);
            return entry with { JsonUtf8 = rest.WrittenMemory };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The object's properties but for <c>user</c>, each with a comma behind it, and the brace before them; null where it is no object.</summary>
    private static ArrayBufferWriter<byte>? WithoutUser(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var rest = new ArrayBufferWriter<byte>(json.Length + 128);
        rest.Write("{"u8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isUser = IsUser(ref reader);
            reader.Read();
            reader.Skip();
            if (!isUser)
            {
                rest.Write(json[start..(int)reader.BytesConsumed]);
                rest.Write(","u8);
            }
        }

        // Throws where something stands behind the object.
        reader.Read();
        return rest;
    }

    private static bool IsUser(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals("user"u8);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no part of that name.
            return false;
        }
    }

    private static void WriteUser(ArrayBufferWriter<byte> rest, RoomSession session)
    {
        var colour = PersonColours.IndexOf(session.Caller.PersonId);
        rest.Write("\"user\":"u8);
        using (var writer = new Utf8JsonWriter(rest))
        {
            writer.WriteStartObject();
            writer.WriteString("id", session.Caller.PersonId);
            writer.WriteString("name", session.Caller.Name);
            writer.WriteString("color", PersonColours.CssOf(colour));
            writer.WriteNumber("colour", colour);
            writer.WriteString("right", RightNames.Of(session.Right));
            writer.WriteEndObject();
        }

        rest.Write("}"u8);
    }
}
