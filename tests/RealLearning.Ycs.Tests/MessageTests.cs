using System.Text;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Messages of y-protocols (rule 22) to the byte, and two documents that sync by them.</summary>
public sealed class MessageTests(Yjs yjs, ITestOutputHelper output) : IClassFixture<Yjs>
{
    [Fact]
    public async Task Messages_OfRandomDocuments_AreThoseOfYProtocols()
    {
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + 20; seed++)
        {
            string[] calls = [.. (await YjsCall.OfAsync(yjs, seed)).Select(call => YjsCall.Text(call.IsV2 ? YUpdate.ConvertV2ToV1(call.Update) : call.Update))];
            var expected = await yjs.AskAsync(new { messages = calls, reason = "not yours: 😀" });
            var doc = new YDoc(new YDocOptions { ClientId = 999 });
            calls.ToList().ForEach(call => doc.ApplyUpdate(Convert.FromBase64String(call)));

            Assert.Equal((string)expected["step1"]!, YjsCall.Text(YMessage.SyncStep1(doc.EncodeStateVector())));
            Assert.Equal((string)expected["step2"]!, YjsCall.Text(YMessage.SyncStep2(doc.EncodeStateAsUpdate())));
            Assert.Equal((string)expected["update"]!, YjsCall.Text(YMessage.Update(Convert.FromBase64String(calls[0]))));
            Assert.Equal((string)expected["denied"]!, YjsCall.Text(YMessage.PermissionDenied("not yours: 😀")));
            Assert.Equal((string)expected["answer"]!, YjsCall.Text(Answer(doc, YMessage.SyncStep1([0]))!));
        }
    }

    [Fact]
    public void Sync_TwoDocuments_AreEqualAfterEachAnswersTheOther()
    {
        var (one, two) = (new YDoc(new YDocOptions { ClientId = 5 }), new YDoc(new YDocOptions { ClientId = 6 }));
        one.GetText("text").Insert(0, "one");
        two.GetText("text").Insert(0, "two");

        Assert.Null(Answer(two, Answer(one, YMessage.SyncStep1(two.EncodeStateVector()))!));
        Assert.Null(Answer(one, Answer(two, YMessage.SyncStep1(one.EncodeStateVector()))!));

        Assert.Equal(one.EncodeStateAsUpdate(), two.EncodeStateAsUpdate());
        Assert.Equal([0, 1, 2, 0, 0], Answer(one, YMessage.SyncStep1(two.EncodeStateVector()))![..5]);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 1, 0 }, YMessageKind.SyncStep1, new byte[] { 0 })]
    [InlineData(new byte[] { 0, 1, 2, 0, 0 }, YMessageKind.SyncStep2, new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 2, 0 }, YMessageKind.Update, new byte[] { })]
    [InlineData(new byte[] { 1, 1, 0 }, YMessageKind.Awareness, new byte[] { 0 })]
    [InlineData(new byte[] { 2, 0, 2, (byte)'n', (byte)'o' }, YMessageKind.PermissionDenied, new byte[] { (byte)'n', (byte)'o' })]
    [InlineData(new byte[] { 3 }, YMessageKind.QueryAwareness, new byte[] { })]
    public void Message_OfEachKind_IsRead(byte[] message, YMessageKind expected, byte[] carried)
    {
        Assert.True(YMessage.TryRead(message, out var kind, out var payload));
        Assert.Equal((expected, Convert.ToHexString(carried)), (kind, Convert.ToHexString(payload)));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 3, 0 })]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 0, 2, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 1, 0x80, 0 })]
    [InlineData(new byte[] { 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0 })]
    [InlineData(new byte[] { 2, 1, 0 })]
    [InlineData(new byte[] { 3, 0 })]
    [InlineData(new byte[] { 4 })]
    [InlineData(new byte[] { 0x80, 0, 0, 0 })]
    public void Message_ThatIsNone_IsNotRead(byte[] message) => Assert.False(YMessage.TryRead(message, out _, out _));

    [Fact]
    public void Messages_Random_AreReadToTheirEndOrNotAtAll()
    {
        var random = new Random(Settings.Seed(output));
        byte[][] valid = [YMessage.SyncStep1([1, 5, 9]), YMessage.Update(new byte[300]), YMessage.Awareness([0]), YMessage.PermissionDenied("no"), YMessage.QueryAwareness()];
        for (var i = 0; i < 20_000; i++)
        {
            var message = Mutations.Mutate(random, valid[random.Next(valid.Length)]);
            if (YMessage.TryRead(message, out var kind, out var payload))
            {
                byte[] again = kind switch
                {
                    YMessageKind.SyncStep1 => YMessage.SyncStep1(payload),
                    YMessageKind.SyncStep2 => YMessage.SyncStep2(payload),
                    YMessageKind.Update => YMessage.Update(payload),
                    YMessageKind.Awareness => YMessage.Awareness(payload),
                    YMessageKind.QueryAwareness => YMessage.QueryAwareness(),
                    _ => [2, 0, .. YMessage.Awareness(payload)[1..]],
                };
                Assert.Equal(message, again);
            }
        }
    }

    private static byte[]? Answer(YDoc doc, byte[] message) => YMessage.TryRead(message, out var kind, out var payload) ? YMessage.Sync(doc, kind, payload) : throw new FormatException(Encoding.Latin1.GetString(message));
}
