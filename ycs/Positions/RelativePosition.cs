namespace RealLearning.Ycs;

/// <summary>
/// A place that stays with its neighbours while the document changes (rule 20 of docs/wire-format.md): at a unit, or at an end of a type.
/// One of the three ids at least is there.
/// </summary>
public sealed partial record RelativePosition
{
    /// <summary>The unit that it stands at; null at an end of the type.</summary>
    public YId? Item { get; init; }

    /// <summary>The name of the root that it stands in; null in any other type, and where <see cref="Item"/> tells it.</summary>
    public string? TypeName { get; init; }

    /// <summary>The id of the type that it stands in; null in a root, and where <see cref="Item"/> tells it.</summary>
    public YId? Type { get; init; }

    /// <summary>At least 0: it belongs to what follows, and without an item it is the end of the type; below 0: to what is before, and it is the start.</summary>
    public long Assoc { get; init; }

    /// <summary>Reads the binary form; throws <see cref="MalformedUpdateException"/>.</summary>
    public static RelativePosition Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new Lib0Reader(bytes);
        var start = reader.Position;
        var position = reader.ReadVarUint() switch
        {
            0 => new RelativePosition { Item = new YId(reader.ReadVarUint(), reader.ReadVarUint()) },
            1 => new RelativePosition { TypeName = reader.ReadVarString() },
            2 => new RelativePosition { Type = new YId(reader.ReadVarUint(), reader.ReadVarUint()) },
            _ => throw Lib0Reader.Bad("a position of an unknown kind", start),
        };
        if (!reader.AtEnd)
        {
            position = position with { Assoc = reader.ReadVarInt(out _) };
        }

        return reader.AtEnd ? position : throw Lib0Reader.Bad("bytes behind the end of the position", reader.Position);
    }

    /// <summary>Its binary form, which tells the type only where there is no item.</summary>
    public byte[] Encode()
    {
        var writer = new Lib0Writer(32);
        if (Item is null && TypeName is not null)
        {
            writer.WriteByte(1);
            writer.WriteVarString(TypeName);
        }
        else
        {
            var (client, clock) = Item ?? Type ?? throw new InvalidOperationException("The position stands at nothing.");
            writer.WriteByte((byte)(Item is null ? 2 : 0));
            writer.WriteVarUint(client);
            writer.WriteVarUint(clock);
        }

        writer.WriteVarInt(Assoc);
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }
}
