namespace RealLearning.Ycs;

/// <summary>The fields of an update in the order in which both formats hold them (rules 8 and 13). The counterpart of <see cref="IUpdateReader"/>.</summary>
internal interface IUpdateWriter
{
    void WriteRest(long value);

    void WriteClient(long client);

    void WriteInfo(byte info);

    void WriteSkipLength(int length);

    void WriteLeftId(long client, int clock);

    void WriteRightId(long client, int clock);

    void WriteParentInfo(bool isRoot);

    void WriteTypeRef(byte type);

    void WriteLength(int length);

    void WriteText(scoped ReadOnlySpan<char> text);

    void WriteKey(string key);

    void WriteJson(JsonValue value);

    /// <summary>One lib0 value as it is.</summary>
    void WriteAny(byte[] value);

    void WriteBytes(byte[] value);

    void BeginDeletes();

    void WriteDelete(long clock, long length);

    /// <summary>Bytes of the row in which what has no column stands, all of v1: counts and deletions are in it.</summary>
    int RestLength { get; }

    /// <summary>Of that row what was written from a length on; until the next write.</summary>
    ReadOnlySpan<byte> RestSince(int length);

    /// <summary>Writes such bytes again.</summary>
    void WriteRestBytes(scoped ReadOnlySpan<byte> bytes);
}
