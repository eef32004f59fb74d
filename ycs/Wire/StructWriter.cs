namespace RealLearning.Ycs;

/// <summary>Writes decoded structs again, from an offset on, without a document (rules 8, 10 and 11).</summary>
internal static class StructWriter
{
    public static void Write<TWriter>(ref TWriter writer, UpdateDecoder decoder, in StructRef item, int offset)
        where TWriter : IUpdateWriter, allows ref struct
    {
        if (item.Kind is BlockKind.Gc or BlockKind.Skip)
        {
            writer.WriteInfo(item.Kind);
            if (item.Kind == BlockKind.Gc)
            {
                writer.WriteLength(item.Length - offset);
            }
            else
            {
                writer.WriteSkipLength(item.Length - offset);
            }

            return;
        }

        WritePlace(ref writer, decoder, item, offset);
        switch (item.Kind)
        {
            case BlockKind.String:
                WriteText(ref writer, decoder.TextOf(item), offset);
                break;
            case BlockKind.Deleted:
                writer.WriteLength(item.Length - offset);
                break;
            case BlockKind.Type:
                ContentWriter.WriteType(ref writer, item.TypeRef, decoder.NameOrNull(item.Content));
                break;
            default:
                ContentWriter.Write(ref writer, decoder.ValueOf(item), offset);
                break;
        }
    }

    /// <summary>A pair of surrogates that is cut leaves U+FFFD (rule 12).</summary>
    private static void WriteText<TWriter>(ref TWriter writer, scoped ReadOnlySpan<char> text, int offset)
        where TWriter : IUpdateWriter, allows ref struct
    {
        if (offset > 0 && char.IsHighSurrogate(text[offset - 1]))
        {
            writer.WriteText(string.Concat("\uFFFD", text[(offset + 1)..]));
            return;
        }

        writer.WriteText(text[offset..]);
    }

    /// <summary>Behind an offset the origin is the unit before it, so the parent need not be named.</summary>
    public static void WritePlace<TWriter>(ref TWriter writer, UpdateDecoder decoder, in StructRef item, int offset)
        where TWriter : IUpdateWriter, allows ref struct
    {
        var (originClient, originClock) = offset > 0 ? (item.Client, item.Clock + offset - 1) : (item.OriginClient, item.OriginClock);
        var info = item.Kind | (originClient >= 0 ? 0x80 : 0) | (item.RightOriginClient >= 0 ? 0x40 : 0) | (item.Key >= 0 ? 0x20 : 0);
        writer.WriteItem(info, IdOf(decoder, originClient), originClock, IdOf(decoder, item.RightOriginClient), item.RightOriginClock);
        if ((info & 0xC0) != 0)
        {
            return;
        }

        writer.WriteParentInfo(item.ParentClient == StructRef.Root);
        if (item.ParentClient == StructRef.Root)
        {
            writer.WriteText(decoder.NameOf(item.ParentClock));
        }
        else
        {
            writer.WriteParentId(decoder.ClientIds[item.ParentClient], item.ParentClock);
        }

        if (item.Key >= 0)
        {
            writer.WriteText(decoder.NameOf(item.Key));
        }
    }

    private static long IdOf(UpdateDecoder decoder, int client) => client >= 0 ? decoder.ClientIds[client] : -1;
}
