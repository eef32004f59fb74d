namespace RealLearning.Ycs;

/// <summary>Format v1: everything in one row (rule 8). Hot.</summary>
internal ref struct V1Reader(ReadOnlySpan<byte> update) : IUpdateReader
{
    private Lib0Reader _reader = new(update);

    public readonly int Position => _reader.Position;

    public readonly int StructsMax => _reader.Remaining;

    public readonly bool AtEnd => _reader.AtEnd;

    public long ReadRest() => _reader.ReadVarUint();

    public int ReadCount(int bytesEach) => _reader.ReadCount(bytesEach);

    public long ReadClient() => _reader.ReadVarUint();

    public byte ReadInfo() => _reader.ReadByte();

    public int ReadSkipLength() => _reader.ReadVarUint31();

    public (long Client, int Clock) ReadLeftId() => (_reader.ReadVarUint(), _reader.ReadVarUint31());

    public (long Client, int Clock) ReadRightId() => (_reader.ReadVarUint(), _reader.ReadVarUint31());

    public bool ReadParentInfo()
    {
        var start = Position;
        return _reader.ReadVarUint() switch
        {
            0 => false,
            1 => true,
            _ => throw Lib0Reader.Bad("a parent that is neither a root nor an item", start),
        };
    }

    public int ReadTypeRef() => _reader.ReadVarUint31();

    public int ReadLength() => _reader.ReadVarUint31();

    public (int At, int Length) ReadText(UpdateDecoder decoder) => decoder.AddText(_reader.ReadVarUtf8());

    public int ReadName(UpdateDecoder decoder) => decoder.AddName(_reader.ReadVarUtf8());

    public int ReadKey(UpdateDecoder decoder) => ReadName(decoder);

    public JsonValue ReadJson(UpdateDecoder decoder, int depth)
    {
        var start = Position;
        return decoder.AddJson(_reader.ReadVarUtf8(), depth) ?? throw Lib0Reader.Bad("a value that is not JSON", start);
    }

    public byte[] ReadAny(int depth) => AnyCanonical.Read(ref _reader, depth);

    public byte[] ReadBytes() => _reader.ReadVarBytes().ToArray();

    public readonly void BeginDeletes()
    {
    }

    public int ReadDeleteClock() => _reader.ReadVarUint31();

    public int ReadDeleteLength() => _reader.ReadVarUint31();
}
