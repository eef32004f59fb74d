using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Each limit of <see cref="YLimits"/>: what is within is taken, what is beyond is refused by name and changes nothing.</summary>
public sealed class LimitsTests
{
    [Fact]
    public void UpdateBytesMax_Beyond_IsRefused() =>
        Check(new YLimits { UpdateBytesMax = Text(5, 0).Length }, Text(5, 0), [.. Text(5, 0), 0], "an update may have");

    [Fact]
    public void StructsMax_Beyond_IsRefused() =>
        Check(new YLimits { StructsMax = 2 }, [1, 2, 5, 0, 0, 1, 0, 1, 0], [1, 3, 5, 0, 0, 1, 0, 1, 0, 1, 0], "more than 2 structs");

    [Fact]
    public void ValueDepthMax_Beyond_IsRefused()
    {
        Check(new YLimits { ValueDepthMax = 3 }, Value(2), Value(3), "a value nested too deep");
        Check(new YLimits { ValueDepthMax = 3 }, Value(2), Value(60_000), "a value nested too deep");
    }

    [Fact]
    public void ClientsMax_Beyond_IsRefused() =>
        Check(new YLimits { ClientsMax = 2 }, [2, 1, 6, 0, 0, 1, 1, 5, 0, 0, 1, 0], Text(7, 0), "a document may have 2 clients");

    [Fact]
    public void ClientsMax_AFullDocument_TakesMoreFromThoseItKnows()
    {
        var doc = Doc(new YLimits { ClientsMax = 2 });
        doc.ApplyUpdate(Text(5, 0));
        doc.ApplyUpdate(Text(6, 0));

        doc.ApplyUpdate([1, 1, 6, 1, 0x84, 6, 0, 1, (byte)'b', 0]);

        Assert.Equal(2, doc.GetClock(6));
    }

    [Fact]
    public void DepthMax_Beyond_IsRefused()
    {
        Check(new YLimits { DepthMax = 3 }, Nested(5, 3), Nested(6, 4), "shared types nested deeper than 3");
        Check(YLimits.Default, Nested(5, 256), Nested(6, 100_000), "shared types nested deeper than 256");
    }

    [Fact]
    public void DepthMax_BeyondByManyUpdates_IsRefused()
    {
        var doc = Doc(new YLimits { DepthMax = 2 });
        doc.ApplyUpdate(Nested(5, 2));
        var before = doc.EncodeStateAsUpdate();

        // Below the deepest; and beside something below it.
        Refuse(doc, before, [1, 1, 6, 0, 7, 0, 5, 1, 0, 0], "shared types nested deeper than 2");
        doc.ApplyUpdate([1, 1, 6, 0, 4, 0, 5, 1, 1, (byte)'x', 0]);
        before = doc.EncodeStateAsUpdate();
        Refuse(doc, before, [1, 1, 6, 1, 0x87, 6, 0, 0, 0], "shared types nested deeper than 2");
        Refuse(doc, before, [1, 2, 6, 1, 0x84, 6, 0, 1, (byte)'y', 0x87, 6, 1, 0, 0], "shared types nested deeper than 2");
    }

    /// <summary>What waits has no depth yet. When it gets one that is too much, it goes on waiting.</summary>
    [Fact]
    public void DepthMax_BeyondInWhatWaits_GoesOnWaiting()
    {
        var doc = Doc(new YLimits { DepthMax = 2 });
        doc.ApplyUpdate([1, 1, 6, 0, 7, 0, 5, 1, 0, 0]);
        Assert.True(doc.HasPending);

        doc.ApplyUpdate(Nested(5, 2));

        Assert.True(doc.HasPending);
        Assert.Equal((2, 0), (doc.GetClock(5), doc.GetClock(6)));
    }

    [Fact]
    public void PendingBytesMax_Beyond_IsRefused()
    {
        // Structs at clock 9 wait for those before them.
        Check(new YLimits { PendingBytesMax = 24 }, Text(5, 9), Text(6, 9, 24), "more than 24 bytes would wait");
        Check(new YLimits { PendingBytesMax = 24 }, Text(5, 9), [0, 1, 6, 12, .. Enumerable.Range(0, 12).SelectMany(i => new byte[] { (byte)(i * 2), 1 })], "more than 24 bytes would wait");
    }

    [Fact]
    public void PendingBytesMax_AFullQueue_TakesWhatFits()
    {
        var doc = Doc(new YLimits { PendingBytesMax = 24 });
        doc.ApplyUpdate(Text(5, 9));

        doc.ApplyUpdate(Text(6, 0, 60));

        Assert.Equal(60, doc.GetClock(6));
    }

    private static void Check(YLimits limits, byte[] within, byte[] beyond, string message)
    {
        var doc = Doc(limits);
        doc.ApplyUpdate(within);
        Refuse(doc, doc.EncodeStateAsUpdate(), beyond, message);
    }

    private static void Refuse(YDoc doc, byte[] before, byte[] beyond, string message)
    {
        var exception = Assert.Throws<MalformedUpdateException>(() => doc.ApplyUpdate(beyond));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<MalformedUpdateException>(() => doc.Prepare(beyond));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, doc.EncodeStateAsUpdate());
    }

    private static byte[] Text(byte client, byte clock, int length = 1) =>
        [1, 1, client, clock, 4, 1, 1, (byte)'t', (byte)length, .. Enumerable.Repeat((byte)'a', length), 0];

    /// <summary>An array in an array … in a root.</summary>
    private static byte[] Nested(byte client, int depth)
    {
        var writer = new Lib0Writer(64);
        writer.WriteVarUint(1);
        writer.WriteVarUint(depth);
        writer.WriteBytes([client, 0]);
        for (var i = 0; i < depth; i++)
        {
            writer.WriteByte(7);
            if (i == 0)
            {
                writer.WriteBytes([1, 1, (byte)'t']);
            }
            else
            {
                writer.WriteBytes([0, client]);
                writer.WriteVarUint(i - 1);
            }

            writer.WriteByte(0);
        }

        writer.WriteByte(0);
        return writer.ToArray();
    }

    /// <summary>An array in an array … around null, as one value.</summary>
    private static byte[] Value(int depth) =>
        [1, 1, 5, 0, 8, 1, 1, (byte)'t', 1, .. Enumerable.Repeat(new byte[] { 117, 1 }, depth).SelectMany(pair => pair), 126, 0];

    private static YDoc Doc(YLimits limits) => new(new YDocOptions { ClientId = 1, Limits = limits });
}
