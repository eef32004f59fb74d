using RealLearning.Grains.Documents;
using RealLearning.Silo.Storage;

namespace RealLearning.Silo.Hosting;

/// <summary>What a node's silo is told at its start.</summary>
public sealed record SiloOptions
{
    /// <summary>Where everything lies that this node keeps; relative to the current directory. <c>--Data</c>. Default <c>data</c>.</summary>
    public string Data { get; init; } = "data";

    /// <summary>
    /// The port of the silo on the loopback interface; 0 takes a free one. It is opened for nobody: one node needs no other.
    /// <c>--Silo:Port</c>. Default 0.
    /// </summary>
    public int Port { get; init; }

    /// <summary>Limits of the journal. <c>--Storage:…</c>.</summary>
    public JournalOptions Storage { get; init; } = new();

    /// <summary>Limits and times of live documents. <c>--Live:…</c>.</summary>
    public LiveOptions Live { get; init; } = new();

    /// <summary>Throws <see cref="ArgumentException"/> with the option's name.</summary>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Data);
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, 65_535);
        Storage.Validate();
        Live.Validate();
        // What a document takes the journal must take, or it would be refused after everybody has seen it.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Live.UpdateBytesMax, Storage.RecordBytesMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Live.DocumentBytesMax, Storage.SnapshotBytesMax);
        // One document alone must not fill the queue of all.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Live.AppendsMax, Storage.QueueMax);
        // A whole document is one record when it is frozen; a character of two bytes in memory can take three in an update.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Live.DocumentBytesMax, Storage.RecordBytesMax / 2);
    }
}
