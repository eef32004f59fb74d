namespace RealLearning.Ycs.Tests;

/// <summary>Ways to damage bytes, drawn from a seeded generator.</summary>
internal static class Mutations
{
    /// <summary>Varuints that a reader must not trust: large, at the edges of 31, 32 and 53 bits, endless, not in their shortest form.</summary>
    private static readonly byte[][] Numbers =
    [
        [0xFF, 0xFF, 0xFF, 0xFF, 0x07],
        [0x80, 0x80, 0x80, 0x80, 0x08],
        [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x80, 0x00],
    ];

    /// <summary>Damages a copy, once or a few times.</summary>
    public static byte[] Mutate(Random random, ReadOnlySpan<byte> valid)
    {
        List<byte> bytes = [.. valid];
        for (var left = random.Next(3) == 0 ? 1 + random.Next(4) : 1; left > 0; left--)
        {
            Once(random, bytes);
        }

        return [.. bytes];
    }

    /// <summary>Damages a copy once, and names the kind.</summary>
    public static (string Kind, byte[] Update) MutateByKind(Random random, ReadOnlySpan<byte> valid)
    {
        List<byte> bytes = [.. valid];
        return (Once(random, bytes), [.. bytes]);
    }

    private static string Once(Random random, List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var inside = bytes.Count == 0 ? 0 : random.Next(bytes.Count);
        switch (random.Next(9))
        {
            case 0:
                bytes.RemoveRange(at, bytes.Count - at);
                return "truncated";
            case 1 when bytes.Count > 0:
                bytes[inside] ^= (byte)(1 << random.Next(8));
                return "a bit flipped";
            case 2 when bytes.Count > 0:
                bytes[inside] = (byte)random.Next(256);
                return "a byte changed";
            case 3 when bytes.Count > 0:
                bytes[inside] = (byte)(bytes[inside] + (random.Next(2) == 0 ? 1 : -1));
                return "a byte one more or less";
            case 4:
                bytes.Insert(at, (byte)random.Next(256));
                return "a byte more";
            case 5 when bytes.Count > 0:
                bytes.RemoveRange(inside, random.Next(1, bytes.Count - inside + 1));
                return "bytes missing";
            case 6:
                bytes.InsertRange(at, Numbers[random.Next(Numbers.Length)]);
                return "lengths inflated";
            case 7 when bytes.Count > 0:
                // A part once more: structs, ranges and entries that come twice.
                bytes.InsertRange(at, bytes.GetRange(inside, random.Next(1, bytes.Count - inside + 1)));
                return "a part twice";
            default:
                bytes.AddRange(Numbers[random.Next(Numbers.Length)]);
                return "bytes behind the end";
        }
    }
}
