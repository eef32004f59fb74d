namespace RealLearning.Ycs;

/// <summary>Format v1: everything in one row (rule 8). Hot.</summary>
internal ref struct V1Writer(int capacity) : IUpdateWriter, IDisposable
{
    private Lib0Writer _writer = new(capacity);

    /// <summary>The update; gives the memory back.</summary>
    public byte[] Finish()
    {
        var bytes = _writer.ToArray();
        Dispose();
        return bytes;
    }

    public void Dispose() => _writer.Dispose();

    public readonly int RestLength => _writer.Length;

    public readonly ReadOnlySpan<byte> RestSince(int length) => _writer.Written[length..];

    public void WriteRestBytes(scoped ReadOnlySpan<byte> bytes) => _writer.WriteBytes(bytes);

    public void WriteRest(long value) => _writer.WriteVarUint(value);

    public void WriteClient(long client) => _writer.WriteVarUint(client);

    public void WriteInfo(byte info) => _writer.WriteByte(info);

    public void WriteSkipLength(int length) => _writer.WriteVarUint(length);

    public void WriteLeftId(long client, int clock)
    {
        _writer.WriteVarUint(client);
        _writer.WriteVarUint(clock);
    }

    public void WriteRightId(long client, int clock) => WriteLeftId(client, clock);

    public void WriteParentInfo(bool isRoot) => _writer.WriteByte(isRoot ? (byte)1 : (byte)0);

    public void WriteTypeRef(byte type) => _writer.WriteByte(type);

    public void WriteLength(int length) => _writer.WriteVarUint(length);

    public void WriteText(scoped ReadOnlySpan<char> text) => _writer.WriteVarString(text);

    public void WriteKey(string key) => _writer.WriteVarString(key);

    public void WriteJson(JsonValue value) => _writer.WriteVarString(value.Text);

    public void WriteAny(byte[] value) => _writer.WriteBytes(value);

    public void WriteBytes(byte[] value) => _writer.WriteVarBytes(value);

    public readonly void BeginDeletes()
    {
    }

    public void WriteDelete(long clock, long length)
    {
        _writer.WriteVarUint(clock);
        _writer.WriteVarUint(length);
    }
}
