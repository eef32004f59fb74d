using Microsoft.Extensions.Logging.Abstractions;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;

// Appends to a journal and says on its output what was acknowledged, for the test of power cuts, which watches its system calls.
// Arguments: folder, seed, documents, records of each. Or: measure, folder.
if (args is ["measure", var measured])
{
    await Measure.RunAsync(measured);
    return;
}

var (folder, seed, documents, records) = (args[0], int.Parse(args[1]), int.Parse(args[2]), int.Parse(args[3]));
var options = new JournalOptions { CheckpointPages = 40, SegmentBytes = 2_000 };
await using var journal = new SqliteDocumentJournal(folder, options, NullLogger<SqliteDocumentJournal>.Instance);
await Task.WhenAll(Enumerable.Range(0, documents).Select(WriteAsync));
return;

async Task WriteAsync(int number)
{
    var document = Some.Document($"doc-{number}");
    var random = new Random(seed + number);
    var term = (await journal.OpenAsync(document, CancellationToken.None)).Term;
    Acknowledge("term", number, term);
    for (var sequence = 1; sequence <= records; sequence++)
    {
        var written = sequence;
        await journal.AppendAsync(document, term, Some.Record(written, written % 4 == 0 ? $"command-{written}" : null, 10 + (written % 50 * 20)));
        Acknowledge("record", number, written);
        if (random.Next(12) == 0)
        {
            await journal.CompactAsync(document, term, Some.Snapshot(written), CancellationToken.None);
            Acknowledge("snapshot", number, written);
        }
        else if (random.Next(15) == 0)
        {
            term = (await journal.OpenAsync(document, CancellationToken.None)).Term;
            Acknowledge("term", number, term);
        }
    }
}

static void Acknowledge(string what, int document, long number) => Console.Out.Write($"ack {what} {document} {number}\n");
