namespace RealLearning.Ycs.Tests;

/// <summary>Updates that no honest client writes, made by kind from a seeded generator, in format v1 but for those that only v2 can hold.</summary>
internal static class HostileUpdates
{
    private static readonly long[] Ids = [1, 2, 3, 77, 300, 4_294_967_297, YLimits.SafeIntegerMax];
    private static readonly string[] Roots = ["text", "array", "map", "xml", "nobody"];
    private static readonly int[] Edges = [0, 1, 2, 127, 128, 65_535, int.MaxValue - 2, int.MaxValue - 1, int.MaxValue];

    /// <summary>The kinds in format v1, by name.</summary>
    public static IReadOnlyDictionary<string, Func<Random, byte[]>> Kinds { get; } = new Dictionary<string, Func<Random, byte[]>>
    {
        ["random structs"] = Soup,
        ["deep nesting"] = Nested,
        ["huge clocks"] = HugeClocks,
        ["cyclic parents and origins"] = Cyclic,
        ["thousands of clients"] = ManyClients,
        ["deep and odd values"] = Values,
        ["many deletions"] = ManyDeletions,
    };

    /// <summary>A v2 update whose columns are random: runs without an end, keys by numbers that were never given.</summary>
    public static byte[] Columns(Random random)
    {
        var writer = new Lib0Writer(256);
        writer.WriteByte(0);
        for (var column = 0; column < 9; column++)
        {
            var bytes = new Lib0Writer(32);
            for (var left = random.Next(5); left > 0; left--)
            {
                switch (column)
                {
                    case 5:
                        bytes.WriteVarString(Roots[random.Next(Roots.Length)]);
                        bytes.WriteVarInt(random.Next(6), random.Next(2) == 0);
                        break;
                    case 4 or 6:
                        bytes.WriteByte((byte)random.Next(column == 6 ? 3 : 256));
                        bytes.WriteVarUint(Number(random));
                        break;
                    default:
                        bytes.WriteVarInt(random.Next(4) == 0 ? -Number(random) : random.Next(40) - 10, random.Next(8) == 0);
                        bytes.WriteVarUint(Number(random));
                        break;
                }
            }

            writer.WriteVarBytes(bytes.Written);
        }

        writer.WriteVarUint(random.Next(4));
        for (var left = random.Next(12); left > 0; left--)
        {
            writer.WriteVarUint(Number(random));
        }

        return writer.ToArray();
    }

    /// <summary>A v2 update with one column damaged, and its length told right.</summary>
    public static byte[] Column(Random random, byte[] valid)
    {
        var reader = new Lib0Reader(valid);
        var writer = new Lib0Writer(valid.Length + 16);
        writer.WriteByte(reader.ReadByte());
        var damaged = random.Next(9);
        for (var column = 0; column < 9; column++)
        {
            var bytes = reader.ReadVarBytes();
            writer.WriteVarBytes(column == damaged ? Mutations.Mutate(random, bytes) : bytes);
        }

        writer.WriteBytes(reader.ReadBytes(reader.Remaining));
        return writer.ToArray();
    }

    /// <summary>A v2 update of a few bytes that stands for thousands of structs: types, or deleted content that does not join.</summary>
    public static byte[] Runs(Random random)
    {
        var writer = new V2Writer(64);
        var (count, client) = (random.Next(1_000, 90_000), Ids[random.Next(Ids.Length)]);
        var kind = random.Next(2) == 0 ? BlockKind.Type : BlockKind.Deleted;
        writer.WriteRest(1);
        writer.WriteRest(count);
        writer.WriteClient(client);
        writer.WriteRest(0);
        for (var clock = 0; clock < count; clock++)
        {
            writer.WriteItem(clock == 0 ? kind : kind | 0x80, client, kind == BlockKind.Type ? clock - 1 : 0, -1, 0);
            if (clock == 0)
            {
                writer.WriteParentInfo(true);
                writer.WriteText("array");
            }

            if (kind == BlockKind.Type)
            {
                writer.WriteTypeRef(0);
            }
            else
            {
                writer.WriteLength(1);
            }
        }

        DeleteSets.Write(ref writer, []);
        return writer.Finish();
    }

    /// <summary>Well-formed structs of every kind that build on ids at random: known, unknown, of other types, of themselves.</summary>
    private static byte[] Soup(Random random) => Write(random, random.Next(1, 4), _ => random.Next(1, 6), (ref Lib0Writer writer, long client, int clock) =>
    {
        var kind = (byte)(random.Next(20) == 0 ? random.Next(32) : new[] { 0, 1, 2, 3, 4, 4, 4, 5, 6, 7, 7, 8, 9, 10 }[random.Next(14)]);
        var info = kind is 0 or 10 ? kind : (byte)(kind | (random.Next(4) << 6) | (random.Next(3) == 0 ? 0x20 : 0));
        Struct(random, ref writer, info);
        return Content(random, ref writer, kind);
    });

    private static byte[] Nested(Random random)
    {
        var depth = random.Next(2, 600);
        return Write(random, 1, _ => depth, (ref Lib0Writer writer, long client, int clock) =>
        {
            writer.WriteByte(7);
            if (clock == 0)
            {
                writer.WriteByte(1);
                writer.WriteVarString(Roots[random.Next(Roots.Length)]);
            }
            else
            {
                writer.WriteByte(0);
                writer.WriteVarUint(client);
                writer.WriteVarUint(clock - 1);
            }

            writer.WriteByte((byte)new[] { 0, 1, 2, 4, 6 }[random.Next(5)]);
            return 1;
        }, fromZero: true);
    }

    private static byte[] HugeClocks(Random random) => Write(random, random.Next(1, 3), _ => random.Next(1, 4), (ref Lib0Writer writer, long client, int clock) =>
    {
        var kind = (byte)new[] { 0, 1, 10 }[random.Next(3)];
        writer.WriteByte(kind == 1 ? (byte)0x81 : kind);
        if (kind == 1)
        {
            writer.WriteVarUint(Ids[random.Next(Ids.Length)]);
            writer.WriteVarUint(Number(random));
        }

        var length = Number(random);
        writer.WriteVarUint(length);
        return (int)Math.Min(length, int.MaxValue);
    });

    private static byte[] Cyclic(Random random)
    {
        var count = random.Next(2, 5);
        return Write(random, count, _ => random.Next(1, 3), (ref Lib0Writer writer, long client, int clock) =>
        {
            var next = Ids[(Array.IndexOf(Ids, client) + 1) % count];
            switch (random.Next(3))
            {
                case 0:
                    writer.WriteBytes([7, 0]);
                    break;
                case 1:
                    writer.WriteByte(0x87);
                    break;
                default:
                    writer.WriteByte(0xC7);
                    writer.WriteVarUint(next);
                    writer.WriteVarUint(random.Next(3));
                    break;
            }

            writer.WriteVarUint(next);
            writer.WriteVarUint(random.Next(3));
            writer.WriteByte((byte)random.Next(3));
            return 1;
        }, fromZero: true);
    }

    private static byte[] ManyClients(Random random)
    {
        var (count, parent) = (random.Next(500, 3_000), Roots[random.Next(Roots.Length)]);
        var writer = new Lib0Writer(count * 12);
        writer.WriteVarUint(count);
        for (var i = 0; i < count; i++)
        {
            writer.WriteByte(1);
            writer.WriteVarUint(1_000 + i);
            writer.WriteBytes([0, 4, 1]);
            writer.WriteVarString(parent);
            writer.WriteVarString("x");
        }

        writer.WriteByte(0);
        return writer.ToArray();
    }

    private static byte[] Values(Random random) => Write(random, 1, _ => 1, (ref Lib0Writer writer, long client, int clock) =>
    {
        var depth = random.Next(4) == 0 ? random.Next(1, 4_000) : random.Next(1, 150);
        writer.WriteBytes([8, 1]);
        writer.WriteVarString("array");
        writer.WriteByte(1);
        for (var i = 0; i < depth; i++)
        {
            writer.WriteByte((byte)(random.Next(50) == 0 ? random.Next(100, 128) : 117));
            writer.WriteVarUint(random.Next(60) == 0 ? Number(random) : 1);
        }

        writer.WriteByte((byte)random.Next(110, 128));
        writer.WriteVarUint(Number(random));
        return 1;
    });

    private static byte[] ManyDeletions(Random random)
    {
        var writer = new Lib0Writer(256);
        writer.WriteByte(0);
        var clients = random.Next(1, 5);
        writer.WriteVarUint(clients);
        for (; clients > 0; clients--)
        {
            writer.WriteVarUint(Ids[random.Next(Ids.Length)]);
            var count = random.Next(1, 400);
            writer.WriteVarUint(count);
            for (; count > 0; count--)
            {
                writer.WriteVarUint(random.Next(40) == 0 ? Number(random) : random.Next(60));
                writer.WriteVarUint(random.Next(40) == 0 ? Number(random) : random.Next(1, 5));
            }
        }

        return writer.ToArray();
    }

    private static void Struct(Random random, ref Lib0Writer writer, byte info)
    {
        writer.WriteByte(info);
        for (var flag = 0x80; flag >= 0x40; flag >>= 1)
        {
            if ((info & flag) != 0 && (info & 31) is not (0 or 10))
            {
                writer.WriteVarUint(Ids[random.Next(Ids.Length)]);
                writer.WriteVarUint(random.Next(12));
            }
        }

        if ((info & 0xC0) != 0 || (info & 31) is 0 or 10)
        {
            return;
        }

        if (random.Next(3) == 0)
        {
            writer.WriteByte(0);
            writer.WriteVarUint(Ids[random.Next(Ids.Length)]);
            writer.WriteVarUint(random.Next(12));
        }
        else
        {
            writer.WriteByte(1);
            writer.WriteVarString(Roots[random.Next(Roots.Length)]);
        }

        if ((info & 0x20) != 0)
        {
            writer.WriteVarString(random.Next(2) == 0 ? "k0" : "bold");
        }
    }

    /// <summary>Writes content; returns its length.</summary>
    private static int Content(Random random, ref Lib0Writer writer, byte kind)
    {
        switch (kind)
        {
            case 0 or 1 or 10:
                var length = random.Next(1, 4);
                writer.WriteVarUint(length);
                return length;
            case 2:
                writer.WriteByte(1);
                writer.WriteVarString(random.Next(2) == 0 ? "undefined" : "{\"a\":[1]}");
                return 1;
            case 3:
                writer.WriteVarBytes([1, 2]);
                return 1;
            case 4:
                var text = new[] { "a", "bc", "😀", "x😀y", "家" }[random.Next(5)];
                writer.WriteVarString(text);
                return text.Length;
            case 5:
                writer.WriteVarString("{\"image\":1}");
                return 1;
            case 6:
                writer.WriteVarString("bold");
                writer.WriteVarString(random.Next(2) == 0 ? "true" : "null");
                return 1;
            case 7:
                var type = (byte)random.Next(7);
                writer.WriteByte(type);
                if (type is 3 or 5)
                {
                    writer.WriteVarString("p");
                }

                return 1;
            case 8:
                writer.WriteBytes([2, 120, 125, 5]);
                return 2;
            default:
                writer.WriteVarString("guid");
                writer.WriteBytes([118, 0]);
                return 1;
        }
    }

    private static byte[] Write(Random random, int clients, Func<int, int> count, WriteStruct write, bool fromZero = false)
    {
        var writer = new Lib0Writer(256);
        writer.WriteVarUint(clients);
        for (var i = 0; i < clients; i++)
        {
            var (structs, clock) = (count(i), fromZero ? 0 : random.Next(10) == 0 ? (int)Math.Min(Number(random), int.MaxValue) : random.Next(6));
            writer.WriteVarUint(structs);
            writer.WriteVarUint(Ids[i]);
            writer.WriteVarUint(clock);
            for (; structs > 0; structs--)
            {
                clock = (int)Math.Min(int.MaxValue, (long)clock + write(ref writer, Ids[i], clock));
            }
        }

        if (random.Next(3) == 0)
        {
            writer.WriteBytes([1, 2, 2, 0, 1, 3, 2]);
        }
        else
        {
            writer.WriteByte(0);
        }

        return writer.ToArray();
    }

    private delegate int WriteStruct(ref Lib0Writer writer, long client, int clock);

    private static long Number(Random random) => random.Next(5) switch
    {
        0 => random.Next(4),
        1 => random.Next(1 << 20),
        2 => random.NextInt64(YLimits.SafeIntegerMax),
        _ => Edges[random.Next(Edges.Length)],
    };
}
