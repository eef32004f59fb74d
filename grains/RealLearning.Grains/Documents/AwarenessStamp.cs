using System.Buffers;
using System.Text.Json;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.People;
using RealLearning.Ycs;

namespace RealLearning.Grains.Documents;

/// <summary>Writes who a session is into its awareness state, in place of whatever the client says of itself.</summary>
internal static class AwarenessStamp
{
    /// <summary>The entry with its <c>user</c> replaced; null where the state is not a JSON object.</summary>
    public static AwarenessEntry? Apply(RoomSession session, AwarenessEntry entry)
    {
        try
        {
            using var state = JsonDocument.Parse(entry.JsonUtf8);
            if (state.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var buffer = new ArrayBufferWriter<byte>(entry.JsonUtf8.Length + 128);
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                foreach (var property in state.RootElement.EnumerateObject())
                {
                    if (property.Name != "user")
                    {
                        property.WriteTo(writer);
                    }
                }

                WriteUser(writer, session);
                writer.WriteEndObject();
            }

            return entry with { JsonUtf8 = buffer.WrittenMemory };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WriteUser(Utf8JsonWriter writer, RoomSession session)
    {
        var colour = PersonColours.IndexOf(session.Caller.PersonId);
        writer.WriteStartObject("user");
        writer.WriteString("id", session.Caller.PersonId);
        writer.WriteString("name", session.Caller.Name);
        writer.WriteString("color", PersonColours.CssOf(colour));
        writer.WriteNumber("colour", colour);
        writer.WriteString("right", RightNames.Of(session.Right));
        writer.WriteEndObject();
    }
}
