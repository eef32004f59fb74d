namespace RealLearning.Ycs;

/// <summary>The fields of an update in the order in which both formats hold them (rules 8 and 13). The counterpart of <see cref="IUpdateReader"/>.</summary>
internal interface IUpdateWriter
{
    void WriteRest(long value);

    void WriteClient(long client);

    void WriteInfo(byte info);

    /// <summary>The info of an item, and the ids that its flags say are there; of the others nothing is read.</summary>
    void WriteItem(int info, long leftClient, int leftClock, long rightClient, int rightClock);

    void WriteSkipLength(int length);

    void WriteParentId(long client, int clock);

    void WriteParentInfo(bool isRoot);

    void WriteTypeRef(byte type);

    void WriteLength(int length);

    void WriteText(scoped ReadOnlySpan<char> text);

    /// <summary>The same for a part of a row of texts.</summary>
    void WriteText(scoped ReadOnlySpan<char> row, int start, int length);

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
