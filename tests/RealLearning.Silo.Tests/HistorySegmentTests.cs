using RealLearning.Grains.Journal;
using RealLearning.Silo.Tests.Support;
using Xunit;

namespace RealLearning.Silo.Tests;

public sealed class HistorySegmentTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Segment_RandomRecords_ComeBackAsTheyWere(bool compress)
    {
        var random = new Random(TestSeed.Next(output));
        for (var round = 0; round < 50; round++)
        {
            var records = Records(random);

            var segment = HistorySegment.Encode(records, compress);

            Assert.Equal((records[0].Sequence, records[^1].Sequence), (segment.FirstSequence, segment.LastSequence));
            Assert.Equal(Some.Texts(records), Some.Texts(HistorySegment.Decode(segment.Index, segment.Payload)));
            Assert.Equal(
                Some.Texts(records.Select(record => record with { Event = default, Update = default })),
                Some.Texts(HistorySegment.DecodeIndex(segment.Index)));
        }
    }

    [Fact]
    public void Segment_Typing_IsSmall()
    {
        var records = Enumerable.Range(1, 4_000).Select(i => Some.Record(i) with
        {
            SessionId = "one",
            PersonId = "ada",
            Added = [new AttributedRange(4_000_000_000, i, 1, false)],
            Deleted = [],
            Update = new byte[] { 1, 1, 0xB0, 0xEA, 1, (byte)i, (byte)(i >> 8), 0x84, 0xB0, 0xEA, 1, (byte)(i - 1), 1, (byte)'a', 0 },
        }).ToList();

        var segment = HistorySegment.Encode(records, compress: true);

        output.WriteLine($"index {segment.Index.Length}, payload {segment.Payload.Length} bytes");
        Assert.InRange(segment.Index.Length, 1, 2_000);
        Assert.InRange(segment.Payload.Length, 1, 20_000);
    }

    [Fact]
    public void Segment_HoleOrNothing_IsRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => HistorySegment.Encode([], compress: true));
        Assert.ThrowsAny<ArgumentException>(() => HistorySegment.Encode([Some.Record(1), Some.Record(3)], compress: true));
        Assert.ThrowsAny<ArgumentException>(() => HistorySegment.Encode([Some.Record(1) with { Added = [new AttributedRange(1, -1, 1, false)] }], compress: true));
    }

    [Fact]
    public void Decode_AnyPrefix_IsMalformed()
    {
        var segment = HistorySegment.Encode([Some.Record(1, "command"), Some.Record(2)], compress: false);

        for (var length = 0; length < segment.Index.Length; length++)
        {
            Assert.Throws<MalformedSegmentException>(() => HistorySegment.DecodeIndex(segment.Index[..length]));
        }

        Assert.Throws<MalformedSegmentException>(() => HistorySegment.Decode(segment.Index, segment.Payload[..^1]));
        Assert.Throws<MalformedSegmentException>(() => HistorySegment.DecodeIndex((byte[])[.. segment.Index.Span, 0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decode_GarbledBytes_AreMalformedOrRead_NothingElse(bool compress)
    {
        var random = new Random(TestSeed.Next(output));
        var segment = HistorySegment.Encode(Records(random), compress);
        for (var round = 0; round < 5_000; round++)
        {
            var (index, payload) = (segment.Index.ToArray(), segment.Payload.ToArray());
            var hurt = random.Next(4) == 0 ? payload : index;
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                hurt[random.Next(hurt.Length)] = (byte)random.Next(256);
            }

            try
            {
                HistorySegment.Decode(index, payload);
            }
            catch (MalformedSegmentException)
            {
            }
        }
    }

    /// <summary>One record, from 1, with a text of which two bytes are there.</summary>
    [Fact]
    public void Decode_TextThatIsLongerThanWhatIsLeftByItsOwnLength_IsMalformed() =>
        Assert.Throws<MalformedSegmentException>(() => HistorySegment.DecodeIndex((byte[])[1, 0, 6, 1, 1, 1, 3, (byte)'a', (byte)'b']));

    [Fact]
    public void Decode_PromiseOfGigabytes_IsMalformed() =>
        Assert.Throws<MalformedSegmentException>(() => HistorySegment.DecodeIndex((byte[])[1, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x3B]));

    [Fact]
    public void Decode_LaterVersion_IsMalformedAndNamed() =>
        Assert.Contains("version 2", Assert.Throws<MalformedSegmentException>(() => HistorySegment.DecodeIndex((byte[])[2, 0, 0])).Message, StringComparison.Ordinal);

    private static List<JournalRecord> Records(Random random)
    {
        var first = random.NextInt64(1, 1 << 20);
        return [.. Enumerable.Range(0, random.Next(1, 80)).Select(i => Some.Record(first + i, random.Next(3) == 0 ? $"команда-{i}" : null, random.Next(60)) with
        {
            AtMs = random.NextInt64(),
            Added = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new AttributedRange(random.NextInt64(1L << 53), random.NextInt64(1L << 53), random.Next(99), random.Next(2) == 0))],
        })];
    }
}
