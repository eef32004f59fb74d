using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RealLearning.Ycs.Benchmarks;

/// <summary>Recordings of npm yjs as the runner leaves them; the format stands in node/files.mjs.</summary>
internal sealed class Recording(string folder, string name)
{
    /// <summary>The updates of a version, each a slice of one array.</summary>
    public ReadOnlyMemory<byte>[] Updates(int version) => ReadMany($"v{version}");

    /// <summary>The updates on top of a base.</summary>
    public ReadOnlyMemory<byte>[] UpdatesOnBase() => ReadMany("updates");

    public byte[] Base() => Read("base");

    public byte[] State(int version) => Read($"state{version}");

    /// <summary>The state vector of a client that lacks the last 1,000 updates.</summary>
    public byte[] Vector() => Read("vector");

    public Edit[] Edits() =>
        [.. ReadMany("edits").Select(bytes => new Edit(
            BinaryPrimitives.ReadInt32LittleEndian(bytes.Span),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[4..]),
            new string(MemoryMarshal.Cast<byte, char>(bytes.Span[8..]))))];

    private byte[] Read(string ending) => File.ReadAllBytes(Path.Combine(folder, $"{name}.{ending}"));

    private ReadOnlyMemory<byte>[] ReadMany(string ending)
    {
        var bytes = Read(ending);
        var many = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
            many.Add(bytes.AsMemory(at + 4, length));
            at += 4 + length;
        }

        return [.. many];
    }
}
