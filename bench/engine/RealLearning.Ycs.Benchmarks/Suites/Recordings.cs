namespace RealLearning.Ycs.Benchmarks.Suites;

/// <summary>Where the runner left its recordings: BenchmarkDotNet's processes are told by the environment.</summary>
internal static class Recordings
{
    public const string Variable = "YCS_RECORDINGS";

    public static Recording Open(string name) =>
        new(Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException($"{Variable} names no folder; `bench/engine/run suite` sets it."), name);

    public static YDoc Empty() => new(new YDocOptions { ClientId = 1 });

    public static YDoc Loaded(string name)
    {
        var doc = Empty();
        doc.ApplyUpdate(Open(name).State(1));
        return doc;
    }
}
