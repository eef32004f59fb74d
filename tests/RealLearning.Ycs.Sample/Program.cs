using RealLearning.Ycs;

// Takes updates of a Yjs document from files, shows its text, writes a line behind it, and leaves the state in format v2.
//   sample RESULT UPDATE…
var doc = new YDoc(new YDocOptions { ClientId = 42 });
foreach (var file in args[1..])
{
    try
    {
        doc.ApplyUpdate(File.ReadAllBytes(file));
    }
    catch (MalformedUpdateException refused)
    {
        Console.WriteLine($"refused: {refused.Message}");
    }
}

var text = doc.GetText("text");
Console.WriteLine(text);
var line = doc.TransactAndEncode(() => text.Insert(text.Length, "\nread and signed"));
Console.WriteLine($"{line.Length} bytes for those who have the rest");
File.WriteAllBytes(args[0], doc.EncodeStateAsUpdateV2());
