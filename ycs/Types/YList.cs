namespace RealLearning.Ycs;

/// <summary>What arrays and XML fragments share: a list of values that is edited by position.</summary>
public abstract class YList : YSequence
{
    private List<object?>? _pending;

    private protected YList(byte kind, string? name = null)
        : base(kind, name)
    {
    }

    /// <inheritdoc/>
    public override int Length => Node?.Length ?? _pending?.Count ?? 0;

    /// <inheritdoc/>
    public override void Delete(int index, int length = 1)
    {
        CheckRange(index, length, Length);
        if (length == 0)
        {
            return;
        }

        if (Node is null)
        {
            _pending!.RemoveRange(index, length);
            return;
        }

        var place = WritablePlace;
        Owner.Begin();
        try
        {
            Owner.DeleteLocal(place, index, length);
        }
        finally
        {
            Owner.End();
        }
    }

    internal override void WritePending()
    {
        if (_pending is { } values)
        {
            _pending = null;
            Owner.InsertLocal(Place, 0, values);
        }
    }

    private protected void InsertValues(int index, IReadOnlyList<object?> values)
    {
        CheckRange(index, 0, Length);
        CheckAll(values);
        if (Node is null)
        {
            (_pending ??= []).InsertRange(index, values);
            return;
        }

        var place = WritablePlace;
        Owner.Begin();
        try
        {
            Owner.InsertLocal(place, index, values);
        }
        finally
        {
            Owner.End();
        }
    }

    private protected void PushValues(IReadOnlyList<object?> values)
    {
        CheckAll(values);
        if (Node is null)
        {
            (_pending ??= []).AddRange(values);
            return;
        }

        var place = WritablePlace;
        Owner.Begin();
        try
        {
            Owner.PushLocal(place, values);
        }
        finally
        {
            Owner.End();
        }
    }

    private protected object? ElementAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
        return Owner.ElementAt(Place, index);
    }

    private protected static void CheckAll(IReadOnlyList<object?> values)
    {
        foreach (var value in values)
        {
            Check(value, nameof(values));
            if (value is YUndefined or System.Numerics.BigInteger)
            {
                throw new ArgumentException("A list cannot hold what is undefined, nor big integers.", nameof(values));
            }
        }
    }

    /// <summary>What was inserted before it had a place.</summary>
    private protected IReadOnlyList<object?> Pending => _pending ?? [];
}
