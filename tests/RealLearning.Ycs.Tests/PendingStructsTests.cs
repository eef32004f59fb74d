using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>What waits, kept struct by struct, beside the same merged whole at each update (rule 17): equal to the byte, whatever overlaps, touches, comes twice or is collected.</summary>
public sealed class PendingStructsTests(ITestOutputHelper output)
{
    [Fact]
    public void Add_RandomStructs_IsTheMergeOfAll()
    {
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + Settings.Number("YCS_PENDING", 2_000); seed++)
        {
            var (random, pending) = (new Random(seed), new PendingStructs());
            byte[]? whole = null;
            for (var left = random.Next(1, 14); left > 0; left--)
            {
                var update = Update(random);
                var decoder = Decoded(update, isV2: false);
                List<(ClientStructs, int)> rest = [.. decoder.Clients.AsSpan(0, decoder.ClientCount).ToArray().Select(client => (client, client.First))];
                pending.Add(decoder, rest);
                var alone = YUpdate.ConvertV1ToV2(update);
                var told = $"waits {(whole is null ? "" : Told(whole))}\narrives {Told(alone)}";
                whole = whole is null ? alone : UpdatePiece.Encode(PendingMerge.Pieces([Decoded(whole, isV2: true), Decoded(alone, isV2: true)]), [], isV2: true);
                Assert.True(Convert.ToBase64String(whole) == Convert.ToBase64String(pending.ToUpdate()), $"YCS_SEED={seed}\n{told}\nmerged {Told(whole)}\nkept {Told(pending.ToUpdate())}");
            }
        }
    }

    /// <summary>Client, clock, length and kind of each struct.</summary>
    private static string Told(byte[] update)
    {
        var decoder = Decoded(update, isV2: true);
        return string.Join(' ', Enumerable.Range(0, decoder.StructCount).Select(i => decoder.Structs[i]).Select(item => $"{decoder.ClientIds[item.Client]}:{item.Clock}+{item.Length}/{item.Kind}"));
    }

    private static UpdateDecoder Decoded(byte[] update, bool isV2)
    {
        var decoder = new UpdateDecoder();
        decoder.Decode(update, YLimits.Default, isV2);
        return decoder;
    }

    /// <summary>Of one or two clients a row of structs, half of them collected, with Skips between. Of others' content under the same ids each has its own.</summary>
    private static byte[] Update(Random random)
    {
        var writer = new Lib0Writer(64);
        long[] clients = random.Next(3) == 0 ? [9, 5] : [random.Next(2) == 0 ? 9 : 5];
        writer.WriteVarUint(clients.Length);
        foreach (var client in clients)
        {
            var structs = random.Next(1, 5);
            writer.WriteVarUint(structs);
            writer.WriteVarUint(client);
            writer.WriteVarUint(random.Next(1, 20));
            var isBehindSkip = true;
            for (var i = 0; i < structs; i++)
            {
                var length = random.Next(1, 4);
                var kind = isBehindSkip || i == structs - 1 ? random.Next(1, 6) : random.Next(6);
                isBehindSkip = kind == 0;
                switch (kind)
                {
                    case 0:
                        writer.WriteByte(10);
                        writer.WriteVarUint(length);
                        break;
                    case 1:
                        writer.WriteBytes([0x81, 77, 1]);
                        writer.WriteVarUint(length);
                        break;
                    case 2:
                        writer.WriteBytes([0x84, 77, 1]);
                        writer.WriteVarString("abcdef".AsSpan(0, length));
                        break;
                    default:
                        writer.WriteByte(0);
                        writer.WriteVarUint(length);
                        break;
                }
            }
        }

        writer.WriteByte(0);
        return writer.ToArray();
    }
}
