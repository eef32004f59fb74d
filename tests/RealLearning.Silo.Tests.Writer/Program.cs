using Microsoft.Extensions.Logging.Abstractions;
using RealLearning.Contracts.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Silo.Storage;
using RealLearning.Silo.Tests.Support;

// Appends to a journal and says on its output what was acknowledged, for the test of power cuts, which watches its system calls.
// Arguments: folder, seed, documents, records of each. Or: files, folder. Or: measure, folder.
if (args is ["measure", var measured])
{
    await Measure.RunAsync(measured);
    return;
}

if (args is ["files", var files])
{
    var images = new FolderImageStore(files, NullLogger<FolderImageStore>.Instance);
    for (var i = 0; i < 12; i++)
    {
        // Four images in each of two rooms, some of them twice.
        var room = Some.Document($"room-{i % 2}").Room;
        Console.Out.Write($"ack image {room} {await images.PutAsync(room, Some.Bytes(i % 8, 7_000), "image/webp", CancellationToken.None)}\n");
    }

    new FolderSignInKeys(files).Put("key-1", "<key name=\"key-1\" />");
    Console.Out.Write("ack key key-1\n");
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
    var term = (await OpenAsync(document)).Term;
    Acknowledge("term", number, term);
    for (var sequence = 1; sequence <= records; sequence++)
    {
        term = await AppendAsync(document, term, Some.Record(sequence, sequence % 4 == 0 ? $"command-{sequence}" : null, 10 + (sequence % 50 * 20)));
        Acknowledge("record", number, sequence);
        if (random.Next(12) == 0)
        {
            if (await TryCompactAsync(document, term, sequence))
            {
                Acknowledge("snapshot", number, sequence);
            }
        }
        else if (random.Next(15) == 0)
        {
            term = (await OpenAsync(document)).Term;
            Acknowledge("term", number, term);
        }
    }
}

// As a live document does: what the store did not take it is given again, and after a commit whose outcome nobody knows the document is taken anew.
async Task<long> AppendAsync(DocumentName document, long term, JournalRecord record)
{
    while (true)
    {
        try
        {
            await journal.AppendAsync(document, term, record);
            return term;
        }
        catch (JournalUnavailableException)
        {
        }
        catch (JournalRefusedException)
        {
            var opening = await OpenAsync(document);
            term = opening.Term;
            if (Math.Max(opening.Snapshot?.Sequence ?? 0, opening.Records.Count == 0 ? 0 : opening.Records[^1].Sequence) >= record.Sequence)
            {
                return term;
            }
        }
    }
}

async Task<JournalOpening> OpenAsync(DocumentName document)
{
    while (true)
    {
        try
        {
            return await journal.OpenAsync(document, CancellationToken.None);
        }
        catch (JournalUnavailableException)
        {
        }
    }
}

async Task<bool> TryCompactAsync(DocumentName document, long term, long sequence)
{
    try
    {
        await journal.CompactAsync(document, term, Some.Snapshot(sequence), CancellationToken.None);
        return true;
    }
    catch (Exception exception) when (exception is JournalUnavailableException or JournalRefusedException)
    {
        return false;
    }
}

static void Acknowledge(string what, int document, long number) => Console.Out.Write($"ack {what} {document} {number}\n");
