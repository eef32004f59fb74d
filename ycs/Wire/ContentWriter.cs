namespace RealLearning.Ycs;

/// <summary>Writes content that is neither text nor deleted, by what holds it (rule 10).</summary>
internal static class ContentWriter
{
    public static void WriteType<TWriter>(ref TWriter writer, byte type, string? name)
        where TWriter : IUpdateWriter, allows ref struct
    {
        writer.WriteTypeRef(type);
        if (name is not null)
        {
            writer.WriteKey(name);
        }
    }

    public static void Write<TWriter>(ref TWriter writer, object? value, int offset)
        where TWriter : IUpdateWriter, allows ref struct
    {
        switch (value)
        {
            case byte[][] values:
                writer.WriteLength(values.Length - offset);
                foreach (var element in values.AsSpan(offset))
                {
                    writer.WriteAny(element);
                }

                break;
            case FormatValue format:
                writer.WriteKey(format.Key);
                writer.WriteJson(format.Value);
                break;
            case JsonValue json:
                writer.WriteJson(json);
                break;
            case byte[] bytes:
                writer.WriteBytes(bytes);
                break;
            case DocValue doc:
                writer.WriteText(doc.Guid);
                writer.WriteAny(doc.Options);
                break;
            case string[] texts:
                writer.WriteLength(texts.Length - offset);
                foreach (var element in texts.AsSpan(offset))
                {
                    writer.WriteText(element);
                }

                break;
        }
    }
}
