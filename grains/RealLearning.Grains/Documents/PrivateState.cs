using System.Text.Json;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Documents;

/// <summary>State kept beside a snapshot that clients never see, as JSON.</summary>
internal static class PrivateState
{
    public static ReadOnlyMemory<byte> Save(ClientBindings bindings) =>
        JsonSerializer.SerializeToUtf8Bytes(bindings.Save(), JsonSerializerOptions.Web);

    /// <summary>The bindings beside a content snapshot; those of <c>room</c> are empty, since only the grain writes there.</summary>
    public static SavedBindings? LoadBindings(DocumentName document, JournalSnapshot? snapshot) =>
        document.Part == DocumentParts.Room ? null : Load<SavedBindings>(document, snapshot);

    public static T? Load<T>(DocumentName document, JournalSnapshot? snapshot)
        where T : class
    {
        if (snapshot is null || snapshot.Private.IsEmpty)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(snapshot.Private.Span, JsonSerializerOptions.Web);
        }
        catch (JsonException exception)
        {
            throw new JournalDamagedException(document, "the state beside its snapshot cannot be read", exception);
        }
    }
}
