using System.Text.Json;
using RealLearning.Contracts.Auditing;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Auditing;

/// <summary>An entry of the audit log as a record of the journal: its id is the command's, the rest is in the event.</summary>
internal static class AuditRecord
{
    public static JournalRecord Of(AuditEntry entry, long sequence) => new()
    {
        Sequence = sequence,
        AtMs = entry.At.ToUnixTimeMilliseconds(),
        PersonId = Cut(entry.By) ?? "",
        CommandId = entry.EntryId,
        Event = JsonSerializer.SerializeToUtf8Bytes(
            new Stored(AuditKinds.Of(entry.Kind), Cut(entry.Address), Cut(entry.On), Cut(entry.Place), Cut(entry.Title), Cut(entry.Detail), Cut(entry.Login)),
            JsonSerializerOptions.Web),
    };

    /// <summary>Throws <see cref="JournalDamagedException"/>.</summary>
    public static AuditEntry Read(DocumentName month, JournalRecord record)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(record.Event.Span, JsonSerializerOptions.Web)!;
            if (AuditKinds.TryParse(stored.Kind, out var kind))
            {
                return new AuditEntry(
                    record.CommandId ?? "", kind, DateTimeOffset.FromUnixTimeMilliseconds(record.AtMs), record.PersonId.Length == 0 ? null : record.PersonId, stored.Address,
                    stored.On, stored.Place, stored.Title, stored.Detail, stored.Login);
            }
        }
        catch (JsonException exception)
        {
            throw new JournalDamagedException(month, $"entry {record.Sequence} cannot be read", exception);
        }

        throw new JournalDamagedException(month, $"entry {record.Sequence} is of no known kind");
    }

    private static string? Cut(string? text) => text is null ? null : TextRules.Cut(text, AuditEntry.TextMax);

    private sealed record Stored(string Kind, string? Address, string? On, string? Place, string? Title, string? Detail, string? Login);
}
