using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Updates that are well formed and that no honest client would write.</summary>
public sealed class HostileShapeTests
{
    /// <summary>The second half of a known struct that names another parent than its first half has.</summary>
    [Fact]
    public void Update_LongerThanKnownUnderAnotherRoot_StaysWhereItsFirstHalfIs()
    {
        var doc = Doc();
        doc.ApplyUpdate(Text("one", "ab"));

        doc.ApplyUpdate(Text("two", "abcd"));

        Assert.Equal(("abcd", ""), (doc.GetText("one").ToString(), doc.GetText("two").ToString()));
        DocumentCheck.Run(doc, "");
    }

    /// <summary>The same where the first half was collected: there is no place behind it.</summary>
    [Fact]
    public void Update_LongerThanCollected_IsCollectedToo()
    {
        var doc = Doc();
        doc.ApplyUpdate([1, 1, 5, 0, 0, 2, 0]);

        doc.ApplyUpdate(Text("two", "abcd"));

        Assert.Equal(0, doc.GetText("two").Length);
        Assert.Equal(4, doc.GetClock(5));
        DocumentCheck.Run(doc, "");
    }

    [Fact]
    public void Update_ParentThatIsText_IsRefused()
    {
        var doc = Doc();
        doc.ApplyUpdate(Text("one", "ab"));

        var exception = Assert.Throws<MalformedUpdateException>(() => doc.ApplyUpdate([1, 1, 6, 0, 4, 0, 5, 0, 1, (byte)'x', 0]));

        Assert.StartsWith("a parent that is no shared type", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Text("one", "ab"), doc.EncodeStateAsUpdate());
    }

    [Fact]
    public void Update_DeletionsThatOverlap_DeleteOnce()
    {
        var doc = Doc();
        doc.ApplyUpdate(Text("one", "abcdef"));

        byte[] update = [0, 2, 5, 2, 1, 3, 0, 3, 5, 1, 2, 3];
        Assert.Equal([new ClientRange(5, 0, 5)], doc.Prepare(update).Deleted.ToArray());
        doc.ApplyUpdate(update);

        Assert.Equal("f", doc.GetText("one").ToString());
        DocumentCheck.Run(doc, "");
    }

    /// <summary>What waits may grow beyond what one update may have; it is taken all the same when it can be.</summary>
    [Fact]
    public void Pending_LongerThanOneUpdateMayBe_IsTakenWhenItCan()
    {
        var doc = new YDoc(new YDocOptions { ClientId = 1, Limits = new YLimits { UpdateBytesMax = 16, StructsMax = 1 } });
        for (byte clock = 5; clock > 0; clock--)
        {
            doc.ApplyUpdate([1, 1, 5, clock, 0x84, 5, (byte)(clock - 1), 3, 0xE5, 0xAE, 0xB6, 0]);
        }

        doc.ApplyUpdate(Text("one", "a"));

        Assert.Equal("a家家家家家", doc.GetText("one").ToString());
        Assert.False(doc.HasPending);
    }

    [Fact]
    public void Updated_ListenerAppliesAnother_EachIsToldOnce()
    {
        var doc = Doc();
        var told = new List<byte[]>();
        doc.Updated += (update, _) =>
        {
            told.Add(update.ToArray());
            if (told.Count == 1)
            {
                doc.ApplyUpdate([1, 1, 6, 0, 4, 1, 3, .. "two"u8, 1, (byte)'x', 0]);
            }
        };

        doc.ApplyUpdate(Text("one", "ab"));

        Assert.Equal([Text("one", "ab"), [1, 1, 6, 0, 4, 1, 3, .. "two"u8, 1, (byte)'x', 0]], told);
    }

    private static byte[] Text(string root, string text) =>
        [1, 1, 5, 0, 4, 1, (byte)root.Length, .. root.Select(c => (byte)c), (byte)text.Length, .. text.Select(c => (byte)c), 0];

    private static YDoc Doc() => new(new YDocOptions { ClientId = 1 });
}
