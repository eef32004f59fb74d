using System.Text;

namespace RealLearning.Ycs;

/// <summary>Awareness updates of y-protocols, without the type of the message around them (rule 23 of docs/wire-format.md).</summary>
public static class AwarenessMessage
{
    /// <summary>Reads an update; throws <see cref="MalformedUpdateException"/>. The states are slices of it and are not checked to be JSON.</summary>
    public static List<AwarenessEntry> Read(ReadOnlyMemory<byte> update)
    {
        var reader = new Lib0Reader(update.Span);
        var count = reader.ReadCount(3);
        var entries = new List<AwarenessEntry>(count);
        for (var i = 0; i < count; i++)
        {
            var (client, clock) = (reader.ReadVarUint(), reader.ReadVarUint());
            var json = reader.ReadVarUtf8();
            entries.Add(new AwarenessEntry(client, clock, update.Slice(reader.Position - json.Length, json.Length)));
        }

        return reader.AtEnd ? entries : throw Lib0Reader.Bad("bytes behind the end of the awareness update", reader.Position);
    }

    /// <summary>Writes an update.</summary>
    public static byte[] Encode(IReadOnlyList<AwarenessEntry> entries)
    {
        var writer = new Lib0Writer(256);
        writer.WriteVarUint(entries.Count);
        foreach (var entry in entries)
        {
            writer.WriteVarUint(entry.ClientId);
            writer.WriteVarUint(entry.Clock);
            writer.WriteVarBytes(entry.JsonUtf8.Span);
        }

        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    /// <summary>
    /// The same update with each state, as JSON text, replaced by what <paramref name="modify"/> makes of it. Throws <see cref="MalformedUpdateException"/>, and
    /// <see cref="ArgumentException"/> where that is not JSON.
    /// </summary>
    public static byte[] Modify(ReadOnlyMemory<byte> update, Func<string, string> modify)
    {
        var entries = Read(update);
        for (var i = 0; i < entries.Count; i++)
        {
            var state = AwarenessState.Parse(entries[i], YLimits.Default.ValueDepthMax);
            entries[i] = entries[i] with { JsonUtf8 = Encoding.UTF8.GetBytes(AwarenessState.Of(modify(state.Json), YLimits.Default.ValueDepthMax).Json) };
        }

        return Encode(entries);
    }
}
