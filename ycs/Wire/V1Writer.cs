using System.Runtime.CompilerServices;

namespace RealLearning.Ycs;

/// <summary>Format v1: everything in one row (rule 8). Hot.</summary>
internal ref struct V1Writer(int capacity) : IUpdateWriter, IDisposable
{
    private Lib0Writer _writer = new(capacity);

    /// <summary>The client of the last id, and its varuint: most ids are of the client of the one before. Ids of clients take at most 8 bytes.</summary>
    private long _client = -1;
    private ulong _clientBytes;
    private int _clientLength;

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

    public void WriteItem(int info, long leftClient, int leftClock, long rightClient, int rightClock)
    {
        ref var at = ref _writer.Reserve(1 + (4 * Lib0Writer.VarUintMax));
        at = (byte)info;
        at = ref Unsafe.Add(ref at, 1);
        if ((info & 0x80) != 0)
        {
            at = ref PutId(ref at, leftClient, leftClock);
        }

        if ((info & 0x40) != 0)
        {
            at = ref PutId(ref at, rightClient, rightClock);
        }

        _writer.Commit(ref at);
    }

    public void WriteParentId(long client, int clock)
    {
        _writer.WriteVarUint(client);
        _writer.WriteVarUint(clock);
    }

    public void WriteParentInfo(bool isRoot) => _writer.WriteByte(isRoot ? (byte)1 : (byte)0);

    public void WriteTypeRef(byte type) => _writer.WriteByte(type);

    public void WriteLength(int length) => _writer.WriteVarUint(length);

    public void WriteText(scoped ReadOnlySpan<char> text) => _writer.WriteVarString(text);

    public void WriteText(scoped ReadOnlySpan<char> row, int start, int length) => _writer.WriteVarString(row, start, length);

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

    private ref byte PutId(ref byte at, long client, int clock)
    {
        if (client != _client)
        {
            _client = client;
            _clientLength = (int)Unsafe.ByteOffset(ref at, ref Lib0Writer.Put(ref at, client));
            _clientBytes = Unsafe.ReadUnaligned<ulong>(ref at);
        }

        Unsafe.WriteUnaligned(ref at, _clientBytes);
        return ref Lib0Writer.Put(ref Unsafe.Add(ref at, _clientLength), clock);
    }
}
