namespace RealLearning.Ycs.Benchmarks.Rows;

/// <summary>What a row comes to. Times are µs of CPU for one unit of the row; memory and allocations are bytes for one.</summary>
internal sealed record Measured
{
    public double? Micros { get; init; }

    /// <summary>µs of a turn in the middle; where single updates are measured.</summary>
    public double? Typical { get; init; }

    public double? Bytes { get; init; }

    public double? Allocated { get; init; }

    public int Runs { get; init; }

    /// <summary>Bytes by which the runner checks the result.</summary>
    public byte[]? State { get; init; }

    /// <summary>SHA-256 of the text that the document shows.</summary>
    public string? Text { get; init; }

    /// <summary>The same for one of <paramref name="count"/> units in a run.</summary>
    public Measured Per(int count) => this with { Micros = Micros / count, Allocated = Allocated / count };
}
