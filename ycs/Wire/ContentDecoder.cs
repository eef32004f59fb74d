namespace RealLearning.Ycs;

/// <summary>Reads the content of a struct, by its kind.</summary>
internal static class ContentDecoder
{
    private const int TypeRefMax = 6;

    public static void Read(ref Lib0Reader reader, ref StructRef item, YLimits limits, UpdateDecoder decoder)
    {
        var start = reader.Position;
        item.Length = 1;
        switch (item.Kind)
        {
            case BlockKind.Deleted:
                item.Length = reader.ReadVarUint31();
                break;
            case BlockKind.String:
                (item.Text, item.Length) = decoder.AddText(reader.ReadVarUtf8());
                break;
            case BlockKind.Json:
                item.Value = ReadTexts(ref reader);
                item.Length = ((string[])item.Value).Length;
                break;
            case BlockKind.Binary:
                item.Value = reader.ReadVarBytes().ToArray();
                break;
            case BlockKind.Embed:
                item.Value = reader.ReadVarString();
                break;
            case BlockKind.Format:
                item.Value = new FormatValue(reader.ReadVarString(), reader.ReadVarString());
                break;
            case BlockKind.Type:
                ReadType(ref reader, ref item);
                break;
            case BlockKind.Any:
                item.Value = ReadValues(ref reader, limits);
                item.Length = ((byte[][])item.Value).Length;
                break;
            case BlockKind.Doc:
                item.Value = new DocValue(reader.ReadVarString(), AnyValue.ReadRaw(ref reader, limits.ValueDepthMax));
                break;
            default:
                throw Lib0Reader.Bad($"content of the unknown kind {item.Kind}", start);
        }
    }

    private static void ReadType(ref Lib0Reader reader, ref StructRef item)
    {
        var start = reader.Position;
        var type = reader.ReadVarUint();
        if (type > TypeRefMax)
        {
            throw Lib0Reader.Bad("a shared type of an unknown kind", start);
        }

        item.TypeRef = (byte)type;
        item.Value = type is 3 or 5 ? reader.ReadVarString() : null;
    }

    private static string[] ReadTexts(ref Lib0Reader reader)
    {
        var texts = new string[reader.ReadCount(1)];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadVarString();
        }

        return texts;
    }

    private static byte[][] ReadValues(ref Lib0Reader reader, YLimits limits)
    {
        var values = new byte[reader.ReadCount(1)][];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = AnyValue.ReadRaw(ref reader, limits.ValueDepthMax);
        }

        return values;
    }
}
