namespace RealLearning.Ycs;

/// <summary>A value that is not defined, which JavaScript keeps apart from null.</summary>
public sealed class YUndefined
{
    private YUndefined()
    {
    }

    /// <summary>The only one.</summary>
    public static YUndefined Value { get; } = new();
}

/// <summary>
/// lib0's encoding of any value (rule 9 of docs/wire-format.md). Numbers come back as <see cref="double"/>, big integers as
/// <see cref="System.Numerics.BigInteger"/>, objects as dictionaries, arrays as lists.
/// </summary>
internal static class AnyValue
{
    private const int IntegerBits31 = 0x7FFFFFFF;

    /// <summary>The one that JavaScript writes; the processor's own has its sign bit set.</summary>
    private static readonly double NaN = BitConverter.Int64BitsToDouble(0x7FF8000000000000);

    public static object? Decode(byte[] bytes)
    {
        var reader = new Lib0Reader(bytes);
        return Read(ref reader);
    }

    public static byte[] Encode(object? value)
    {
        var writer = new Lib0Writer(64);
        Write(ref writer, value);
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    private static object? Read(ref Lib0Reader reader)
    {
        switch (reader.ReadByte())
        {
            case 127:
                return YUndefined.Value;
            case 126:
                return null;
            case 125:
                var integer = reader.ReadVarInt(out var isNegativeZero);
                return isNegativeZero ? -0.0 : (double)integer;
            case 124:
                return (double)reader.ReadFloat32();
            case 123:
                return reader.ReadFloat64();
            case 122:
                return new System.Numerics.BigInteger(reader.ReadBigInt64());
            case 121:
                return false;
            case 120:
                return true;
            case 119:
                return reader.ReadVarString();
            case 118:
                var map = new Dictionary<string, object?>();
                for (var left = reader.ReadCount(2); left > 0; left--)
                {
                    map[reader.ReadVarString()] = Read(ref reader);
                }

                return map;
            case 117:
                var list = new List<object?>();
                for (var left = reader.ReadCount(1); left > 0; left--)
                {
                    list.Add(Read(ref reader));
                }

                return list;
            default:
                return reader.ReadVarBytes().ToArray();
        }
    }

    private static void Write(ref Lib0Writer writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteByte(126);
                break;
            case YUndefined:
                writer.WriteByte(127);
                break;
            case bool flag:
                writer.WriteByte((byte)(flag ? 120 : 121));
                break;
            case string text:
                writer.WriteByte(119);
                writer.WriteVarString(text);
                break;
            case byte[] bytes:
                writer.WriteByte(116);
                writer.WriteVarBytes(bytes);
                break;
            case IReadOnlyDictionary<string, object?> map:
                writer.WriteByte(118);
                writer.WriteVarUint(map.Count);
                foreach (var (key, entry) in InOrder(map))
                {
                    writer.WriteVarString(key);
                    Write(ref writer, entry);
                }

                break;
            case System.Collections.IEnumerable list:
                var entries = list.Cast<object?>().ToList();
                writer.WriteByte(117);
                writer.WriteVarUint(entries.Count);
                foreach (var entry in entries)
                {
                    Write(ref writer, entry);
                }

                break;
            case System.Numerics.BigInteger integer:
                writer.WriteByte(122);
                writer.WriteBigInt64((long)integer);
                break;
            default:
                WriteNumber(ref writer, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> InOrder(IReadOnlyDictionary<string, object?> map) =>
        map.Keys.Any(static key => JsKeys.IsIndex(key, out _)) ? JsKeys.InOrder(map) : map;

    /// <summary>As lib0: an integer of at most 31 bits as varint, what a float32 holds exactly as that, else a float64.</summary>
    public static void WriteNumber(ref Lib0Writer writer, double number)
    {
        if (Math.Floor(number) == number && Math.Abs(number) <= IntegerBits31)
        {
            writer.WriteByte(125);
            writer.WriteVarInt((long)number, number == 0 && double.IsNegative(number));
        }
        else if ((float)number == number)
        {
            writer.WriteByte(124);
            writer.WriteFloat32((float)number);
        }
        else
        {
            writer.WriteByte(123);
            writer.WriteFloat64(double.IsNaN(number) ? NaN : number);
        }
    }
}
