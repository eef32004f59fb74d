using System.Text;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Damaged state vectors, relative positions and awareness updates: read or refused with the engine's exception.</summary>
public sealed class HostileMessageTests(ITestOutputHelper output)
{
    private const int Mutated = 20_000;

    private static readonly byte[][] StateVectorBytes = [[0], [2, 77, 5, 1, 200, 1], [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 9]];

    private static readonly byte[][] Positions =
    [
        new RelativePosition { Item = new YId(77, 300) }.Encode(),
        new RelativePosition { TypeName = "content", Assoc = -1 }.Encode(),
        new RelativePosition { Type = new YId(YLimits.SafeIntegerMax, 5) }.Encode(),
        [1, 4, (byte)'t', (byte)'e', (byte)'x', (byte)'t'],
    ];

    private static readonly byte[][] Awareness =
    [
        AwarenessMessage.Encode([]),
        AwarenessMessage.Encode([Entry(77, 3, "{\"user\":{\"name\":\"Ané\"}}"), Entry(YLimits.SafeIntegerMax, 1, "null")]),
    ];

    [Fact]
    public void StateVectors_Damaged_AreReadOrRefused()
    {
        var doc = Written();
        var state = doc.EncodeStateAsUpdate();
        Run(StateVectorBytes, bytes =>
        {
            YUpdate.Inspect(doc.EncodeStateAsUpdate(bytes));
            YUpdate.Inspect(YUpdate.Diff(state, bytes));
        });
        Assert.Equal(state, doc.EncodeStateAsUpdate());
    }

    [Fact]
    public void RelativePositions_Damaged_AreReadOrRefused() =>
        Run(Positions, bytes =>
        {
            var position = RelativePosition.Parse(bytes);
            Assert.Equal(position, RelativePosition.Parse(position.Encode()));
        });

    [Fact]
    public void AwarenessUpdates_Damaged_AreReadOrRefused() =>
        Run(Awareness, bytes => Assert.Equal(bytes, AwarenessMessage.Encode(AwarenessMessage.Read(bytes))));

    [Fact]
    public void Updates_DamagedWithoutADocument_AreReadOrRefused()
    {
        var state = Written().EncodeStateAsUpdate();
        Run([state], bytes =>
        {
            YUpdate.Inspect(YUpdate.Merge([state, bytes]));
            YUpdate.Inspect(YUpdate.Diff(bytes, YUpdate.EncodeStateVector(bytes)));
        });
    }

    [Theory]
    [InlineData("unexpected end of bytes", new byte[] { })]
    [InlineData("more items announced than bytes remain", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x07 })]
    [InlineData("more items announced than bytes remain", new byte[] { 1, 1, 1, 0, 4, 1, 1, 0x74, 0xFF, 0xFF, 0xFF, 0x7F, 0x61, 0 })]
    [InlineData("length or clock above 2^31 - 1", new byte[] { 1, 1, 1, 0x80, 0x80, 0x80, 0x80, 0x08, 0, 1, 0 })]
    [InlineData("integer above 2^53 - 1", new byte[] { 1, 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10, 0, 0, 1, 0 })]
    [InlineData("integer not in its shortest form", new byte[] { 0x80, 0x00, 0 })]
    [InlineData("bytes behind the end of the update", new byte[] { 0, 0, 0 })]
    [InlineData("invalid UTF-8", new byte[] { 1, 1, 1, 0, 4, 1, 1, 0x74, 1, 0xFF, 0 })]
    [InlineData("a client twice", new byte[] { 2, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0 })]
    [InlineData("a struct of no length, or beyond the last clock", new byte[] { 1, 1, 1, 0, 0, 0, 0 })]
    [InlineData("flags on a struct that has none", new byte[] { 1, 1, 1, 0, 0x80, 1, 0 })]
    [InlineData("a deletion of nothing, or beyond the last clock", new byte[] { 0, 1, 1, 1, 5, 0 })]
    [InlineData("a struct that builds on itself or on what its client wrote later", new byte[] { 1, 1, 1, 0, 0x84, 1, 0, 1, 0x61, 0 })]
    [InlineData("a parent that is neither a root nor an item", new byte[] { 1, 1, 1, 0, 4, 2, 1, 0x74, 1, 0x61, 0 })]
    [InlineData("content of the unknown kind 11", new byte[] { 1, 1, 1, 0, 11, 1, 1, 0x74, 0, 0, 0 })]
    [InlineData("a shared type of an unknown kind", new byte[] { 1, 1, 1, 0, 7, 1, 1, 0x74, 7, 0 })]
    [InlineData("a value of an unknown kind", new byte[] { 1, 1, 1, 0, 8, 1, 1, 0x74, 1, 5, 0 })]
    public void Update_OfOneFault_IsRefusedByItsName(string message, byte[] update)
    {
        var doc = Written();
        var before = doc.EncodeStateAsUpdate();

        var exception = Assert.Throws<MalformedUpdateException>(() => doc.ApplyUpdate(update));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.InRange(exception.Offset, 0, update.Length);
        Assert.Equal(before, doc.EncodeStateAsUpdate());
    }

    /// <summary>A count or length is believed only as far as there are bytes.</summary>
    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0x7F, 1, 1, 0 })]
    [InlineData(new byte[] { 1, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0 })]
    [InlineData(new byte[] { 1, 1, 1, 0, 8, 1, 1, 0x74, 0xFF, 0xFF, 0xFF, 0x7F, 0x7E, 0 })]
    [InlineData(new byte[] { 1, 1, 1, 0, 2, 1, 1, 0x74, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0 })]
    [InlineData(new byte[] { 1, 1, 1, 0, 3, 1, 1, 0x74, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0 })]
    [InlineData(new byte[] { 1, 1, 1, 0, 8, 1, 1, 0x74, 1, 118, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0 })]
    [InlineData(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0x7F, 1, 1, 0 })]
    public void Update_DeclaringMoreThanItHas_AllocatesLittle(byte[] update)
    {
        var doc = Written();
        Assert.Throws<MalformedUpdateException>(() => doc.ApplyUpdate(update));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<MalformedUpdateException>(() => doc.ApplyUpdate(update));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_384);
    }

    private void Run(byte[][] valid, Action<byte[]> read)
    {
        var seed = Settings.Seed(output);
        var random = new Random(seed);
        var (taken, refused) = (0, 0);
        for (var i = 0; i < Mutated; i++)
        {
            var bytes = Mutations.Mutate(random, valid[random.Next(valid.Length)]);
            try
            {
                read(bytes);
                taken++;
            }
            catch (MalformedUpdateException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"YCS_SEED={seed}, call {i}, {Convert.ToHexString(bytes)}: {exception}");
            }
        }

        Assert.True(taken > 100 && refused > 100, $"only {taken} taken and {refused} refused");
    }

    private static AwarenessEntry Entry(long client, long clock, string json) => new(client, clock, Encoding.UTF8.GetBytes(json));

    private static YDoc Written()
    {
        var doc = new YDoc(new YDocOptions { ClientId = 77 });
        doc.GetText("text").Insert(0, "a 😀 text");
        doc.GetText("text").Delete(1, 2);
        doc.GetMap("map").Set("key", 1.5);
        doc.GetArray("array").Insert(0, new YArray());
        return doc;
    }
}
