using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>The deletions in an encoded state are those of the moment, however often it was encoded before.</summary>
public sealed class DeletedEncodingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void State_EncodedAgain_HasWhatWasDeletedSince(bool gc)
    {
        var doc = new YDoc(new YDocOptions { ClientId = 1, Gc = gc });
        var text = doc.GetText("text");
        text.Insert(0, "0123456789");
        AssertDeleted(doc, 0);
        text.Delete(2, 1);
        AssertDeleted(doc, 1);
        AssertDeleted(doc, 1);
        text.Insert(0, "more");
        AssertDeleted(doc, 1);
        doc.Transact(() =>
        {
            text.Delete(8, 2);
            AssertDeleted(doc, 3);
            text.Delete(0, 1);
            AssertDeleted(doc, 4);
        });
        AssertDeleted(doc, 4);
    }

    [Fact]
    public void State_EncodedAgain_HasWhatArrivedDeletedOrCollected()
    {
        var other = new YDoc(new YDocOptions { ClientId = 2 });
        other.GetText("text").Insert(0, "abc");
        other.GetText("text").Delete(1, 1);
        var doc = new YDoc(new YDocOptions { ClientId = 1 });
        AssertDeleted(doc, 0);
        doc.ApplyUpdate(other.EncodeStateAsUpdate());
        AssertDeleted(doc, 1);

        // One struct of client 9: a collected range of 5 (rules 8 and 9 of docs/wire-format.md).
        doc.ApplyUpdate([1, 1, 9, 0, 0, 5, 0]);
        AssertDeleted(doc, 6);
    }

    private static void AssertDeleted(YDoc doc, int expected)
    {
        foreach (var (state, isV2) in new[] { (doc.EncodeStateAsUpdate(), false), (doc.EncodeStateAsUpdateV2(), true) })
        {
            var copy = new YDoc(new YDocOptions { ClientId = 5 });
            var prepared = isV2 ? copy.PrepareV2(state) : copy.Prepare(state);
            Assert.Equal(expected, prepared.Deleted.ToArray().Sum(range => range.Length));
        }
    }
}
