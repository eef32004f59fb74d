using System.Text;

namespace RealLearning.Ycs;

/// <summary>
/// One lib0 value as lib0 itself writes it (rule 9): the shortest form of a number, keys in JavaScript's order. Yjs decodes and encodes what it passes on, so
/// another writer's bytes change on the way through it; they do here.
/// </summary>
internal static class AnyCanonical
{
    private const int IntegerMax = 0x7FFFFFFF;

    /// <summary>Reads one value, checks it, and returns its bytes. Nearly always they are the bytes that were read.</summary>
    public static byte[] Read(ref Lib0Reader reader, int depth)
    {
        var start = reader.Position;
        if (Skip(ref reader, depth))
        {
            return reader.Since(start).ToArray();
        }

        var end = reader.Position;
        reader.Position = start;
        var writer = new Lib0Writer(64);
        Write(ref reader, ref writer);
        reader.Position = end;
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    /// <summary>Passes over one value, checked; true where it stands in lib0's own form.</summary>
    private static bool Skip(ref Lib0Reader reader, int depth)
    {
        var start = reader.Position;
        if (depth == 0)
        {
            throw Lib0Reader.Bad("a value nested too deep", start);
        }

        switch (reader.ReadByte())
        {
            case 127 or 126 or 121 or 120:
                return true;
            case 125:
                return Math.Abs(reader.ReadVarInt(out _)) <= IntegerMax;
            case 124:
                var single = reader.ReadFloat32();
                return !IsShortInteger(single) && !float.IsNaN(single);
            case 123:
                var number = reader.ReadFloat64();
                return !IsShortInteger(number) && ((float)number != number || double.IsNaN(number)) && (!double.IsNaN(number) || IsUsualNaN(reader));
            case 122:
                reader.ReadBytes(8);
                return true;
            case 119:
                reader.ReadVarUtf8();
                return true;
            case 118:
                return SkipObject(ref reader, depth);
            case 117:
                var isCanonical = true;
                for (var left = reader.ReadCount(1); left > 0; left--)
                {
                    isCanonical &= Skip(ref reader, depth - 1);
                }

                return isCanonical;
            case 116:
                reader.ReadVarBytes();
                return true;
            default:
                throw Lib0Reader.Bad("a value of an unknown kind", start);
        }
    }

    private static bool SkipObject(ref Lib0Reader reader, int depth)
    {
        var (isCanonical, count) = (true, reader.ReadCount(2));
        var keys = count > 1 ? new HashSet<string>() : null;
        for (var left = count; left > 0; left--)
        {
            var key = reader.ReadVarUtf8();
            if (keys is not null)
            {
                var text = Encoding.UTF8.GetString(key);
                isCanonical &= keys.Add(text) && !JsKeys.IsIndex(text, out _);
            }

            isCanonical &= Skip(ref reader, depth - 1);
        }

        return isCanonical;
    }

    /// <summary>Copies one value that was checked, in lib0's form.</summary>
    private static void Write(ref Lib0Reader reader, ref Lib0Writer writer)
    {
        var start = reader.Position;
        switch (reader.ReadByte())
        {
            case 125:
                var integer = reader.ReadVarInt(out var isNegativeZero);
                AnyValue.WriteNumber(ref writer, isNegativeZero ? -0.0 : integer);
                break;
            case 124:
                AnyValue.WriteNumber(ref writer, reader.ReadFloat32());
                break;
            case 123:
                AnyValue.WriteNumber(ref writer, reader.ReadFloat64());
                break;
            case 118:
                var entries = new List<KeyValuePair<string, byte[]>>();
                for (var left = reader.ReadCount(2); left > 0; left--)
                {
                    entries.Add(KeyValuePair.Create(reader.ReadVarString(), Read(ref reader, int.MaxValue)));
                }

                entries = JsKeys.InOrder(entries);
                writer.WriteByte(118);
                writer.WriteVarUint(entries.Count);
                foreach (var (key, value) in entries)
                {
                    writer.WriteVarString(key);
                    writer.WriteBytes(value);
                }

                break;
            case 117:
                var count = reader.ReadCount(1);
                writer.WriteByte(117);
                writer.WriteVarUint(count);
                for (var left = count; left > 0; left--)
                {
                    Write(ref reader, ref writer);
                }

                break;
            default:
                reader.Position = start;
                Skip(ref reader, int.MaxValue);
                writer.WriteBytes(reader.Since(start));
                break;
        }
    }

    private static bool IsShortInteger(double number) => Math.Floor(number) == number && Math.Abs(number) <= IntegerMax;

    private static bool IsUsualNaN(in Lib0Reader reader) => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(reader.Since(reader.Position - 8)) == 0x7FF8000000000000;
}
