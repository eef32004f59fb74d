using System.Buffers;
using System.Text;

namespace RealLearning.Ycs;

/// <summary>Format v2: a column for each field, each compressed for what it usually holds, then the rest in a row (rule 13). Hot.</summary>
internal ref struct V2Writer(int capacity) : IUpdateWriter, IDisposable
{
    /// <summary>Units that are copied as fast as one.</summary>
    private const int ShortMax = 16;

    private DifferenceRunWriter _keyClocks;
    private UintRunWriter _clients;
    private DifferenceRunWriter _leftClocks;
    private DifferenceRunWriter _rightClocks;
    private ByteRunWriter _infos;
    private UintRunWriter _textLengths;
    private ByteRunWriter _parentInfos;
    private UintRunWriter _typeRefs;
    private UintRunWriter _lengths;
    private Lib0Writer _rest = new(capacity);

    /// <summary>All texts in a row, so that halves of a pair of surrogates that meet are a pair again.</summary>
    private char[] _texts = [];
    private int _textsUsed;
    private int _keys;
    private long _deleteClock;

    /// <summary>The update; gives the memory back.</summary>
    public byte[] Finish()
    {
        var columns = _clients.Length + _leftClocks.Length + _rightClocks.Length + _infos.Length + _textLengths.Length + _lengths.Length;
        var writer = new Lib0Writer(256 + columns + _textsUsed + _rest.Length);
        writer.WriteByte(0);
        _keyClocks.Finish(ref writer);
        _clients.Finish(ref writer);
        _leftClocks.Finish(ref writer);
        _rightClocks.Finish(ref writer);
        _infos.Finish(ref writer);
        FinishTexts(ref writer);
        _parentInfos.Finish(ref writer);
        _typeRefs.Finish(ref writer);
        _lengths.Finish(ref writer);
        writer.WriteBytes(_rest.Written);
        Dispose();
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    public void Dispose()
    {
        _rest.Dispose();
        if (_texts.Length > 0)
        {
            ArrayPool<char>.Shared.Return(_texts);
            _texts = [];
        }
    }

    public readonly int RestLength => _rest.Length;

    public readonly ReadOnlySpan<byte> RestSince(int length) => _rest.Written[length..];

    public void WriteRestBytes(scoped ReadOnlySpan<byte> bytes) => _rest.WriteBytes(bytes);

    public void WriteRest(long value) => _rest.WriteVarUint(value);

    public void WriteClient(long client) => _clients.Write(client);

    public void WriteInfo(byte info) => _infos.Write(info);

    public void WriteSkipLength(int length) => _rest.WriteVarUint(length);

    public void WriteItem(int info, long leftClient, int leftClock, long rightClient, int rightClock)
    {
        _infos.Write((byte)info);
        if ((info & 0x80) != 0)
        {
            _clients.Write(leftClient);
            _leftClocks.Write(leftClock);
        }

        if ((info & 0x40) != 0)
        {
            _clients.Write(rightClient);
            _rightClocks.Write(rightClock);
        }
    }

    public void WriteParentId(long client, int clock)
    {
        _clients.Write(client);
        _leftClocks.Write(clock);
    }

    public void WriteParentInfo(bool isRoot) => _parentInfos.Write(isRoot ? (byte)1 : (byte)0);

    public void WriteTypeRef(byte type) => _typeRefs.Write(type);

    public void WriteLength(int length) => _lengths.Write(length);

    public void WriteText(scoped ReadOnlySpan<char> text)
    {
        if (_textsUsed + text.Length > _texts.Length)
        {
            GrowTexts(text.Length);
        }

        text.CopyTo(_texts.AsSpan(_textsUsed));
        _textsUsed += text.Length;
        _textLengths.Write(text.Length);
    }

    public void WriteText(scoped ReadOnlySpan<char> row, int start, int length)
    {
        // A short text is copied in one step, with what stands behind it.
        if (length > ShortMax || row.Length - start < ShortMax || _texts.Length - _textsUsed < ShortMax)
        {
            WriteText(row.Slice(start, length));
            return;
        }

        row.Slice(start, ShortMax).CopyTo(_texts.AsSpan(_textsUsed));
        _textsUsed += length;
        _textLengths.Write(length);
    }

    public void WriteKey(string key)
    {
        // Each use has a number of its own, as in Yjs, which can read keys by number and never writes them so.
        _keyClocks.Write(_keys++);
        WriteText(key);
    }

    public void WriteJson(JsonValue value) => _rest.WriteBytes(value.Any);

    public void WriteAny(byte[] value) => _rest.WriteBytes(value);

    public void WriteBytes(byte[] value) => _rest.WriteVarBytes(value);

    public void BeginDeletes() => _deleteClock = 0;

    public void WriteDelete(long clock, long length)
    {
        _rest.WriteVarUint(clock - _deleteClock);
        _rest.WriteVarUint(length - 1);
        _deleteClock = clock + length;
    }

    private void FinishTexts(ref Lib0Writer into)
    {
        _textLengths.Flush();
        var texts = _texts.AsSpan(0, _textsUsed);
        var count = Encoding.UTF8.GetByteCount(texts);
        into.WriteVarUint(Lib0Writer.LengthOf(count) + count + _textLengths.Length);
        into.WriteVarUint(count);
        Encoding.UTF8.GetBytes(texts, into.Take(count));
        _textLengths.FinishBare(ref into);
    }

    private void GrowTexts(int needed)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_texts.Length * 2, _textsUsed + needed));
        _texts.AsSpan(0, _textsUsed).CopyTo(larger);
        if (_texts.Length > 0)
        {
            ArrayPool<char>.Shared.Return(_texts);
        }

        _texts = larger;
    }
}
