using System.Runtime.CompilerServices;

namespace RealLearning.Ycs;

/// <summary>The counterpart of <see cref="ByteRunReader"/>: the last run's length is not written.</summary>
internal ref struct ByteRunWriter
{
    private Lib0Writer _writer;
    private int _value;
    private int _count;

    /// <summary>Bytes written so far.</summary>
    public readonly int Length => _writer.Length;

    public void Write(byte value)
    {
        if (_count > 0 && _value == value)
        {
            _count++;
            return;
        }

        if (_count > 0)
        {
            _writer.WriteVarUint(_count - 1);
        }

        _writer.WriteByte(value);
        (_value, _count) = (value, 1);
    }

    /// <summary>Writes the runs with their length before them; gives the memory back.</summary>
    public void Finish(ref Lib0Writer into)
    {
        into.WriteVarBytes(_writer.Written);
        _writer.Dispose();
    }
}

/// <summary>The counterpart of <see cref="UintRunReader"/>.</summary>
internal ref struct UintRunWriter
{
    private Lib0Writer _writer;
    private long _value;
    private int _count;

    /// <summary>Bytes written so far; the last run is not among them before <see cref="Flush"/>.</summary>
    public readonly int Length => _writer.Length;

    public void Write(long value)
    {
        if (_value == value)
        {
            _count++;
            return;
        }

        Flush();
        (_value, _count) = (value, 1);
    }

    /// <summary>Ends the last run.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Flush()
    {
        if (_count == 1)
        {
            _writer.WriteVarInt(_value);
        }
        else if (_count > 1)
        {
            _writer.WriteVarInt(-_value, negativeZero: _value == 0);
            _writer.WriteVarUint(_count - 2);
        }

        _count = 0;
    }

    /// <summary>Writes the runs, flushed, without a length; gives the memory back.</summary>
    public void FinishBare(ref Lib0Writer into)
    {
        into.WriteBytes(_writer.Written);
        _writer.Dispose();
    }

    public void Finish(ref Lib0Writer into)
    {
        Flush();
        into.WriteVarUint(_writer.Length);
        FinishBare(ref into);
    }
}

/// <summary>The counterpart of <see cref="DifferenceRunReader"/>.</summary>
internal ref struct DifferenceRunWriter
{
    private Lib0Writer _writer;
    private long _value;
    private long _difference;
    private int _count;

    /// <summary>Bytes written so far.</summary>
    public readonly int Length => _writer.Length;

    public void Write(long value)
    {
        if (_difference == value - _value)
        {
            _value = value;
            _count++;
            return;
        }

        Flush();
        (_count, _difference, _value) = (1, value - _value, value);
    }

    public void Finish(ref Lib0Writer into)
    {
        Flush();
        into.WriteVarBytes(_writer.Written);
        _writer.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        _writer.WriteVarInt((_difference * 2) + (_count == 1 ? 0 : 1));
        if (_count > 1)
        {
            _writer.WriteVarUint(_count - 2);
        }
    }
}
