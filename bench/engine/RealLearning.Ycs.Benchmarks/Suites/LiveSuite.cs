using BenchmarkDotNet.Attributes;

namespace RealLearning.Ycs.Benchmarks.Suites;

/// <summary>A live document: every update of a recording, each alone; every edit, each a transaction. Figures are for the whole recording.</summary>
[MemoryDiagnoser]
public class LiveSuite
{
    private ReadOnlyMemory<byte>[] _keystrokes = [];
    private ReadOnlyMemory<byte>[] _rich = [];
    private ReadOnlyMemory<byte>[] _clients = [];
    private Edit[] _edits = [];

    [GlobalSetup]
    public void Read()
    {
        _keystrokes = Recordings.Open("keystrokes").Updates(1);
        _rich = Recordings.Open("rich").Updates(1);
        _clients = Recordings.Open("clients").Updates(1);
        _edits = Recordings.Open("keystrokes").Edits();
    }

    [Benchmark]
    public YDoc ApplyKeystrokes() => Apply(_keystrokes);

    [Benchmark]
    public YDoc ApplyRichText() => Apply(_rich);

    [Benchmark]
    public YDoc ApplyThousandClients() => Apply(_clients);

    [Benchmark]
    public YDoc EditLocally()
    {
        var doc = Recordings.Empty();
        var text = doc.GetText("text");
        foreach (var edit in _edits)
        {
            edit.ApplyTo(text);
        }

        return doc;
    }

    private static YDoc Apply(ReadOnlyMemory<byte>[] updates)
    {
        var doc = Recordings.Empty();
        foreach (var update in updates)
        {
            doc.ApplyUpdate(update.Span);
        }

        return doc;
    }
}
