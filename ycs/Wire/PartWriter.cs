using System.Buffers;

namespace RealLearning.Ycs;

/// <summary>Writes parts of structs that continue each other as one struct.</summary>
internal static class PartWriter
{
    public static void Write<TWriter>(ref TWriter writer, UpdateDecoder decoder, ReadOnlySpan<UpdateMerge.Part> parts)
        where TWriter : IUpdateWriter, allows ref struct
    {
        var item = decoder.Structs[parts[0].Struct];
        item.Key = parts[0].Clock == item.Clock ? item.Key : StructRef.None;
        if (parts.Length == 1 && parts[0].Kind == item.Kind && parts[0].End == item.ClockEnd)
        {
            StructWriter.Write(ref writer, decoder, item, parts[0].Clock - item.Clock);
            return;
        }

        var length = parts[^1].End - parts[0].Clock;
        switch (parts[0].Kind)
        {
            case BlockKind.Skip:
                writer.WriteInfo(BlockKind.Skip);
                writer.WriteSkipLength(length);
                return;
            case BlockKind.Gc:
                writer.WriteInfo(BlockKind.Gc);
                writer.WriteLength(length);
                return;
        }

        item.Kind = parts[0].Kind;
        StructWriter.WritePlace(ref writer, decoder, item, parts[0].Clock - item.Clock);
        switch (parts[0].Kind)
        {
            case BlockKind.String:
                WriteText(ref writer, decoder, parts, length);
                break;
            case BlockKind.Any:
                WriteValues<TWriter, byte[]>(ref writer, decoder, parts, length);
                break;
            case BlockKind.Json:
                WriteValues<TWriter, string>(ref writer, decoder, parts, length);
                break;
            default:
                writer.WriteLength(length);
                break;
        }
    }

    private static void WriteText<TWriter>(ref TWriter writer, UpdateDecoder decoder, ReadOnlySpan<UpdateMerge.Part> parts, int length)
        where TWriter : IUpdateWriter, allows ref struct
    {
        var chars = ArrayPool<char>.Shared.Rent(length);
        var at = 0;
        foreach (ref readonly var part in parts)
        {
            ref var item = ref decoder.Structs[part.Struct];
            var text = decoder.TextOf(item)[(part.Clock - item.Clock)..(part.End - item.Clock)];
            text.CopyTo(chars.AsSpan(at));
            if (part.Clock > item.Clock && char.IsHighSurrogate(decoder.TextOf(item)[part.Clock - item.Clock - 1]))
            {
                chars[at] = '\uFFFD';
            }

            at += text.Length;
            if (part.End < item.ClockEnd && char.IsHighSurrogate(text[^1]))
            {
                chars[at - 1] = '\uFFFD';
            }
        }

        writer.WriteText(chars.AsSpan(0, length));
        ArrayPool<char>.Shared.Return(chars);
    }

    private static void WriteValues<TWriter, T>(ref TWriter writer, UpdateDecoder decoder, ReadOnlySpan<UpdateMerge.Part> parts, int length)
        where TWriter : IUpdateWriter, allows ref struct
    {
        var values = new T[length];
        var at = 0;
        foreach (ref readonly var part in parts)
        {
            ref var item = ref decoder.Structs[part.Struct];
            Array.Copy((T[])decoder.ValueOf(item), part.Clock - item.Clock, values, at, part.Length);
            at += part.Length;
        }

        ContentWriter.Write(ref writer, values, 0);
    }
}
