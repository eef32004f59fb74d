using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;

namespace RealLearning.Silo.Tests.Support;

/// <summary>What tests ask of a journal again and again.</summary>
internal static class JournalCalls
{
    public static Task<JournalOpening> OpenAsync(this IDocumentJournal journal, DocumentName document) =>
        journal.OpenAsync(document, CancellationToken.None);

    public static Task CompactAsync(this IDocumentJournal journal, DocumentName document, long term, long sequence) =>
        journal.CompactAsync(document, term, Some.Snapshot(sequence), CancellationToken.None);

    public static async Task AppendAsync(this IDocumentJournal journal, DocumentName document, long term, long from, long to)
    {
        for (var sequence = from; sequence <= to; sequence++)
        {
            await journal.AppendAsync(document, term, Some.Record(sequence));
        }
    }

    public static async Task<List<JournalRecord>> ReadAsync(this IDocumentJournal journal, DocumentName document, long from = 1, long to = long.MaxValue)
    {
        var records = new List<JournalRecord>();
        await foreach (var record in journal.ReadAsync(document, from, to, CancellationToken.None))
        {
            records.Add(record);
        }

        return records;
    }

    public static async Task<List<JournalRecord>> ReadIndexAsync(this IDocumentJournal journal, DocumentName document, long from = 1, long to = long.MaxValue)
    {
        var records = new List<JournalRecord>();
        await foreach (var record in journal.ReadIndexAsync(document, from, to, CancellationToken.None))
        {
            records.Add(record);
        }

        return records;
    }
}
