namespace RealLearning.Ycs;

/// <summary>State vectors: for each client the next clock (rule 6).</summary>
internal static class StateVectors
{
    private static readonly Dictionary<long, long> None = [];

    /// <summary>Reads one; nothing at all is an empty one. Throws <see cref="MalformedUpdateException"/>.</summary>
    public static Dictionary<long, long> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return None;
        }

        var reader = new Lib0Reader(bytes);
        var clocks = new Dictionary<long, long>();
        for (var left = reader.ReadCount(2); left > 0; left--)
        {
            clocks[reader.ReadVarUint()] = reader.ReadVarUint();
        }

        return reader.AtEnd ? clocks : throw Lib0Reader.Bad("bytes behind the end of the state vector", reader.Position);
    }

    /// <summary>Writes one, clients from high to low.</summary>
    public static byte[] Write(List<(long Client, long Clock)> clocks)
    {
        clocks.Sort(static (left, right) => right.Client.CompareTo(left.Client));
        var writer = new Lib0Writer(16 + (clocks.Count * 8));
        writer.WriteVarUint(clocks.Count);
        foreach (var (client, clock) in clocks)
        {
            writer.WriteVarUint(client);
            writer.WriteVarUint(clock);
        }

        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }
}
