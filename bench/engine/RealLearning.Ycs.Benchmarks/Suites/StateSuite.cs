using BenchmarkDotNet.Attributes;

namespace RealLearning.Ycs.Benchmarks.Suites;

/// <summary>Whole states: loaded, encoded, compared with what a client has, merged without a document.</summary>
[MemoryDiagnoser]
public class StateSuite
{
    private byte[] _keystrokes = [];
    private byte[] _rich = [];
    private byte[] _vector = [];
    private ReadOnlyMemory<byte>[] _updates = [];
    private YDoc _doc = Recordings.Empty();

    [GlobalSetup]
    public void Read()
    {
        _keystrokes = Recordings.Open("keystrokes").State(1);
        _rich = Recordings.Open("rich-large").State(1);
        _vector = Recordings.Open("keystrokes").Vector();
        _updates = Recordings.Open("keystrokes").Updates(1);
        _doc = Recordings.Loaded("keystrokes");
    }

    [Benchmark]
    public YDoc LoadKeystrokes() => Load(_keystrokes);

    [Benchmark]
    public YDoc LoadRichText() => Load(_rich);

    [Benchmark]
    public byte[] Encode() => _doc.EncodeStateAsUpdate();

    [Benchmark]
    public byte[] EncodeDiff() => _doc.EncodeStateAsUpdate(_vector);

    [Benchmark]
    public byte[] EncodeStateVector() => _doc.EncodeStateVector();

    [Benchmark]
    public byte[] MergeKeystrokes() => YUpdate.Merge(_updates);

    private static YDoc Load(byte[] state)
    {
        var doc = Recordings.Empty();
        doc.ApplyUpdate(state);
        return doc;
    }
}
