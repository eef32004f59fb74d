using System.Text.Unicode;

namespace RealLearning.Ycs;

/// <summary>
/// Format v2: a column for each field, each compressed for what it usually holds, then the rest in a row (rule 13). Few bytes may stand for many structs,
/// so their number has a bound of its own.
/// </summary>
internal ref struct V2Reader : IUpdateReader
{
    /// <summary>Structs that an update of any size may hold; beyond them eight for each of its bytes.</summary>
    private const int StructsFree = 1 << 16;

    private readonly int _structsMax;
    private readonly int _namesFrom;
    private DifferenceRunReader _keyClocks;
    private UintRunReader _clients;
    private DifferenceRunReader _leftClocks;
    private DifferenceRunReader _rightClocks;
    private ByteRunReader _infos;
    private UintRunReader _textLengths;
    private ByteRunReader _parentInfos;
    private UintRunReader _typeRefs;
    private UintRunReader _lengths;
    private Lib0Reader _rest;
    private int _textAt;
    private readonly int _textEnd;
    private int _keys;
    private int _deleteClock;

    public V2Reader(ReadOnlySpan<byte> update, UpdateDecoder decoder)
    {
        _structsMax = (int)Math.Min(int.MaxValue, StructsFree + (8L * update.Length));
        var reader = new Lib0Reader(update);
        if (reader.ReadByte() != 0)
        {
            throw Lib0Reader.Bad("a format of another version", 0);
        }

        _keyClocks = new(reader.ReadVarBytes());
        _clients = new(reader.ReadVarBytes());
        _leftClocks = new(reader.ReadVarBytes());
        _rightClocks = new(reader.ReadVarBytes());
        _infos = new(reader.ReadVarBytes());
        var texts = new Lib0Reader(reader.ReadVarBytes());
        (_textAt, var length) = decoder.AddText(texts.ReadVarUtf8());
        _textEnd = _textAt + length;
        _textLengths = new(texts.ReadBytes(texts.Remaining));
        _parentInfos = new(reader.ReadVarBytes());
        _typeRefs = new(reader.ReadVarBytes());
        _lengths = new(reader.ReadVarBytes());
        _rest = reader;
        _namesFrom = decoder.KeyedNames;
    }

    public readonly int Position => _rest.Position;

    public readonly int StructsMax => _structsMax;

    public readonly bool AtEnd =>
        _rest.AtEnd && _keyClocks.AtEnd && _clients.AtEnd && _leftClocks.AtEnd && _rightClocks.AtEnd && _infos.AtEnd && _textLengths.AtEnd && _textAt == _textEnd
        && _parentInfos.AtEnd && _typeRefs.AtEnd && _lengths.AtEnd;

    public long ReadRest() => _rest.ReadVarUint();

    public int ReadCount(int bytesEach) => _rest.ReadCount(bytesEach);

    public long ReadClient() => _clients.Read();

    public byte ReadInfo() => _infos.Read();

    public int ReadSkipLength() => _rest.ReadVarUint31();

    public (long Client, int Clock) ReadLeftId() => (_clients.Read(), _leftClocks.Read31());

    public (long Client, int Clock) ReadRightId() => (_clients.Read(), _rightClocks.Read31());

    public bool ReadParentInfo() => _parentInfos.Read() switch
    {
        0 => false,
        1 => true,
        _ => throw Lib0Reader.Bad("a parent that is neither a root nor an item", Position),
    };

    public int ReadTypeRef() => _typeRefs.Read31();

    public int ReadLength() => _lengths.Read31();

    public (int At, int Length) ReadText(UpdateDecoder decoder)
    {
        var (at, length) = (_textAt, _textLengths.Read());
        if (length > _textEnd - at)
        {
            throw Lib0Reader.Bad("a text longer than the texts together", Position);
        }

        _textAt += (int)length;
        return (at, (int)length);
    }

    public int ReadName(UpdateDecoder decoder)
    {
        var (at, length) = ReadText(decoder);
        return decoder.AddName(at, length);
    }

    public int ReadKey(UpdateDecoder decoder)
    {
        // A key is written out and numbered at its first use; Yjs' own writer numbers each use anew.
        var number = _keyClocks.Read31();
        if (number < _keys)
        {
            return decoder.KeyedName(_namesFrom + number);
        }

        if (number > _keys)
        {
            throw Lib0Reader.Bad("a key with a number that is not its turn", Position);
        }

        _keys++;
        return decoder.AddKeyedName(ReadName(decoder));
    }

    public JsonValue ReadJson(UpdateDecoder decoder, int depth)
    {
        var start = Position;
        return decoder.AddJsonAny(ref _rest, depth) ?? throw Lib0Reader.Bad("a value that JSON cannot hold", start);
    }

    public byte[] ReadAny(int depth) => AnyCanonical.Read(ref _rest, depth);

    public byte[] ReadBytes() => _rest.ReadVarBytes().ToArray();

    public void BeginDeletes() => _deleteClock = 0;

    public int ReadDeleteClock() => _deleteClock = Advance(_rest.ReadVarUint31());

    public int ReadDeleteLength()
    {
        var length = _rest.ReadVarUint31();
        _deleteClock = Advance(length);
        _deleteClock = Advance(1);
        return length + 1;
    }

    private readonly int Advance(int by) =>
        by <= int.MaxValue - 1 - _deleteClock ? _deleteClock + by : throw Lib0Reader.Bad("a deletion beyond the last clock", Position);
}
