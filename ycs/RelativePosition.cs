namespace RealLearning.Ycs;

/// <summary>A place that stays with its neighbours while the document changes, in Yjs' binary form (rule 20 of docs/wire-format.md).</summary>
/// <param name="Client">The client of the id that it stands at, or -1.</param>
/// <param name="Clock">The clock of that id, or of the type's where <paramref name="IsType"/>.</param>
/// <param name="Root">The name of the root that it is the end of, or null.</param>
/// <param name="IsType">True where the id is that of a shared type, of which this is the end.</param>
/// <param name="Assoc">At least 0: it belongs to what follows; below 0: to what is before.</param>
public sealed record RelativePosition(long Client, long Clock, string? Root, bool IsType, long Assoc)
{
    /// <summary>Reads one; throws <see cref="MalformedUpdateException"/>.</summary>
    public static RelativePosition Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new Lib0Reader(bytes);
        var start = reader.Position;
        var position = reader.ReadVarUint() switch
        {
            0 => new RelativePosition(reader.ReadVarUint(), reader.ReadVarUint(), null, false, 0),
            1 => new RelativePosition(-1, 0, reader.ReadVarString(), false, 0),
            2 => new RelativePosition(reader.ReadVarUint(), reader.ReadVarUint(), null, true, 0),
            _ => throw Lib0Reader.Bad("a position of an unknown kind", start),
        };
        if (!reader.AtEnd)
        {
            position = position with { Assoc = reader.ReadVarInt(out _) };
        }

        return reader.AtEnd ? position : throw Lib0Reader.Bad("bytes behind the end of the position", reader.Position);
    }

    /// <summary>Its binary form.</summary>
    public byte[] Encode()
    {
        var writer = new Lib0Writer(32);
        writer.WriteByte((byte)(Root is not null ? 1 : IsType ? 2 : 0));
        if (Root is not null)
        {
            writer.WriteVarString(Root);
        }
        else
        {
            writer.WriteVarUint(Client);
            writer.WriteVarUint(Clock);
        }

        writer.WriteVarInt(Assoc);
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }
}
