namespace RealLearning.Ycs;

/// <summary>The content of a struct, by its kind.</summary>
internal sealed partial class UpdateDecoder
{
    private const int TypeRefMax = 6;

    private void ReadContent<TReader>(ref TReader reader, ref StructRef item)
        where TReader : IUpdateReader, allows ref struct
    {
        item.Length = 1;
        switch (item.Kind)
        {
            case BlockKind.String:
                (item.Content, item.Length) = reader.ReadText(this);
                break;
            case BlockKind.Deleted:
                item.Length = reader.ReadLength();
                break;
            case BlockKind.Json:
                var texts = ReadTexts(ref reader);
                (item.Content, item.Length) = (AddValue(texts), texts.Length);
                break;
            case BlockKind.Binary:
                item.Content = AddValue(reader.ReadBytes());
                break;
            case BlockKind.Embed:
                item.Content = AddValue(reader.ReadJson(this, _limits.ValueDepthMax));
                break;
            case BlockKind.Format:
                var key = NameOf(reader.ReadKey(this));
                item.Content = AddValue(_json.Format(key, reader.ReadJson(this, _limits.ValueDepthMax)));
                break;
            case BlockKind.Type:
                ReadType(ref reader, ref item);
                break;
            case BlockKind.Any:
                var values = ReadValues(ref reader);
                (item.Content, item.Length) = (AddValue(values), values.Length);
                break;
            case BlockKind.Doc:
                var guid = ReadString(ref reader);
                item.Content = AddValue(DocValue.Read(guid, reader.ReadAny(_limits.ValueDepthMax)) ?? throw Lib0Reader.Bad("options of a subdocument that are none", item.Start));
                break;
            default:
                throw Lib0Reader.Bad($"content of the unknown kind {item.Kind}", item.Start);
        }
    }

    private void ReadType<TReader>(ref TReader reader, ref StructRef item)
        where TReader : IUpdateReader, allows ref struct
    {
        var type = reader.ReadTypeRef();
        if (type > TypeRefMax)
        {
            throw Lib0Reader.Bad("a shared type of an unknown kind", item.Start);
        }

        HasTypes = true;
        item.TypeRef = (byte)type;
        item.Content = type is 3 or 5 ? reader.ReadKey(this) : -1;
    }

    private string[] ReadTexts<TReader>(ref TReader reader)
        where TReader : IUpdateReader, allows ref struct
    {
        var texts = new string[ReadContentCount(ref reader)];
        for (var i = 0; i < texts.Length; i++)
        {
            var text = ReadString(ref reader);
            texts[i] = text == "undefined" ? text : JsonValueCache.FromText(text, _limits.ValueDepthMax)?.Text ?? throw Lib0Reader.Bad("a value that is not JSON", reader.Position);
        }

        return texts;
    }

    private string ReadString<TReader>(ref TReader reader)
        where TReader : IUpdateReader, allows ref struct
    {
        var (at, length) = reader.ReadText(this);
        return new string(_chars, at, length);
    }

    private byte[][] ReadValues<TReader>(ref TReader reader)
        where TReader : IUpdateReader, allows ref struct
    {
        var values = new byte[ReadContentCount(ref reader)][];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadAny(_limits.ValueDepthMax);
        }

        return values;
    }

    /// <summary>A count of values; each takes at least a byte of the update in v1, and in v2 as well, or a place among the structs.</summary>
    private static int ReadContentCount<TReader>(ref TReader reader)
        where TReader : IUpdateReader, allows ref struct
    {
        var start = reader.Position;
        var count = reader.ReadLength();
        return count <= reader.StructsMax ? count : throw Lib0Reader.Bad("more values announced than there can be", start);
    }
}
