using System.Text;

namespace RealLearning.Api.Tests.Clients;

/// <summary>
/// Yjs v1 updates written by hand, byte for byte as <c>docs/wire-format.md</c> describes them, so that these tests lean on no engine.
/// They write into the text <c>t</c>.
/// </summary>
internal static class TestUpdates
{
    /// <summary>A client's first words, at the start of the text.</summary>
    public static byte[] First(long client, string text) =>
        [1, 1, .. VarUint(client), 0, 4, 1, .. VarString("t"), .. VarString(text), 0];

    /// <summary>Words of a client right behind its clock <paramref name="clock"/> − 1.</summary>
    public static byte[] Next(long client, int clock, string text) =>
        [1, 1, .. VarUint(client), .. VarUint(clock), 0x84, .. VarUint(client), .. VarUint(clock - 1), .. VarString(text), 0];

    /// <summary>An awareness update with one entry.</summary>
    public static byte[] Awareness(long client, long clock, string json) =>
        [1, .. VarUint(client), .. VarUint(clock), .. VarString(json)];

    public static byte[] VarUint(long value)
    {
        var bytes = new List<byte>();
        for (; value > 0x7F; value >>= 7)
        {
            bytes.Add((byte)(0x80 | (value & 0x7F)));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    private static byte[] VarString(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. VarUint(bytes.Length), .. bytes];
    }
}
