using System.Text;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Silo.Tests.Support;

/// <summary>Documents and records in one line.</summary>
internal static class Some
{
    public static DocumentName Document(string id) => DocumentName.Parse($"workspace/{id}/content");

    public static JournalRecord Record(long sequence, string? command = null, int bytes = 20) => new()
    {
        Sequence = sequence,
        AtMs = 1_700_000_000_000 + (sequence * 250),
        SessionId = $"session-{sequence % 3}",
        PersonId = sequence % 3 == 0 ? "" : $"person-{sequence % 3}",
        CommandId = command,
        Event = command is null ? default : (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"{{\"command\":\"{command}\"}}"),
        Update = Bytes(sequence, bytes),
        Added = [new AttributedRange(100 + (sequence % 3), sequence, 1, sequence % 5 == 0)],
        Deleted = sequence % 4 == 0 ? [new AttributedRange(7, sequence, 2, false), new AttributedRange(9_007_199_254_740_991, 0, 1, true)] : [],
    };

    public static JournalSnapshot Snapshot(long sequence) => new(sequence, Bytes(sequence, 5_000), Encoding.UTF8.GetBytes($"{{\"at\":{sequence}}}"));

    public static byte[] Bytes(long seed, int count)
    {
        var bytes = new byte[count];
        new Random((int)seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A record as text, so that two compare by value and a difference can be read.</summary>
    public static string Text(JournalRecord record) =>
        $"{record.Sequence} {record.AtMs} {record.SessionId}/{record.PersonId}/{record.CommandId ?? "-"} "
        + $"{Convert.ToHexString(record.Event.Span)} {Convert.ToHexString(record.Update.Span)} "
        + $"+{string.Join(',', record.Added)} -{string.Join(',', record.Deleted)}";

    public static string Text(JournalSnapshot? snapshot) => snapshot is null
        ? "none"
        : $"{snapshot.Sequence} {Convert.ToHexString(snapshot.State.Span)} {Convert.ToHexString(snapshot.Private.Span)}";

    public static IEnumerable<string> Texts(IEnumerable<JournalRecord> records) => records.Select(Text);
}
