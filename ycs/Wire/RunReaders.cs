namespace RealLearning.Ycs;

/// <summary>Bytes with the length of each run behind it; the last run has no length and goes on (lib0's RleDecoder; rule 14).</summary>
internal ref struct ByteRunReader(ReadOnlySpan<byte> bytes)
{
    private Lib0Reader _reader = new(bytes);
    private byte _value;
    private long _left;
    private bool _isLast;

    /// <summary>Whether all runs were read to their end.</summary>
    public readonly bool AtEnd => _reader.AtEnd && (_isLast || _left == 0);

    public byte Read()
    {
        if (_left == 0 && !_isLast)
        {
            _value = _reader.ReadByte();
            _isLast = _reader.AtEnd;
            _left = _isLast ? 0 : _reader.ReadVarUint() + 1;
        }

        _left -= _isLast ? 0 : 1;
        return _value;
    }
}

/// <summary>Integers; one that is written as negative is a run, with its length less two behind it (lib0's UintOptRleDecoder; rule 14).</summary>
internal ref struct UintRunReader(ReadOnlySpan<byte> bytes)
{
    private Lib0Reader _reader = new(bytes);
    private long _value;
    private long _left;

    public readonly bool AtEnd => _reader.AtEnd && _left == 0;

    public long Read()
    {
        if (_left == 0)
        {
            _value = _reader.ReadVarInt(out var isNegativeZero);
            _left = 1;
            if (_value < 0 || isNegativeZero)
            {
                _value = -_value;
                _left = _reader.ReadVarUint() + 2;
            }
        }

        _left--;
        return _value;
    }

    public int Read31() => Read() is <= int.MaxValue and var value ? (int)value : throw Lib0Reader.Bad("a length above 2^31 - 1", _reader.Position);
}

/// <summary>Integers by their difference to the one before, times two; odd where a run's length less two follows (lib0's IntDiffOptRleDecoder; rule 14).</summary>
internal ref struct DifferenceRunReader(ReadOnlySpan<byte> bytes)
{
    private Lib0Reader _reader = new(bytes);
    private long _value;
    private long _difference;
    private long _left;

    public readonly bool AtEnd => _reader.AtEnd && _left == 0;

    public int Read31()
    {
        if (_left == 0)
        {
            var coded = _reader.ReadVarInt(out _);
            _difference = coded >> 1;
            _left = (coded & 1) != 0 ? _reader.ReadVarUint() + 2 : 1;
        }

        _value += _difference;
        _left--;
        return _value is >= 0 and <= int.MaxValue ? (int)_value : throw Lib0Reader.Bad("a clock that is negative or above 2^31 - 1", _reader.Position);
    }
}
